/// The relay client: pipelined SMTP on Angus Mail.
@NullMarked
package org.paperround.mail.smtp;

import org.jspecify.annotations.NullMarked;
