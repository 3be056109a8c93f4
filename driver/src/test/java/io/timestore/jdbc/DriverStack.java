package io.timestore.jdbc;

import com.sun.net.httpserver.HttpServer;
import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.embedded.EmbeddedStack;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Real stores with one dataset, and an HTTP server that tells where they are, as the daemon does.
 */
public final class DriverStack implements AutoCloseable {
  static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              field("time", "timestamp"),
              field("n", "integer"),
              field("x", "double"),
              field("name", "string"),
              field("price", "decimal(10,2)"),
              field("ok", "boolean"),
              field("id", "uuid"),
              field("day", "date")),
          "time");

  private final EmbeddedStack stack = EmbeddedStack.shared();
  private final HttpServer daemon;
  private final HttpClickHouse clickHouse;
  private final RedisHotBuffer hotBuffer;
  private final CatalogDatabase catalog;
  private final Map<String, Table> tables = new HashMap<>();

  public DriverStack() throws IOException {
    clickHouse =
        new HttpClickHouse(
            new ClickHouseEndpoint(URI.create(stack.clickHouseUrl()), "default", ""));
    hotBuffer = new RedisHotBuffer(HotBufferConfig.of(stack.redisUri()));
    catalog =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()));
    catalog.migrate();
    daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    daemon.createContext(
        "/driver/endpoints",
        exchange -> {
          byte[] body = endpoints().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    daemon.start();
  }

  private static Field field(String name, String type) {
    return new Field(name, FieldType.parse(type));
  }

  private String endpoints() {
    return """
    {"clickhouse": {"url": "%s", "user": "default", "password": ""},
     "redis": {"uri": "%s"},
     "catalog": {"url": "%s", "user": "%s", "password": "%s"}}\
    """
        .formatted(
            stack.clickHouseUrl(),
            stack.redisUri(),
            stack.catalogUrl(),
            stack.catalogUser(),
            stack.catalogPassword());
  }

  public String url() {
    return "jdbc:timestore://127.0.0.1:" + daemon.getAddress().getPort() + "/";
  }

  public int daemonPort() {
    return daemon.getAddress().getPort();
  }

  /** The daemon goes away; the stores stay. */
  public void stopDaemon() {
    daemon.stop(0);
  }

  /** Makes a dataset's table: rows 1 to cold in ClickHouse, the others up to all in Redis. */
  public void fill(String dataset, int cold, int all) {
    Table table =
        Objects.requireNonNull(
            new TableStore(catalog)
                .define(
                    new TableStore.Definition(
                        new TableName(dataset, "records"),
                        dataset,
                        SCHEMA,
                        TimeWindow.MONTH,
                        "driver_test"),
                    (created, before) -> createCold(created)));
    tables.put(dataset, table);
    LaneId lane = new LaneId(table.id(), 0);
    hotBuffer.ensureLane(lane, 1, 0, 0);
    List<Block> blocks = List.of(block(1, cold), block(cold + 1, all));
    hotBuffer.stage(new StageRequest(lane, 1, blocks, null));
    insert(table, blocks.get(0));
    hotBuffer.promote(lane, 1, 1, cold, blocks.get(0).bytes().length);
  }

  /** Tells the catalog, too, that a lane's rows are flushed up to a sequence. */
  public void publish(String dataset, long sequence) {
    long id = Objects.requireNonNull(tables.get(dataset)).id();
    catalog.transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "insert into lane (table_id, lane, watermark) values (?, 0, ?) on conflict"
                      + " (table_id, lane) do update set watermark = excluded.watermark")) {
            insert.setLong(1, id);
            insert.setLong(2, sequence);
            return insert.executeUpdate();
          }
        });
  }

  /** Stages rows more; answers their sequence. */
  public long append(String dataset, int from, int to) {
    Table table = Objects.requireNonNull(tables.get(dataset));
    LaneId lane = new LaneId(table.id(), 0);
    hotBuffer.stage(new StageRequest(lane, 1, List.of(block(from, to)), null));
    return Objects.requireNonNull(hotBuffer.states(List.of(lane)).get(0)).lastSequence();
  }

  private void createCold(Table table) {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    run("CREATE DATABASE IF NOT EXISTS driver_test");
    run(
        "CREATE TABLE "
            + ClickHouseSql.qualified(table.coldDatabase(), table.coldTable())
            + " ("
            + assembler.structure(assembler.columnNames())
            + ") ENGINE = MergeTree ORDER BY time");
  }

  private void insert(Table table, Block block) {
    BlockAssembler assembler = new BlockAssembler(table.schema());
    clickHouse.insert(
        ClickHouseStatement.of(
            "INSERT INTO "
                + ClickHouseSql.qualified(table.coldDatabase(), table.coldTable())
                + " FORMAT Native"),
        out -> assembler.writeCompressed(out, block, 1, 0));
  }

  /** Whether ClickHouse runs a statement over these datasets. */
  public boolean runsAStatement() {
    return clickHouseText(
            "SELECT toString(count()) FROM system.processes WHERE query LIKE '%driver_test%'"
                + " AND query NOT LIKE '%system.processes%'")
        .equals("1");
  }

  /** The one value of one row of text that ClickHouse answers. */
  String clickHouseText(String sql) {
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      NativeBlock block = Objects.requireNonNull(result.next());
      while (block.rows() == 0) {
        block = Objects.requireNonNull(result.next());
      }
      return block.columns().get(0).getString(0);
    }
  }

  private void run(String sql) {
    clickHouse.execute(ClickHouseStatement.of(sql));
  }

  /**
   * Row i: n = i, one second and one microsecond later than the one before; every third is bare.
   */
  private static Block block(int from, int to) {
    BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", 200_101, 1);
    for (int i = from; i <= to; i++) {
      long micros = 978_307_200_000_000L + i * 1_000_001L;
      builder.column(0).appendLong(micros);
      builder.column(1).appendLong(i);
      if (i % 3 != 0) {
        builder.column(2).appendDouble(i / 4.0);
        builder.column(3).appendString("näme " + i);
        builder.column(4).appendDecimal(BigDecimal.valueOf(i, 2));
        builder.column(5).appendLong(i % 2);
        builder.column(6).appendUuid(i, i);
        builder.column(7).appendLong(i);
      }
      builder.endRow(micros * 1_000);
    }
    return builder.build();
  }

  @Override
  public void close() {
    daemon.stop(0);
    clickHouse.close();
    hotBuffer.close();
    catalog.close();
  }
}
