package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which joins group rows first. That their answers are the same, {@link NoSeamTest} shows. */
final class GroupFirstTest {
  private static final String STATES = "State(";
  private static final String JOINED =
      " FROM flights AS f JOIN flights.airports AS a ON f.origin = a.code ";
  private static final String BY_CITY = "SELECT a.city, COUNT(*)" + JOINED + "GROUP BY a.city";

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "group_first");
    Table flights =
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "group_first", 1));
    Table airports =
        store.create(TestData.table(2, "airports", TestData.AIRPORT_SCHEMA, "group_first", 1));
    int blocks = TestData.flights().size();
    store.put(flights, 0, TestData.flights(), blocks, blocks / 2);
    store.put(airports, 0, TestData.airports(), 1, 1);
  }

  private static String sqlOf(MergeStrategy strategy, String sql) {
    try (QueryAnswer answer = store.open(ReadOptions.DEFAULT.withStrategy(strategy), sql)) {
      TestStore.rows(answer);
      return answer.provenance().clickHouseSql();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BY_CITY,
        "SELECT COUNT(*), SUM(f.delay), AVG(f.distance)" + JOINED,
        "SELECT DISTINCT f.origin" + JOINED,
        "SELECT SUM(CAST(f.price AS DECIMAL(20, 2)))" + JOINED + "AND f.origin <> a.city",
        "SELECT f.origin, a.x, MIN(f.note)" + JOINED + "GROUP BY f.origin, a.x",
        "SELECT a.city, SUM(CASE WHEN f.delay > 9 THEN f.delay END)" + JOINED + "GROUP BY a.city",
        "SELECT COUNT(*) FILTER (WHERE f.ok)" + JOINED + "WHERE f.delay > 3 AND a.x > 1",
        "SELECT MAX(f.day) FROM flights.airports AS a JOIN flights AS f ON f.origin = a.code",
        "SELECT b.x, COUNT(*)" + JOINED + "JOIN flights.airports AS b ON a.x = b.x GROUP BY b.x",
      })
  void rowsAreGroupedByTheirKeywords(String sql) {
    String text = sqlOf(MergeStrategy.GROUP_FIRST, sql);
    assertThat(text).containsAnyOf(STATES, "GROUP BY _t0.`origin`)").contains("IN (SELECT");
    assertThat(sqlOf(MergeStrategy.SHIP_TAIL, sql)).doesNotContain(STATES).doesNotContain(" IN (");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a.city, COUNT(DISTINCT f.delay)" + JOINED + "GROUP BY a.city",
        "SELECT a.city, SUM(f.delay + 1)" + JOINED + "GROUP BY a.city",
        "SELECT a.city, SUM(f.delay), MAX(a.x)" + JOINED + "GROUP BY a.city",
        "SELECT f.delay, COUNT(*)" + JOINED + "GROUP BY f.delay",
        "SELECT a.city, COUNT(*)" + JOINED + "GROUP BY ROLLUP(a.city)",
        "SELECT COUNT(*) FROM flights AS f JOIN flights.airports AS a ON f.destination = a.code",
        "SELECT COUNT(*) FROM flights AS f LEFT JOIN flights.airports AS a ON f.origin = a.code",
        "SELECT COUNT(*)" + JOINED + "AND f.delay > a.x",
        "SELECT COUNT(*) FROM flights AS f JOIN flights.airports AS a ON f.origin < a.code",
        "SELECT COUNT(*)" + JOINED + "JOIN flights.airports AS b ON f.delay = b.x",
        "SELECT COUNT(*) FROM flights AS f CROSS JOIN flights.airports AS a",
        "SELECT f.origin, COUNT(*) FROM flights AS f GROUP BY f.origin",
        "SELECT COUNT(*)" + JOINED + "WHERE a.x > RAND()",
      })
  void othersAreNot(String sql) {
    assertThat(sqlOf(MergeStrategy.GROUP_FIRST, sql))
        .isEqualTo(sqlOf(MergeStrategy.SHIP_TAIL, sql));
  }

  @Test
  void itIsDoneWhereATableHasManyTimesMoreRows() {
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).doesNotContain(STATES);
    setRows(1, 500_000);
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).contains(STATES);
    setRows(2, 1_100);
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).doesNotContain(STATES);
    setRows(2, 800);
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).contains(STATES);
    setRows(1, 490_000);
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).doesNotContain(STATES);
    setRows(1, -1);
    assertThat(sqlOf(MergeStrategy.AUTO, BY_CITY)).doesNotContain(STATES);
  }

  @Test
  void itIsExplained() {
    String line = "rows of flights.records are grouped before they are joined";
    assertThat(explained(MergeStrategy.GROUP_FIRST)).contains(line);
    assertThat(explained(MergeStrategy.SHIP_TAIL)).doesNotContain(line);
  }

  private static String explained(MergeStrategy strategy) {
    return store.rows(strategy, "EXPLAIN " + BY_CITY).toString();
  }

  /** Tells the hot buffer how many rows a table has in ClickHouse. */
  private static void setRows(long table, long rows) {
    LaneId lane = new LaneId(table, 0);
    long watermark = store.hotBuffer.states(List.of(lane)).get(0).watermark();
    store.hotBuffer.markInserting(
        lane, 1, new ValueBounds(rows, Collections.nCopies(11, Long.SIZE)));
    store.hotBuffer.promote(lane, 1, watermark, 0, 0);
  }
}
