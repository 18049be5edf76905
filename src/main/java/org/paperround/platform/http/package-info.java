/// The one HTTP client: safe against addresses and bodies that come from outside.
@NullMarked
package org.paperround.platform.http;

import org.jspecify.annotations.NullMarked;
