package io.timestore.daemon.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts and times ingest requests. The number of datasets told apart is bounded. */
public final class IngestMetrics {
  private static final int MAX_DATASETS = 1000;
  private static final String OTHERS = "other";

  private final MeterRegistry registry;
  private final Counter rows;
  private final Set<String> datasets = ConcurrentHashMap.newKeySet();

  /**
   * Makes the meters.
   *
   * @param queuedIngests number of staged blocks that wait for their flush
   */
  public IngestMetrics(MeterRegistry registry, LongSupplier queuedIngests) {
    this.registry = registry;
    this.rows =
        Counter.builder("timestore.ingest.rows")
            .description("Rows acknowledged")
            .register(registry);
    Gauge.builder("timestore.ingest.queue.jobs", queuedIngests::getAsLong)
        .description("Staged blocks that are not yet in ClickHouse")
        .register(registry);
  }

  public void succeeded(String dataset, boolean inline, long ingestedRows, Duration took) {
    rows.increment((double) ingestedRows);
    record(dataset, "success", inline, took);
  }

  public void failed(String dataset, boolean inline, Duration took) {
    record(dataset, "failure", inline, took);
  }

  private void record(String slug, String result, boolean inline, Duration took) {
    String dataset = label(slug);
    String mode = inline ? "inline" : "queued";
    Counter.builder("timestore.ingest.requests")
        .description("Ingest requests answered")
        .tags("dataset", dataset, "result", result, "mode", mode)
        .register(registry)
        .increment();
    Timer.builder("timestore.ingest.duration")
        .description("Time from request to answer")
        .tags("dataset", dataset, "result", result, "mode", mode)
        .serviceLevelObjectives(
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30))
        .register(registry)
        .record(took);
  }

  private String label(String slug) {
    if (datasets.contains(slug)) {
      return slug;
    }
    return datasets.size() < MAX_DATASETS && datasets.add(slug) ? slug : OTHERS;
  }
}
