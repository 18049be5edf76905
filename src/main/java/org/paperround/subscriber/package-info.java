/// People: sign-up, consent, preferences, suppression, import and export, erasure.
@NullMarked
package org.paperround.subscriber;

import org.jspecify.annotations.NullMarked;
