package io.timestore.calcite.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.block.Block;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.model.LaneId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was sent over tables at rest is sent again, for as long as it is what is to be sent. */
final class RestingStatementsTest {
  private static final String ABOVE = "SELECT COUNT(*), SUM(delay) FROM flights WHERE delay > ";
  private static final LaneId LANE = new LaneId(1, 0);

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static int databases;

  private TestStore store;
  private long blocks;

  @BeforeEach
  void rest() {
    String database = "sent_" + databases++;
    store = new TestStore(ENGINE.client(), database);
    List<Block> flights = TestData.flights();
    blocks = flights.size();
    store.put(
        store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, database, 1)),
        0,
        flights,
        flights.size(),
        flights.size());
    rest(ABOVE + 0);
  }

  /** Nothing happens to the table until a statement that ran before is answered at rest. */
  private void rest(String sql) {
    captured(sql, 0);
    store.skip(Duration.ofDays(1));
    captured(sql, 0);
    atRest(sql, 0);
  }

  private record Answer(List<List<@Nullable Object>> rows, String sql) {}

  private Answer captured(String sql, long maxRows) {
    return answer(sql, maxRows, 1);
  }

  private Answer atRest(String sql, long maxRows) {
    return answer(sql, maxRows, 0);
  }

  private Answer answer(String sql, long maxRows, int captures) {
    int before = store.hotBuffer.captures();
    try (QueryAnswer answer =
        store.execute(
            new QueryRequest(
                sql,
                null,
                List.of(),
                UUID.randomUUID().toString(),
                null,
                maxRows,
                ReadOptions.DEFAULT))) {
      assertThat(answer.provenance().strategy()).isEqualTo(Provenance.Strategy.COLD_ONLY);
      Answer found = new Answer(TestStore.rows(answer), answer.provenance().clickHouseSql());
      assertThat(store.hotBuffer.captures()).isEqualTo(before + captures);
      return found;
    }
  }

  @Test
  void otherValuesOfLiteralsTakeTheSameText() {
    Answer one = atRest(ABOVE + 0, 0);
    Answer other = atRest(ABOVE + 20, 0);
    assertThat(other.sql()).isEqualTo(one.sql());
    assertThat(one.rows()).isEqualTo(store.rows(MergeStrategy.SHIP_TAIL, ABOVE + 0));
    assertThat(other.rows())
        .isEqualTo(store.rows(MergeStrategy.SHIP_TAIL, ABOVE + 20))
        .isNotEqualTo(one.rows());
  }

  @Test
  void anotherNumberOfRowsIsAnotherStatement() {
    String sql = "SELECT origin, COUNT(*) FROM flights GROUP BY origin ORDER BY origin";
    captured(sql, 0);
    List<List<@Nullable Object>> all = atRest(sql, 0).rows();
    assertThat(all).hasSizeGreaterThan(1);
    assertThat(atRest(sql, 1).rows()).isEqualTo(all.subList(0, 1));
    assertThat(atRest(sql, 0).rows()).isEqualTo(all);
  }

  @Test
  void sumsThatMayHaveGrownAreWrittenAnew() {
    Answer narrow = atRest(ABOVE + 0, 0);
    assertThat(narrow.sql()).doesNotContain("Int128");
    store.hotBuffer.markInserting(LANE, 1, ValueBounds.UNKNOWN);
    store.hotBuffer.promote(LANE, 1, blocks, 0, 0);
    rest(ABOVE + 0);
    Answer wide = atRest(ABOVE + 0, 0);
    assertThat(wide.sql()).contains("Int128");
    assertThat(wide.rows()).isEqualTo(narrow.rows());
  }
}
