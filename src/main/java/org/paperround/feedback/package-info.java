/// What comes back by mail: unsubscribes, bounces, complaints.
@NullMarked
package org.paperround.feedback;

import org.jspecify.annotations.NullMarked;
