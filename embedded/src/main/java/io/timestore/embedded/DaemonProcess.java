package io.timestore.embedded;

import io.timestore.embedded.machine.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

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
    WholeFile.write(configuration, text(values()));
  }

  /** In the form of a properties file, without the time: what has not changed is not written. */
  private static String text(Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter stored = new StringWriter();
    properties.store(stored, null);
    return stored
        .toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(
            Collectors.joining("\n", "# Written by timestore at each start of the daemon\n", "\n"));
  }

  private Map<String, String> values() {
    Endpoint clickHouse = settings.endpoint(StackComponent.ENGINE);
    Endpoint catalog = settings.endpoint(StackComponent.POSTGRES);
    Map<String, String> values = new HashMap<>(settings.daemon());
    values.putAll(
        Map.of(
            "http.host", "127.0.0.1",
            "http.port", Integer.toString(port()),
            "clickhouse.url", clickHouse.url(),
            "clickhouse.user", clickHouse.user(),
            "clickhouse.password", clickHouse.password(),
            "redis.uri", settings.endpoint(StackComponent.REDIS).url(),
            "catalog.url", catalog.url(),
            "catalog.user", catalog.user(),
            "catalog.password", catalog.password()));
    return values;
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
