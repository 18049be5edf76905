/// The composition root: constructors, start and stop.
@NullMarked
package org.paperround.app;

import org.jspecify.annotations.NullMarked;
