package org.paperround.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The meters of one engine. Names are `paperround.feature.thing`; they are an interface and listed
/// in docs/reference/metrics.md. Thread-safe.
public final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
  }

  public MeterRegistry registry() {
    return registry;
  }

  /// The page that Prometheus scrapes, in its text format 0.0.4.
  public String scrape() {
    return registry.scrape();
  }
}
