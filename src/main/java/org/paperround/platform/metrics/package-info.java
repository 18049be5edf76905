/// The one meter registry and its Prometheus page.
@NullMarked
package org.paperround.platform.metrics;

import org.jspecify.annotations.NullMarked;
