package io.timestore.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.flush.FlushConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    assertThat(read("").flush()).isEqualTo(FlushConfig.DEFAULT);
    assertThat(read("flush.graceMs=0\nlease.durationMs=9000\n").lease().heartbeat())
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
                    http.port=70000
                    """))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("daemon.properties: ")
        .hasMessageContaining("http.port is 70000, but 0 to 65535 is accepted")
        .hasMessageContaining("flush.insertsPerDataset is 0, but 1 to 1000 is accepted")
        .hasMessageContaining("flush.threads is 0")
        .hasMessageContaining("flush.graceMs is -1, but 0 or more is accepted")
        .hasMessageContaining("flush.ageMs is 0, but 1 or more")
        .hasMessageContaining("redis.maxRows is 0")
        .hasMessageContaining("redis.waitMs is 10000, but 1 to 9000")
        .hasMessageContaining("redis.idempotencyDays is 0");
  }

  @Test
  void numbersThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> read("lease.durationMs=3000\nlease.heartbeatMs=1001\n"))
        .hasMessageContaining("lease.heartbeatMs is 1001, but at most a third of");
    assertThatThrownBy(() -> read("http.memoryBudgetBytes=2000000\n"))
        .hasMessageContaining("http.memoryBudgetBytes is 2000000, but at least http.bodyLimitByte");
  }

  @Test
  void unknownKeysAreRefusedWithAGuessAndWithAllOtherProblems() {
    assertThatThrownBy(
            () -> read("flush.agems=5\nblue.whale=1\nflush.rows=many\ningest.catalogDown=X\n"))
        .hasMessageContaining("unknown key 'flush.agems', did you mean 'flush.ageMs'?")
        .hasMessageContaining("unknown key 'blue.whale'; docs/configuration.md lists the keys")
        .hasMessageContaining("flush.rows is 'many', but an integer, 1 or more, is accepted")
        .hasMessageContaining("ingest.catalogDown is X, but one of STAGE_UNKEYED, STAGE, REFUSE");
  }

  @Test
  void aMissingStoreIsNamed() {
    assertThatThrownBy(() -> DaemonConfig.of(Map.of("redis.uri", "redis://r")))
        .hasMessageContaining("clickhouse.url is missing; it is a URL that begins with http://")
        .hasMessageContaining("catalog.url is missing");
  }

  @Test
  void secretsStayOutOfMessages() {
    assertThatThrownBy(() -> read("redis.uri=hunter2@x\ncatalog.password=hunter2\nflush.rows=0"))
        .hasMessageContaining("redis.uri is refused; accepted is a URL that begins with redis://")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void everyDefaultIsAcceptedAndEveryBoundHolds() {
    for (ConfigKey key : ConfigKey.values()) {
      String value = key.defaultValue();
      if (value != null) {
        assertThat(ConfigKeys.problem(key.key(), value)).as(key.key()).isNull();
      }
      if (key.kind().number()) {
        assertThat(ConfigKeys.problem(key.key(), "" + key.least())).as(key.key()).isNull();
        assertThat(ConfigKeys.problem(key.key(), "" + (key.least() - 1)))
            .startsWith(key.key() + " is " + (key.least() - 1) + ", but ");
        assertThat(ConfigKeys.problem(key.key(), "")).startsWith(key.key() + " is ''");
      }
    }
  }

  @Test
  void thePageOfKeysIsTheEnum() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Configuration of the daemon

            This page is made by `DaemonConfigTest` from the list in the code. The daemon reads the keys from the properties
            file of `--config`, in UTF-8. It refuses to start with an unknown key or a value outside of its bounds, and names
            every problem at once.

            | key | type | default | unit | accepted | meaning |
            | --- | --- | --- | --- | --- | --- |
            """);
    for (ConfigKey key : ConfigKey.values()) {
      String value = key.required() ? "required" : "`" + key.defaultValue() + "`";
      page.append("| `").append(key.key()).append("` | ").append(key.kind().type()).append(" | ");
      page.append(
          key.defaultValue() == null && !key.required()
              ? ""
              : value.equals("``") ? "empty" : value);
      page.append(" | ").append(key.kind().unit()).append(" | ");
      page.append(key.accepted().equals(key.kind().type()) ? "" : code(key.accepted()))
          .append(" | ");
      page.append(key.description()).append(" |\n");
    }
    Path file = Path.of(System.getProperty("timestore.root")).resolve("docs/configuration.md");
    if (Boolean.getBoolean("timestore.write-docs")) {
      Files.writeString(file, page);
    }
    assertThat(file)
        .as("-Dtimestore.write-docs=true writes it")
        .content()
        .isEqualTo(page.toString());
  }

  /** Schemes of URLs as code. */
  private static String code(String accepted) {
    return accepted.replaceAll("jdbc:\\w+:|[\\w-]+://", "`$0`");
  }
}
