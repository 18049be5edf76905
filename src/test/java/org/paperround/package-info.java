/// Tests, in the same folders as what they test.
@NullMarked
package org.paperround;

import org.jspecify.annotations.NullMarked;
