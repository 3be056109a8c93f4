package io.timestore.embedded;

import io.timestore.embedded.chdb.EngineOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The ClickHouse engine in a child JVM. It ends when this process ends, however it ends. */
final class ClickHouseServer extends ChildProcess {
  private final Path data;
  private final Path log;

  ClickHouseServer(Path data, int port, Path log) {
    super(StackComponent.ENGINE, port, log);
    this.data = data.toAbsolutePath();
    this.log = log;
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(data);
  }

  private EngineOptions options() {
    try {
      return EngineOptions.of(data, port(), log);
    } catch (IllegalStateException e) {
      throw new StackException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  List<String> command() {
    return options().command();
  }

  @Override
  Map<String, String> environment() {
    return options().environment();
  }

  @Override
  public boolean answers() {
    return Probe.answers(
        StackComponent.ENGINE, new Endpoint("http://127.0.0.1:" + port() + "/", "default", ""));
  }
}
