package io.timestore.calcite.proof;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.TestStore;
import io.timestore.core.block.Block;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tables in one placement, and a query engine over them. */
final class PlacedTables {
  static final String SCHEMA = TestStore.DATASET;

  /** Longer answers would fill a small heap. */
  static final int MOST_ROWS = 100_000;

  private final Placement placement;
  private final TestStore store;

  /**
   * @param meanRows how many rows a block has on average
   */
  PlacedTables(
      ClickHouse clickHouse,
      String prefix,
      Placement placement,
      List<SampleTable> tables,
      int meanRows) {
    this.placement = placement;
    String database = prefix + "_" + placement.name();
    this.store = new TestStore(clickHouse, database);
    Random random = new Random(placement.seed());
    for (int i = 0; i < tables.size(); i++) {
      place(i + 1, tables.get(i), database, random, meanRows);
    }
  }

  private void place(long id, SampleTable sample, String database, Random random, int meanRows) {
    TableName name = new TableName(SCHEMA, sample.name());
    Table table =
        store.create(
            new Table(
                id,
                "d1",
                name,
                sample.schema(),
                BlockCutter.WINDOW,
                database,
                sample.name(),
                placement.lanes()));
    int oldest = 1 + random.nextInt(sample.schema().version());
    List<List<Block>> lanes = new ArrayList<>();
    for (int lane = 0; lane < placement.lanes(); lane++) {
      lanes.add(new ArrayList<>());
    }
    for (Block block : new BlockCutter(sample, random, meanRows, oldest).cut()) {
      lanes.get(random.nextInt(lanes.size())).add(block);
    }
    store.raiseLanes(id, placement.lanes());
    for (int lane = 0; lane < lanes.size(); lane++) {
      put(table, lane, lanes.get(lane), random);
    }
  }

  private void put(Table table, int lane, List<Block> blocks, Random random) {
    int all = blocks.size();
    int watermark =
        switch (placement.kind()) {
          case ALL_COLD -> all;
          case ALL_HOT -> 0;
          case SPLIT, INSERTING -> all == 0 ? 0 : random.nextInt(all);
          case UNMARKED, PROMOTED_TOO_FAR -> all / 2;
        };
    int inserted =
        switch (placement.kind()) {
          case INSERTING -> watermark + random.nextInt(all - watermark + 1);
          case UNMARKED -> all;
          case PROMOTED_TOO_FAR -> Math.max(0, watermark - 1);
          default -> watermark;
        };
    boolean marked = placement.kind() == Placement.Kind.INSERTING && inserted > watermark;
    store.put(table, lane, blocks, inserted, watermark, marked);
  }

  @Override
  public String toString() {
    return placement.name();
  }

  String name() {
    return placement.name();
  }

  /** Runs a statement; of more rows than {@link #MOST_ROWS} it answers one more than these. */
  Answer answer(String sql, List<@Nullable Object> parameters, MergeStrategy strategy) {
    ReadOptions options = ReadOptions.DEFAULT.withStrategy(strategy);
    QueryRequest request =
        new QueryRequest(
            sql,
            SCHEMA,
            parameters,
            UUID.randomUUID().toString(),
            Duration.ofMinutes(2),
            0,
            options);
    try (QueryAnswer answer = store.execute(request)) {
      List<List<@Nullable Object>> rows = TestStore.rows(answer, MOST_ROWS + 1);
      List<ResultColumn> columns = answer.columns();
      List<List<@Nullable Object>> normal = new ArrayList<>();
      for (List<@Nullable Object> row : rows) {
        normal.add(NormalValues.normal(row, columns));
      }
      return new Answer(
          placement.name() + " " + strategy + " (" + answer.provenance().strategy() + ")",
          columns.stream().map(ResultColumn::label).toList(),
          normal,
          answer.provenance().clickHouseSql());
    }
  }
}
