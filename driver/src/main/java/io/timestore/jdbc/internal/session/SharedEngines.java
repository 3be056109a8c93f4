package io.timestore.jdbc.internal.session;

import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseLimits;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.TailCache;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.tls.TlsTrust;
import io.timestore.jdbc.internal.url.Endpoints;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query engine for all connections to the same stores: they share sockets, plans and fetched
 * tails. The last connection that leaves closes it. Thread-safe.
 */
public final class SharedEngines {
  private static final Logger LOG = LoggerFactory.getLogger(SharedEngines.class);
  private static final Map<Key, Shared> OPEN = new HashMap<>();

  private SharedEngines() {}

  private record Key(
      Endpoints endpoints, TlsTrust trust, long catalogMaxAgeMillis, long tailBytes) {}

  /** A use of an engine; close it once. */
  public static final class Lease implements AutoCloseable {
    private final Key key;
    private final Shared shared;
    private boolean closed;

    private Lease(Key key, Shared shared) {
      this.key = key;
      this.shared = shared;
    }

    QueryEngine engine() {
      return shared.engine;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        if (closed) {
          return;
        }
        closed = true;
        shared.uses--;
        if (shared.uses > 0) {
          return;
        }
        OPEN.remove(key);
      }
      shared.close();
    }
  }

  private static final class Shared {
    private final QueryEngine engine;
    private final Deque<Runnable> closing = new ArrayDeque<>();
    private int uses;

    Shared(Key key) {
      boolean made = false;
      try {
        this.engine = engine(key);
        made = true;
      } finally {
        if (!made) {
          close();
        }
      }
    }

    private QueryEngine engine(Key key) {
      Endpoints e = key.endpoints();
      HttpClickHouse clickHouse =
          new HttpClickHouse(
              new ClickHouseEndpoint(
                  URI.create(e.clickHouseUrl()), e.clickHouseUser(), e.clickHousePassword()),
              ClickHouseLimits.DEFAULT,
              key.trust());
      closing.push(clickHouse::close);
      RedisHotBuffer hotBuffer =
          new RedisHotBuffer(HotBufferConfig.of(e.redisUri()).withTrust(key.trust()));
      closing.push(hotBuffer::close);
      CatalogConfig config = CatalogConfig.of(e.catalogUrl(), e.catalogUser(), e.catalogPassword());
      CatalogDatabase catalog = PackagedDrivers.listedFor(() -> new CatalogDatabase(config));
      closing.push(catalog::close);
      return new QueryEngine(
          clickHouse,
          hotBuffer,
          new PostgresCatalog(catalog),
          Duration.ofMillis(key.catalogMaxAgeMillis()),
          Clock.systemUTC(),
          key.tailBytes() == 0 ? TailCache.defaultBytes() : key.tailBytes());
    }

    /** Closes every store, also if one of them fails to. */
    void close() {
      while (!closing.isEmpty()) {
        try {
          closing.pop().run();
        } catch (RuntimeException e) {
          LOG.warn("a connection to a store could not be closed", e);
        }
      }
    }
  }

  /** Connections that are open, over all stores. */
  public static int leases() {
    synchronized (OPEN) {
      return OPEN.values().stream().mapToInt(shared -> shared.uses).sum();
    }
  }

  /** Engines that are open. */
  static int engines() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }

  /**
   * Uses the engine of some stores.
   *
   * @param tailBytes the most memory that hot tails take; 0 for the default
   */
  public static Lease lease(
      Endpoints endpoints, TlsTrust trust, long catalogMaxAgeMillis, long tailBytes) {
    Key key = new Key(endpoints, trust, catalogMaxAgeMillis, tailBytes);
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(key, Shared::new);
      shared.uses++;
      return new Lease(key, shared);
    }
  }
}
