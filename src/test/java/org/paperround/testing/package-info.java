/// Fakes and fixtures worth keeping.
@NullMarked
package org.paperround.testing;

import org.jspecify.annotations.NullMarked;
