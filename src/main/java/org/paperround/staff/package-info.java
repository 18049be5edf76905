/// Editors and operators.
@NullMarked
package org.paperround.staff;

import org.jspecify.annotations.NullMarked;
