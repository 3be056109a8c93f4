package io.timestore.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that cannot work is refused at the start, with every key that is wrong. */
@NullUnmarked
final class DaemonConfigTest {
  private static final String STORES =
      """
      clickhouse.url=http://127.0.0.1:1/
      redis.uri=redis://127.0.0.1:1
      catalog.url=jdbc:postgresql://127.0.0.1:1/x
      """;

  @TempDir Path folder;

  private DaemonConfig read(String more) throws IOException {
    Path file = Files.writeString(folder.resolve("daemon.properties"), STORES + more);
    return DaemonConfig.read(file);
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    assertThat(read("").flush().resolve()).isEqualTo(FlushConfig.DEFAULT);
    assertThat(read("flush.graceMs=0\nlease.durationMs=9000\n").lease().resolve().heartbeat())
        .isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void everyNumberThatCannotWorkIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    flush.insertsPerDataset=0
                    flush.threads=0
                    flush.graceMs=-1
                    flush.ageMs=0
                    redis.maxRows=0
                    redis.waitMs=10000
                    redis.idempotencyDays=0
                    lease.durationMs=3000
                    lease.heartbeatMs=1001
                    http.port=70000
                    """))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("daemon.properties: http.port is 70000, but 0 to 65535 is accepted")
        .hasMessageContaining("flush.insertsPerDataset is 0, but 1 to 1000 is accepted")
        .hasMessageContaining("flush.threads is 0")
        .hasMessageContaining("flush.graceMs is -1, but 0 or more is accepted")
        .hasMessageContaining("flush.ageMs is 0, but 1 or more")
        .hasMessageContaining("redis.maxRows is 0")
        .hasMessageContaining("redis.waitMs is 10000, but 1 to 9000")
        .hasMessageContaining("redis.idempotencyDays is 0")
        .hasMessageContaining("lease.heartbeatMs is 1001, but at most a third of");
  }

  @Test
  void anUnknownKeyIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> read("flush.agems=5\n"))
        .hasMessageContaining("unknown key 'agems'")
        .hasMessageContaining("ageMs");
  }
}
