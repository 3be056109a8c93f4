package io.timestore.calcite.run;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.embedded.chdb.EngineOptions;
import io.timestore.embedded.chdb.EngineProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real engine, with a folder of its own, for the tests of one class. */
public final class EngineForTests implements BeforeAllCallback, AfterAllCallback {
  private @Nullable Path folder;
  private @Nullable EngineProcess process;
  private @Nullable HttpClickHouse client;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path own = Files.createTempDirectory("timestore-engine-for-tests-");
    folder = own;
    EngineProcess started =
        EngineProcess.start(EngineOptions.of(own.resolve("data"), 0, own.resolve("engine.log")));
    process = started;
    client = new HttpClickHouse(new ClickHouseEndpoint(URI.create(started.url()), "default", ""));
  }

  public ClickHouse client() {
    return Objects.requireNonNull(client, "the engine has not started");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (client != null) {
      client.close();
    }
    if (process != null) {
      process.close();
    }
    if (folder != null) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
