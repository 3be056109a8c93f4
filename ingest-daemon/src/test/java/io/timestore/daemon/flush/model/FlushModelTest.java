package io.timestore.daemon.flush.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The flush protocol as a model: two flushers of which one may be a zombie, inserts that land late,
 * crashes between any two steps, and a reader with two scans. Every invariant holds in every state
 * that can be reached; each part of the protocol is needed.
 */
@NullUnmarked
final class FlushModelTest {
  @Test
  void noInterleavingBreaksAnInvariant() {
    Explorer.Result result = new Explorer(Set.of(), 3, 1, 1).explore();
    assertThat(result.broken()).as("%s", String.join("\n", result.trace())).isNull();
    assertThat(result.states()).isGreaterThan(100_000);
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP_SEAL, a row is in ClickHouse once",
    "SKIP_COUNT, a row is in ClickHouse once",
    "TRIM_EARLY, nothing is lost",
    "SKIP_GENERATION_CHECK, an answer has every acknowledged row once",
    "NO_HOT_BUFFER_FENCE, an answer has every acknowledged row once",
    "NO_CLICKHOUSE_FENCE, a row is in ClickHouse once",
    "NO_DRAIN, a row is in ClickHouse once",
    "NO_PUBLISH_CONDITION, the catalog's watermark rises first",
    "PROMOTE_FIRST, the catalog's watermark rises first",
    "EVENT_TIME_WATERMARK, an answer has every acknowledged row once"
  })
  void eachPartIsNeeded(Fault left, String broken) {
    Explorer.Result result = new Explorer(EnumSet.of(left), 2, 1, 1).explore();
    assertThat(result.broken()).as("%s", String.join("\n", result.trace())).isEqualTo(broken);
  }
}
