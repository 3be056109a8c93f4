package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.proof.data.SampleData;
import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.EngineForTests;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random aggregates over facts joined with dimensions by keywords: grouped before the join and not,
 * on two placements, and in DuckDB, they have one answer. More of them by hand: {@code
 * -Dtimestore.star.queries=2000 -Dtimestore.star.seed=7}.
 */
final class StarQueryTest {
  private static final int QUERIES = Integer.getInteger("timestore.star.queries", 150);
  private static final long SEED = Long.getLong("timestore.star.seed", 1_970);

  private static final List<String> AGGREGATES =
      List.of(
          "COUNT(*)",
          "COUNT(f.i)",
          "COUNT(f.flag)",
          "SUM(f.i)",
          "SUM(f.added)",
          "SUM(CAST(f.p AS DECIMAL(20,2)))",
          "AVG(f.d)",
          "AVG(f.i)",
          "MIN(f.ts)",
          "MAX(f.ts)",
          "MAX(f.s)",
          "MIN(f.p)",
          "MAX(f.day)",
          "MIN(f.big)",
          "MAX(f.rate)",
          "SUM(CASE WHEN f.i > 3 THEN f.i ELSE 0 END)",
          "COUNT(CASE WHEN f.b THEN 1 END)",
          "SUM(f.i) FILTER (WHERE f.b)",
          "MIN(f.ts) FILTER (WHERE f.d > 100)",
          "COUNT(*) FILTER (WHERE f.day IS NULL)",
          "SUM(1)");

  private static final List<String> KEYS =
      List.of("a.k", "a.label", "a.i", "a.extra", "f.k", "f.tag", "a.day");

  private static final List<String> CONDITIONS =
      List.of(
          "f.i > 3",
          "f.d IS NOT NULL",
          "a.i < 25",
          "a.label <> f.k",
          "a.extra IS NULL",
          "f.ts >= TIMESTAMP '2001-01-02 00:00:00'",
          "f.k IN ('a', 'b', 'lemon')",
          "f.i > 1000");

  private static final List<String> JOINS =
      List.of("f.k = a.k", "f.k = a.label", "f.tag = a.label", "f.tag = a.k", "f.k = a.k");

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  @TempDir private Path directory;

  @Test
  void oneAnswer() throws SQLException {
    List<SampleTable> tables = SampleData.tables(SEED);
    List<String> failures = new ArrayList<>();
    int grouped = 0;
    try (DuckDb duckDb = new DuckDb()) {
      tables.forEach(table -> duckDb.load(table, directory));
      List<PlacedTables> placed =
          Placement.standard(SEED).stream()
              .map(p -> new PlacedTables(ENGINE.client(), "star", p, tables, 12))
              .toList();
      for (int i = 0; i < QUERIES; i++) {
        Random random = new Random(SEED * 1_000_003L + i);
        String sql = query(random);
        Answer first = answer(placed, random, sql, MergeStrategy.GROUP_FIRST);
        grouped += first.plan().contains("Merge(") ? 1 : 0;
        for (Answer other :
            List.of(
                answer(placed, random, sql, MergeStrategy.GROUP_FIRST),
                answer(placed, random, sql, MergeStrategy.SHIP_TAIL),
                duckDb.answer(sql))) {
          String difference = Comparison.difference(other, first, false);
          if (difference != null) {
            failures.add("seed " + SEED + ", " + i + ": " + sql + "\n" + difference + first.plan());
          }
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThat(grouped).isGreaterThan(QUERIES * 3 / 4);
  }

  private static Answer answer(
      List<PlacedTables> placed, Random random, String sql, MergeStrategy strategy) {
    return placed.get(random.nextInt(placed.size())).answer(sql, List.of(), strategy);
  }

  private static String query(Random random) {
    List<String> aggregates = some(AGGREGATES, 1 + random.nextInt(4), random);
    List<String> keys = some(KEYS, random.nextInt(3), random);
    List<String> conditions = some(CONDITIONS, random.nextInt(3), random);
    boolean snowflake = random.nextInt(4) == 0;
    String join = JOINS.get(random.nextInt(JOINS.size()));
    String from =
        random.nextBoolean() ? "t AS f JOIN r AS a ON " + join : "r AS a JOIN t AS f ON " + join;
    if (snowflake) {
      from += " JOIN r AS b ON " + (random.nextBoolean() ? "f.k = b.label" : "a.i = b.i");
    } else if (random.nextInt(10) == 0) {
      from = "t AS f JOIN e AS a ON " + join;
    }
    List<String> list = new ArrayList<>(keys);
    list.addAll(aggregates);
    @Nullable String having = random.nextInt(5) == 0 ? " HAVING COUNT(*) > 2" : null;
    return "SELECT "
        + String.join(", ", list)
        + " FROM "
        + from
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
        + (keys.isEmpty() ? "" : " GROUP BY " + keys.stream().collect(Collectors.joining(", ")))
        + (having == null ? "" : having);
  }

  private static List<String> some(List<String> all, int count, Random random) {
    List<String> shuffled = Arrays.asList(all.toArray(new String[0]));
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }
}
