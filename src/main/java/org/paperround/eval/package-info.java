/// The quality measures; seen only by cli.
@NullMarked
package org.paperround.eval;

import org.jspecify.annotations.NullMarked;
