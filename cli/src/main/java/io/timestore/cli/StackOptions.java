package io.timestore.cli;

import io.timestore.embedded.Endpoint;
import io.timestore.embedded.StackComponent;
import io.timestore.embedded.StackSettings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which stack is meant and what it is made of. Each has a variable. */
final class StackOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:TIMESTORE_HOME}",
      description = "Folder of all data, logs and pids (TIMESTORE_HOME; default: data)")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "${env:TIMESTORE_PORT:-" + StackSettings.DEFAULT_PORT + "}",
      description =
          "Port of the daemon; ClickHouse, Redis and PostgreSQL use the next three"
              + " (TIMESTORE_PORT; default: 7400)")
  private int port;

  @Option(
      names = "--clickhouse-url",
      paramLabel = "URL",
      defaultValue = "${env:TIMESTORE_CLICKHOUSE_URL}",
      description =
          "Use this ClickHouse (http://host:8123/) and start none (TIMESTORE_CLICKHOUSE_URL;"
              + " TIMESTORE_CLICKHOUSE_USER and TIMESTORE_CLICKHOUSE_PASSWORD say who asks)")
  private @Nullable String clickHouseUrl;

  @Option(
      names = "--redis-uri",
      paramLabel = "URI",
      defaultValue = "${env:TIMESTORE_REDIS_URI}",
      description = "Use this Redis (redis://host:6379) and start none (TIMESTORE_REDIS_URI)")
  private @Nullable String redisUri;

  @Option(
      names = "--catalog-url",
      paramLabel = "URL",
      defaultValue = "${env:TIMESTORE_CATALOG_URL}",
      description =
          "Use this PostgreSQL (jdbc:postgresql://host/database) and start none"
              + " (TIMESTORE_CATALOG_URL; TIMESTORE_CATALOG_USER and TIMESTORE_CATALOG_PASSWORD"
              + " say who asks)")
  private @Nullable String catalogUrl;

  Path home() {
    if (data != null && !data.toString().isEmpty()) {
      return data.toAbsolutePath().normalize();
    }
    return Launcher.root().resolve("data");
  }

  StackSettings settings() {
    Map<StackComponent, Endpoint> external = new EnumMap<>(StackComponent.class);
    put(external, StackComponent.ENGINE, clickHouseUrl, "TIMESTORE_CLICKHOUSE", "default");
    put(external, StackComponent.REDIS, redisUri, "TIMESTORE_REDIS", "");
    put(external, StackComponent.POSTGRES, catalogUrl, "TIMESTORE_CATALOG", "");
    return new StackSettings(home(), port, external);
  }

  private static void put(
      Map<StackComponent, Endpoint> external,
      StackComponent kind,
      @Nullable String url,
      String variables,
      String defaultUser) {
    if (url == null || url.isBlank()) {
      return;
    }
    Map<String, String> environment = System.getenv();
    external.put(
        kind,
        new Endpoint(
            url,
            environment.getOrDefault(variables + "_USER", defaultUser),
            environment.getOrDefault(variables + "_PASSWORD", "")));
  }
}
