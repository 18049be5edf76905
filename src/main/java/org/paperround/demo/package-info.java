/// The demo portal and the demo run; seen only by cli.
@NullMarked
package org.paperround.demo;

import org.jspecify.annotations.NullMarked;
