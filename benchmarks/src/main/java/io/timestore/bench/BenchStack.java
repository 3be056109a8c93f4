package io.timestore.bench;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.daemon.flush.ColdTables;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * Engine, Redis and PostgreSQL of a run, in a temporary folder and on free ports. No daemon: a tail
 * must stay as long as it is measured, and not be flushed. All of it ends with this process.
 */
final class BenchStack implements AutoCloseable {
  private static final String DATABASE = "timestore_bench";

  private final EmbeddedStack stack;
  private final HttpClickHouse clickHouse;
  private final RedisHotBuffer hotBuffer;
  private final CatalogDatabase catalog;

  BenchStack() {
    stack =
        EmbeddedStack.start(
            Set.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES));
    clickHouse =
        new HttpClickHouse(
            new ClickHouseEndpoint(URI.create(stack.clickHouseUrl()), "default", ""));
    hotBuffer = new RedisHotBuffer(HotBufferConfig.of(stack.redisUri()));
    catalog =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    catalog.migrate();
  }

  ClickHouse clickHouse() {
    return clickHouse;
  }

  HotBuffer hotBuffer() {
    return hotBuffer;
  }

  /** Makes a table with its cold table, as the daemon does, and its lane. */
  Table define(String dataset, TableSchema schema, long watermark) {
    Table table =
        Objects.requireNonNull(
            new TableStore(catalog)
                .define(
                    new TableStore.Definition(
                        new TableName(dataset, "records"),
                        dataset,
                        schema,
                        TimeWindow.MONTH,
                        DATABASE),
                    new ColdTables(clickHouse)));
    hotBuffer.ensureLane(new LaneId(table.id(), 0), schema.version(), watermark, watermark);
    return table;
  }

  /** Tells the hot buffer of a cold table's rows what a flusher that inserted them would. */
  void flushed(Table table) {
    List<Field> fields = table.schema().fields();
    StringBuilder sql = new StringBuilder("SELECT toInt64(count())");
    for (Field field : fields) {
      sql.append(", ")
          .append(
              field.type().kind() == FieldType.Kind.INTEGER
                  ? "toInt64(max(abs(" + ClickHouseSql.identifier(field.name()) + ")))"
                  : "toInt64(" + Long.MAX_VALUE + ")");
    }
    sql.append(" FROM ").append(ColdTables.qualifiedName(table));
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql.toString()))) {
      NativeBlock row = Objects.requireNonNull(result.next());
      List<Integer> bits = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        bits.add(ValueBounds.bitLength(row.columns().get(i + 1).getLong(0)));
      }
      LaneId lane = new LaneId(table.id(), 0);
      long watermark = Objects.requireNonNull(hotBuffer.states(List.of(lane)).get(0)).watermark();
      hotBuffer.markInserting(lane, 1, new ValueBounds(row.columns().get(0).getLong(0), bits));
      hotBuffer.promote(lane, 1, watermark, 0, 0);
    }
  }

  void run(String sql) {
    clickHouse.execute(ClickHouseStatement.of(sql));
  }

  /** The URL of the driver; the daemon in it is not asked, because the stores are given. */
  static String timestoreUrl() {
    return "jdbc:timestore://127.0.0.1:1/";
  }

  Properties timestoreProperties(String strategy) {
    Properties properties = new Properties();
    properties.setProperty("clickhouseUrl", stack.clickHouseUrl());
    properties.setProperty("redisUri", stack.redisUri());
    properties.setProperty("catalogUrl", stack.catalogUrl());
    properties.setProperty("catalogUser", stack.catalogUser());
    properties.setProperty("strategy", strategy);
    return properties;
  }

  Connection timestore(String strategy) throws SQLException {
    return DriverManager.getConnection(timestoreUrl(), timestoreProperties(strategy));
  }

  String clickHouseJdbcUrl() {
    return "jdbc:clickhouse:" + stack.clickHouseUrl().replaceFirst("^https?:", "");
  }

  /** A connection of clickhouse-jdbc with its defaults. */
  Connection clickHouseJdbc() throws SQLException {
    return DriverManager.getConnection(clickHouseJdbcUrl(), new Properties());
  }

  @Override
  public void close() {
    clickHouse.close();
    hotBuffer.close();
    catalog.close();
    stack.close();
  }
}
