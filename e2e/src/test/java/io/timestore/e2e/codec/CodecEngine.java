package io.timestore.e2e.codec;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.embedded.chdb.EngineOptions;
import io.timestore.embedded.chdb.EngineProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine of its own in a directory, with a client, for one test class. */
final class CodecEngine implements AutoCloseable {
  private final EngineProcess process;
  private final ClickHouse client;

  CodecEngine(Path directory) {
    process =
        EngineProcess.start(
            EngineOptions.of(directory.resolve("data"), 0, directory.resolve("engine.log"))
                .withPassword("pass:wörd"));
    client =
        new HttpClickHouse(
            new ClickHouseEndpoint(URI.create(process.url()), "default", "pass:wörd"));
  }

  ClickHouse client() {
    return client;
  }

  EngineProcess process() {
    return process;
  }

  void execute(String sql) {
    client.execute(ClickHouseStatement.of(sql));
  }

  List<NativeBlock> blocks(ClickHouseStatement statement) {
    List<NativeBlock> blocks = new ArrayList<>();
    try (ClickHouseResult result = client.query(statement)) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  List<List<@Nullable Object>> rows(String sql) {
    return rows(ClickHouseStatement.of(sql));
  }

  List<List<@Nullable Object>> rows(ClickHouseStatement statement) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (NativeBlock block : blocks(statement)) {
      addRows(block, rows);
    }
    return rows;
  }

  static void addRows(NativeBlock block, List<List<@Nullable Object>> rows) {
    for (int row = 0; row < block.rows(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (ColumnVector column : block.columns()) {
        values.add(column.getObject(row));
      }
      rows.add(values);
    }
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
