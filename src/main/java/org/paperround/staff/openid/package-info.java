/// Asking an OpenID Connect provider who somebody is: the only place that knows the library for it.
@NullMarked
package org.paperround.staff.openid;

import org.jspecify.annotations.NullMarked;
