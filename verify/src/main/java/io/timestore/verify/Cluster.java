package io.timestore.verify;

import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.FreePorts;
import io.timestore.embedded.StackComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stack under test: engine, Redis, PostgreSQL and two daemons, every connection between them
 * and to them through a proxy. All of it ends with this process. Safe for many threads.
 */
final class Cluster implements AutoCloseable {
  static final long LEASE_MILLIS = 3_000;

  private final EmbeddedStack stack;
  private final Map<StackComponent, FaultProxy> ofDaemons = new EnumMap<>(StackComponent.class);
  private final Map<StackComponent, FaultProxy> ofReaders = new EnumMap<>(StackComponent.class);
  private final Map<DaemonChild, FaultProxy> ofClients = new LinkedHashMap<>();
  private final StepGate gate = new StepGate();

  /**
   * Starts everything.
   *
   * @param mutation how the daemons break the protocol; null for not at all
   */
  Cluster(@Nullable Mutation mutation, Map<String, String> daemonSettings) {
    this.stack =
        EmbeddedStack.start(
            Set.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES));
    for (StackComponent kind :
        List.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES)) {
      ofDaemons.put(kind, new FaultProxy(stack.port(kind)));
      ofReaders.put(kind, new FaultProxy(stack.port(kind)));
    }
    for (String name : List.of("daemon-a", "daemon-b")) {
      DaemonChild daemon = daemon(name, freePort(), mutation, daemonSettings);
      daemon.start();
      ofClients.put(daemon, new FaultProxy(daemon.port()));
    }
  }

  private static int freePort() {
    try {
      return FreePorts.any();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DaemonChild daemon(
      String name, int port, @Nullable Mutation mutation, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", name);
    settings.put("http.port", Integer.toString(port));
    settings.put("clickhouse.url", "http://127.0.0.1:" + through(StackComponent.ENGINE) + "/");
    settings.put("redis.uri", "redis://127.0.0.1:" + through(StackComponent.REDIS));
    settings.put("catalog.url", catalogUrl(through(StackComponent.POSTGRES)));
    settings.put("catalog.user", stack.catalogUser());
    settings.put("flush.ageMs", "150");
    settings.put("flush.graceMs", "0");
    settings.put("lease.durationMs", Long.toString(leaseMillis(mutation)));
    settings.put("lease.heartbeatMs", "500");
    settings.putAll(more);
    String broken = mutation != null && mutation.ofDaemon() ? mutation.word() : null;
    return new DaemonChild(name, port, stack.home(), settings, gate.port(), broken);
  }

  /** A daemon without fencing trusts its leases far longer than the catalog does. */
  private static long leaseMillis(@Nullable Mutation mutation) {
    return mutation == Mutation.NO_FENCING ? 100 * LEASE_MILLIS : LEASE_MILLIS;
  }

  private int through(StackComponent kind) {
    return daemonsTo(kind).port();
  }

  private String catalogUrl(int port) {
    return stack.catalogUrl().replace(":" + stack.port(StackComponent.POSTGRES), ":" + port);
  }

  EmbeddedStack stack() {
    return stack;
  }

  StepGate gate() {
    return gate;
  }

  Path home() {
    return stack.home();
  }

  List<DaemonChild> daemons() {
    return List.copyOf(ofClients.keySet());
  }

  DaemonChild daemon(String name) {
    return ofClients.keySet().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }

  FaultProxy daemonsTo(StackComponent kind) {
    FaultProxy proxy = ofDaemons.get(kind);
    if (proxy == null) {
      throw new IllegalArgumentException("no proxy to " + kind);
    }
    return proxy;
  }

  /** Every proxy. */
  List<FaultProxy> proxies() {
    List<FaultProxy> all = new java.util.ArrayList<>(ofDaemons.values());
    all.addAll(ofReaders.values());
    all.addAll(ofClients.values());
    return all;
  }

  /** Where clients reach the daemons. */
  List<String> urls() {
    return ofClients.values().stream().map(p -> "http://127.0.0.1:" + p.port()).toList();
  }

  private int readersTo(StackComponent kind) {
    FaultProxy proxy = ofReaders.get(kind);
    if (proxy == null) {
      throw new IllegalArgumentException("no proxy to " + kind);
    }
    return proxy.port();
  }

  String clickHouseForReaders() {
    return "http://127.0.0.1:" + readersTo(StackComponent.ENGINE) + "/";
  }

  String redisForReaders() {
    return "redis://127.0.0.1:" + readersTo(StackComponent.REDIS);
  }

  String catalogForReaders() {
    return catalogUrl(readersTo(StackComponent.POSTGRES));
  }

  /** A connection of the driver under test. */
  Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /** A connection that reads a point in the past. */
  Connection connect(String asOf) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("asOf", asOf);
    return connect(properties);
  }

  private Connection connect(Properties properties) throws SQLException {
    properties.setProperty("clickhouseUrl", clickHouseForReaders());
    properties.setProperty("redisUri", redisForReaders());
    properties.setProperty("catalogUrl", catalogForReaders());
    properties.setProperty("catalogUser", stack.catalogUser());
    properties.setProperty("queryTimeoutMs", "20000");
    properties.setProperty("connectTimeoutMs", "2000");
    return DriverManager.getConnection(
        "jdbc:timestore:" + urls().get(0).substring("http:".length()) + "/", properties);
  }

  /** Copies what the daemons wrote to where it outlives the cluster. */
  void keepLogs(Path folder) {
    try {
      for (DaemonChild daemon : daemons()) {
        Path unused = Files.copy(daemon.log(), folder.resolve(daemon.name() + ".log"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    boolean unused = gate.disarm();
    daemons().forEach(DaemonChild::kill);
    proxies().forEach(FaultProxy::close);
    gate.close();
    stack.close();
  }
}
