/// The standing offers: schedule, slots, look, sender, policies.
@NullMarked
package org.paperround.newsletter;

import org.jspecify.annotations.NullMarked;
