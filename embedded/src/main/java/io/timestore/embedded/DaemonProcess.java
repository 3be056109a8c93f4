package io.timestore.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The ingest daemon as a child JVM. Its configuration file is written before each start. */
final class DaemonProcess extends JavaProcess {
  static final String MAIN_CLASS = "io.timestore.daemon.DaemonMain";

  /** One line per record: time, level, logger, message. */
  private static final String LOG_LINE = "%1$tFT%1$tT.%1$tLZ %4$s %3$s: %5$s%6$s%n";

  private final StackSettings settings;
  private final Path configuration;

  DaemonProcess(StackSettings settings) {
    super(
        StackComponent.DAEMON,
        settings.port(StackComponent.DAEMON),
        settings.layout().log(StackComponent.DAEMON));
    this.settings = settings;
    this.configuration = settings.layout().run().resolve("daemon.properties");
  }

  @Override
  void prepare() throws IOException {
    Files.createDirectories(configuration.getParent());
    if (!Files.exists(configuration)) {
      Files.createFile(
          configuration,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Properties properties = new Properties();
    properties.putAll(values());
    try (OutputStream out = Files.newOutputStream(configuration)) {
      properties.store(out, "Written by timestore at each start of the daemon");
    }
  }

  private Map<String, String> values() {
    Endpoint clickHouse = settings.endpoint(StackComponent.ENGINE);
    Endpoint catalog = settings.endpoint(StackComponent.POSTGRES);
    return Map.of(
        "http.host", "127.0.0.1",
        "http.port", Integer.toString(port()),
        "clickhouse.url", clickHouse.url(),
        "clickhouse.user", clickHouse.user(),
        "clickhouse.password", clickHouse.password(),
        "redis.uri", settings.endpoint(StackComponent.REDIS).url(),
        "catalog.url", catalog.url(),
        "catalog.user", catalog.user(),
        "catalog.password", catalog.password());
  }

  @Override
  List<String> jvmFlags() {
    return List.of(
        "-Xms512m",
        "-Xmx1500m",
        "-XX:+UseParallelGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Duser.timezone=UTC",
        "-Djava.util.logging.SimpleFormatter.format=" + LOG_LINE);
  }

  @Override
  String mainClass() {
    return MAIN_CLASS;
  }

  @Override
  List<String> arguments() {
    return List.of("--config", configuration.toString(), "--stop-with-parent");
  }

  @Override
  public boolean answers() {
    return Probe.answers(StackComponent.DAEMON, settings.endpoint(StackComponent.DAEMON));
  }
}
