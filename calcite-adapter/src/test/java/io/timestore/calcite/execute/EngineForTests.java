package io.timestore.calcite.execute;

import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.embedded.engine.EngineOptions;
import io.timestore.embedded.engine.EngineProcess;
import java.net.URI;
import java.nio.file.Path;

/** A real engine for the tests of one class. */
public final class EngineForTests implements AutoCloseable {
  private final EngineProcess process;
  private final HttpClickHouse client;

  public EngineForTests(Path directory) {
    process =
        EngineProcess.start(
            EngineOptions.of(directory.resolve("data"), 0, directory.resolve("engine.log")));
    client = new HttpClickHouse(new ClickHouseEndpoint(URI.create(process.url()), "default", ""));
  }

  public ClickHouse client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}
