/// Settings: environment over file over default, every problem reported at once.
@NullMarked
package org.paperround.platform.config;

import org.jspecify.annotations.NullMarked;
