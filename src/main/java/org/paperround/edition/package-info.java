/// Editions, their pools, and the desk's decisions.
@NullMarked
package org.paperround.edition;

import org.jspecify.annotations.NullMarked;
