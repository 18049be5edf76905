/// One reader's mail: choosing (pure), rendering, the mail plan.
@NullMarked
package org.paperround.digest;

import org.jspecify.annotations.NullMarked;
