/// Keys, purpose-bound tokens and keyed hashes.
@NullMarked
package org.paperround.platform.crypto;

import org.jspecify.annotations.NullMarked;
