/// The ledger, the worker, retry policy, the account.
@NullMarked
package org.paperround.delivery;

import org.jspecify.annotations.NullMarked;
