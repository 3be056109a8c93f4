package io.timestore.embedded;

import io.timestore.core.hot.HotBufferInspection;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisInspection;
import io.timestore.embedded.machine.NativeBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse, Redis and PostgreSQL for a test: in a temporary folder, on free ports, ended by
 * {@link #close} or with the JVM. Safe for use by many threads.
 */
public final class EmbeddedStack implements AutoCloseable {
  private static final Duration DELETE_LIMIT = Duration.ofSeconds(10);
  private static final Duration DELETE_PAUSE = Duration.ofMillis(100);
  private static @Nullable EmbeddedStack shared;

  private final Path home;
  private final Map<StackComponent, Component> components = new EnumMap<>(StackComponent.class);
  private final Thread closer = new Thread(this::close, "embedded-stack-closer");
  private boolean closed;

  private EmbeddedStack(Path home) {
    this.home = home;
  }

  /** Starts the given components and returns when all of them answer. */
  public static EmbeddedStack start(Set<StackComponent> kinds) {
    try {
      EmbeddedStack stack = new EmbeddedStack(Files.createTempDirectory("timestore-stack-"));
      Runtime.getRuntime().addShutdownHook(stack.closer);
      for (StackComponent kind : StackComponent.values()) {
        if (kinds.contains(kind)) {
          stack.add(kind);
        }
      }
      if (kinds.contains(StackComponent.REDIS)) {
        stack.certifyRedis();
      }
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One stack of engine, Redis and PostgreSQL per JVM, started at the first call. */
  public static synchronized EmbeddedStack shared() {
    if (shared == null) {
      shared = start(Set.of(StackComponent.ENGINE, StackComponent.REDIS, StackComponent.POSTGRES));
    }
    return shared;
  }

  /**
   * Lets everybody use Redis as it is now, as a daemon does after it compared it with the catalog.
   */
  public void certifyRedis() {
    try (HotBufferInspection redis = new RedisInspection(HotBufferConfig.of(redisUri()))) {
      redis.certify(redis.server());
    }
  }

  private void add(StackComponent kind) throws IOException {
    StackLayout layout = new StackLayout(home);
    Component component = layout.component(kind, FreePorts.any());
    components.put(kind, component);
    try {
      component.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public String clickHouseUrl() {
    return "http://127.0.0.1:" + component(StackComponent.ENGINE).port() + "/";
  }

  public String redisUri() {
    return "redis://127.0.0.1:" + component(StackComponent.REDIS).port();
  }

  /** The JDBC URL of the catalog's database. */
  public String catalogUrl() {
    return PostgresServer.url(component(StackComponent.POSTGRES).port(), PostgresServer.DATABASE);
  }

  public String catalogUser() {
    return PostgresServer.USER;
  }

  public String catalogPassword() {
    return "";
  }

  /** The temporary folder of all data and logs. */
  public Path home() {
    return home;
  }

  /** The port of a component, on loopback. */
  public int port(StackComponent kind) {
    return component(kind).port();
  }

  /** The process of a component that was started last. */
  public ProcessHandle process(StackComponent kind) {
    Process process = component(kind).process();
    if (process == null) {
      throw new IllegalStateException(kind + " was never started");
    }
    return process.toHandle();
  }

  /** Ends a component as kill -9 does. */
  public void kill(StackComponent kind) {
    component(kind).kill();
  }

  /** Starts a component again that was killed or stopped, on the same port and data. */
  public void restart(StackComponent kind) {
    component(kind).stop();
    component(kind).start();
  }

  /** Stops a component in good order. */
  public void stop(StackComponent kind) {
    component(kind).stop();
  }

  private Component component(StackComponent kind) {
    Component component = components.get(kind);
    if (component == null) {
      throw new IllegalStateException(kind + " is not part of this stack");
    }
    return component;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    components.values().forEach(Component::kill);
    deleteHome();
    if (Thread.currentThread() != closer) {
      Runtime.getRuntime().removeShutdownHook(closer);
    }
  }

  /**
   * Children of a killed server may write for a moment longer, so an attempt may find new files.
   */
  private void deleteHome() {
    long deadline = System.nanoTime() + DELETE_LIMIT.toNanos();
    while (true) {
      try {
        NativeBinaries.deleteTree(home);
        return;
      } catch (IOException | UncheckedIOException e) {
        if (System.nanoTime() > deadline) {
          throw new StackException(home + " could not be deleted", e);
        }
        LockSupport.parkNanos(DELETE_PAUSE.toNanos());
      }
    }
  }
}
