/// What may be wrong with a finished mail, found by reading it as mail clients do. Pure, but for
/// [org.paperround.digest.lint.DeadLinks].
@NullMarked
package org.paperround.digest.lint;

import org.jspecify.annotations.NullMarked;
