/// Threads, only here: loops that tick and can be woken, a few things done at once, a watch over
/// who waits.
@NullMarked
package org.paperround.platform.work;

import org.jspecify.annotations.NullMarked;
