package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.run.EngineForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random queries have one answer: on every placement, with every strategy, cut in three by a
 * condition, and in other databases. More of them by hand: {@code -Dtimestore.random.queries=10000
 * -Dtimestore.random.seed=7}, from a query on with {@code -Dtimestore.random.from=768}, described
 * in a file with {@code -Dtimestore.random.report=FILE}.
 */
final class RandomQueryTest {
  private static final int QUERIES = Integer.getInteger("timestore.random.queries", 1_000);
  private static final int FROM = Integer.getInteger("timestore.random.from", 0);
  private static final long SEED = Long.getLong("timestore.random.seed", 1_970);
  private static final int THREADS = 2;
  private static final int SHOWN = 10;

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  @TempDir private Path directory;

  @Test
  void oneAnswer() throws java.io.IOException {
    RandomQueries queries = new RandomQueries(ENGINE.client(), directory, SEED);
    RandomQueries.Report report = queries.run(FROM, QUERIES, THREADS, SHOWN);
    String summary =
        "seed %d: %d queries, %d compared with DuckDB, %d with ClickHouse, %d not supported, %d different"
            .formatted(
                SEED,
                report.queries(),
                report.inDuckDb(),
                report.inClickHouse(),
                report.refused(),
                report.failed());
    System.out.println(summary);
    String file = System.getProperty("timestore.random.report");
    if (file != null) {
      Files.writeString(
          Path.of(file),
          summary
              + "\n\n"
              + String.join("\n", report.failures())
              + "\n\nNOTES\n"
              + String.join("\n", report.notes()));
    }
    assertThat(report.failures()).as(summary).isEmpty();
    assertThat(report.inDuckDb()).as(summary).isGreaterThan(QUERIES / 2);
    assertThat(report.inClickHouse()).as(summary).isGreaterThan(QUERIES / 4);
    assertThat(report.refused()).as(summary).isLessThan(Math.max(5, QUERIES / 20));
  }
}
