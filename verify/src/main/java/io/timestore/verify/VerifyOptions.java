package io.timestore.verify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run shall be.
 *
 * @param time how long faults are injected
 * @param faults kinds of faults
 * @param mutation how the protocol is broken; null for not at all
 * @param rowsPerRequest most rows of a request
 * @param daemonSettings more settings of the daemons
 * @param flood whether, instead of faults, ClickHouse is made so slow that it cannot keep up
 */
record VerifyOptions(
    Duration time,
    long seed,
    List<Nemesis.Kind> faults,
    int writers,
    int readers,
    @Nullable Mutation mutation,
    int rowsPerRequest,
    Map<String, String> daemonSettings,
    boolean flood) {
  VerifyOptions {
    faults = List.copyOf(faults);
    daemonSettings = Map.copyOf(daemonSettings);
  }
}
