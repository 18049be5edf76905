/// How a mail is made and handed over: addresses, headers, message bytes, DKIM, the transactional
/// outbox.
@NullMarked
package org.paperround.mail;

import org.jspecify.annotations.NullMarked;
