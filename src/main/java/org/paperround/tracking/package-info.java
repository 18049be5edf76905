/// Clicks coming back: recorded with consent only, machine or human.
@NullMarked
package org.paperround.tracking;

import org.jspecify.annotations.NullMarked;
