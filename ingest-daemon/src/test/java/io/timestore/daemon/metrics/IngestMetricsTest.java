package io.timestore.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A gauge keeps what it measures: nobody else does. */
final class IngestMetricsTest {
  @Test
  void theQueueIsANumberAfterACollection() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    AtomicLong queued = new AtomicLong(7);
    register(registry, queued::get);
    collect();
    assertThat(registry.scrape()).contains("timestore_ingest_queue_jobs 7.0");
    queued.set(8);
    assertThat(registry.scrape()).contains("timestore_ingest_queue_jobs 8.0");
  }

  private static void register(PrometheusMeterRegistry registry, LongSupplier queued) {
    IngestMetrics unused = new IngestMetrics(registry, queued);
  }

  /** Returns after an object that nobody holds was collected. */
  private static void collect() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    for (int i = 0; i < 100 && canary.get() != null; i++) {
      System.gc();
    }
    assertThat(canary.get()).isNull();
  }
}
