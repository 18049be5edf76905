/// What holds of any text that people type, whatever it is for.
@NullMarked
package org.paperround.platform.text;

import org.jspecify.annotations.NullMarked;
