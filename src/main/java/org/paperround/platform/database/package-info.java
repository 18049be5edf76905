/// Connections, transactions, migrations, the embedded server, and wake-ups by NOTIFY. No business
/// word.
@NullMarked
package org.paperround.platform.database;

import org.jspecify.annotations.NullMarked;
