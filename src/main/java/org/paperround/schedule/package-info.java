/// Quartz, only here: it ticks; tables decide what is due.
@NullMarked
package org.paperround.schedule;

import org.jspecify.annotations.NullMarked;
