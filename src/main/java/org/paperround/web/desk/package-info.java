/// The desk: the pages of editors and admins, each behind a role.
@NullMarked
package org.paperround.web.desk;

import org.jspecify.annotations.NullMarked;
