/// Pure: what a reader's clicks say of an edition's stories, and the list made of it.
@NullMarked
package org.paperround.digest.taste;

import org.jspecify.annotations.NullMarked;
