/// Lists of readers that come from elsewhere, as CSV.
@NullMarked
package org.paperround.subscriber.lists;

import org.jspecify.annotations.NullMarked;
