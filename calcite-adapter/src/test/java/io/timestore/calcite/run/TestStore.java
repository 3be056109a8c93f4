package io.timestore.calcite.run;

import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ArraySlice;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.testkit.FakeHotBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** A ClickHouse database, a fake hot buffer and a query engine over both. */
public final class TestStore {
  /** The one dataset. */
  public static final String DATASET = "flights";

  public static final Instant NOW = Instant.parse("2026-11-22T10:20:30.123456789Z");

  private final ClickHouse clickHouse;
  private final String database;
  public final FakeHotBuffer hotBuffer = new FakeHotBuffer();
  public final List<Table> tables = new ArrayList<>();
  public final QueryEngine engine;
  public final Map<LaneId, Long> published = new HashMap<>();
  int catalogReads;
  int merged;

  public TestStore(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
    run("CREATE DATABASE " + database);
    this.engine =
        new QueryEngine(
            clickHouse, hotBuffer, catalog, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  public final CatalogReader catalog =
      new CatalogReader() {
        @Override
        public List<DatasetTables> tables() {
          catalogReads++;
          return List.of(new DatasetTables("d1", DATASET, "records", List.copyOf(tables)));
        }

        @Override
        public Map<LaneId, Long> watermarks(Collection<LaneId> lanes) {
          return published;
        }
      };

  private void run(String sql) {
    clickHouse.execute(ClickHouseStatement.of(sql));
  }

  public String database() {
    return database;
  }

  /** Makes a table known and its cold table there. */
  public Table create(Table table) {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    run(
        "CREATE TABLE "
            + ClickHouseSql.qualified(database, table.coldTable())
            + " ("
            + assembler.structure(assembler.columnNames())
            + ") ENGINE = MergeTree ORDER BY (_partition_key, _ingested_at)");
    tables.add(table);
    return table;
  }

  /** Stages blocks; those up to {@code inserted} are in ClickHouse, those up to W promoted. */
  public void put(Table table, int lane, List<Block> blocks, int inserted, int watermark) {
    put(table, lane, blocks, inserted, watermark, inserted > watermark);
  }

  /**
   * As {@link #put(Table, int, List, int, int)}.
   *
   * @param marked whether readers see that an insert is going on
   */
  public void put(
      Table table, int lane, List<Block> blocks, int inserted, int watermark, boolean marked) {
    LaneId id = new LaneId(table.id(), lane);
    hotBuffer.stage(new StageRequest(id, table.schema().version(), blocks, null));
    for (int i = 0; i < inserted; i++) {
      insert(table, lane, blocks.get(i), id.origin() + i + 1L);
    }
    ValueBounds bounds = ValueBounds.NO_ROWS.plus(blocks.subList(0, inserted));
    hotBuffer.markInserting(id, 1, bounds);
    hotBuffer.promote(id, 1, id.origin() + watermark, 0, 0);
    if (marked) {
      hotBuffer.markInserting(id, 1, bounds);
    }
  }

  /** Brings a block into ClickHouse. */
  public void insert(Table table, int lane, Block block, long sequence) {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    String columns =
        assembler.columnNames().stream()
            .map(ClickHouseSql::identifier)
            .collect(Collectors.joining(", "));
    clickHouse.insert(
        ClickHouseStatement.of(
            "INSERT INTO "
                + ClickHouseSql.qualified(database, table.coldTable())
                + " ("
                + columns
                + ") FORMAT Native"),
        out -> assembler.writeCompressed(out, block, sequence, lane));
  }

  /** Tells the hot buffer how many lanes a table has. */
  public void raiseLanes(long tableId, int lanes) {
    hotBuffer.raiseLanes(tableId, lanes);
  }

  public QueryAnswer execute(QueryRequest request) {
    return engine.execute(request);
  }

  /** The whole answer of a query. */
  public List<List<@Nullable Object>> rows(String sql, @Nullable Object... parameters) {
    try (QueryAnswer answer = open(sql, parameters)) {
      return rows(answer);
    }
  }

  public QueryAnswer open(ReadOptions options, String sql) {
    return engine.execute(
        new QueryRequest(sql, null, List.of(), UUID.randomUUID().toString(), null, 0, options));
  }

  /** The whole answer of a query under a strategy. */
  public List<List<@Nullable Object>> rows(MergeStrategy strategy, String sql) {
    try (QueryAnswer answer = open(ReadOptions.DEFAULT.withStrategy(strategy), sql)) {
      merged += answer.provenance().strategy() == StatementProvenance.Strategy.MERGE_HERE ? 1 : 0;
      return rows(answer);
    }
  }

  public QueryAnswer open(String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object value : parameters) {
      values.add(value);
    }
    return engine.execute(
        new QueryRequest(
            sql, null, values, UUID.randomUUID().toString(), null, 0, ReadOptions.DEFAULT));
  }

  public static List<List<@Nullable Object>> rows(QueryAnswer answer) {
    return rows(answer, Integer.MAX_VALUE);
  }

  /** At most so many rows of an answer. */
  public static List<List<@Nullable Object>> rows(QueryAnswer answer, int most) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<RelDataType> types = answer.columns().stream().map(ResultColumn::type).toList();
    for (NativeBlock block = answer.next();
        block != null && rows.size() < most;
        block = answer.next()) {
      for (int row = 0; row < block.rows() && rows.size() < most; row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < block.columns().size(); i++) {
          values.add(value(block.columns().get(i), row, types.get(i)));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static @Nullable Object value(ColumnVector column, int row, RelDataType type) {
    RelDataType element = type.getComponentType();
    if (element == null) {
      return column.isNull(row) ? null : column.getObject(row);
    }
    ArraySlice array = ArraySlice.optional(column, row);
    if (array == null) {
      return null;
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = array.from(); i < array.to(); i++) {
      list.add(value(array.elements(), i, element));
    }
    return list;
  }
}
