/// The benchmarks; seen only by cli.
@NullMarked
package org.paperround.bench;

import org.jspecify.annotations.NullMarked;
