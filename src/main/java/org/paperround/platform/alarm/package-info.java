/// Alarms to the operator: a row, an ERROR line and a metric, once per cause.
@NullMarked
package org.paperround.platform.alarm;

import org.jspecify.annotations.NullMarked;
