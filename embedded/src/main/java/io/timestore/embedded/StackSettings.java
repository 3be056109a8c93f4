package io.timestore.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a stack is made of: where its data is, its base port, the components that run elsewhere, and
 * how its daemon is set.
 *
 * @param basePort the daemon's port; the others follow it
 * @param external components that are not started here, with their addresses
 * @param daemon keys of the daemon's configuration, beside those that say where its stores are
 */
public record StackSettings(
    Path home, int basePort, Map<StackComponent, Endpoint> external, Map<String, String> daemon) {
  public static final int DEFAULT_PORT = 7400;
  private static final int LAST_PORT = 65535;

  public StackSettings {
    home = home.toAbsolutePath().normalize();
    external = Map.copyOf(external);
    daemon = Map.copyOf(daemon);
    int last = basePort + StackComponent.values().length - 1;
    if (basePort < 1 || last > LAST_PORT) {
      throw new StackException(
          "Base port %d is not between 1 and %d. Set it with --port or TIMESTORE_PORT."
              .formatted(basePort, LAST_PORT - StackComponent.values().length + 1));
    }
  }

  /** A stack whose daemon has its defaults. */
  public StackSettings(Path home, int basePort, Map<StackComponent, Endpoint> external) {
    this(home, basePort, external, Map.of());
  }

  public int port(StackComponent kind) {
    return basePort + kind.portOffset();
  }

  public boolean isExternal(StackComponent kind) {
    return external.containsKey(kind);
  }

  /** The components to start, in order. */
  public List<StackComponent> embedded() {
    return Arrays.stream(StackComponent.values()).filter(kind -> !isExternal(kind)).toList();
  }

  /** Where a component answers, embedded or not. */
  public Endpoint endpoint(StackComponent kind) {
    Endpoint given = external.get(kind);
    if (given != null) {
      return given;
    }
    int port = port(kind);
    return switch (kind) {
      case ENGINE -> new Endpoint("http://127.0.0.1:" + port + "/", "default", "");
      case REDIS -> Endpoint.of("redis://127.0.0.1:" + port);
      case POSTGRES ->
          new Endpoint(PostgresServer.url(port, PostgresServer.DATABASE), PostgresServer.USER, "");
      case DAEMON -> Endpoint.of("http://127.0.0.1:" + port);
    };
  }

  public String jdbcUrl() {
    return "jdbc:timestore://127.0.0.1:" + port(StackComponent.DAEMON) + "/";
  }

  StackLayout layout() {
    return new StackLayout(home);
  }

  /** The component, not yet started. */
  Component component(StackComponent kind) {
    return kind == StackComponent.DAEMON
        ? new DaemonProcess(this)
        : layout().component(kind, port(kind));
  }
}
