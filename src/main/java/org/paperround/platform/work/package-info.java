/// Threads, only here: loops that tick and can be woken.
@NullMarked
package org.paperround.platform.work;

import org.jspecify.annotations.NullMarked;
