package io.timestore.jdbc.internal.session;

import io.timestore.calcite.run.QueryEngine;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.PostgresCatalog;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseLimits;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.tls.TlsTrust;
import io.timestore.jdbc.internal.url.Endpoints;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One query engine for all connections to the same stores: they share sockets, plans and fetched
 * tails. The last connection that leaves closes it. Thread-safe.
 */
public final class SharedEngines {
  private static final Map<Key, Shared> OPEN = new HashMap<>();

  private SharedEngines() {}

  private record Key(Endpoints endpoints, TlsTrust trust, long catalogMaxAgeMillis) {}

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
    private final HttpClickHouse clickHouse;
    private final RedisHotBuffer hotBuffer;
    private final CatalogDatabase catalog;
    private final QueryEngine engine;
    private final FirstContacts contacts = new FirstContacts();
    private int uses;

    Shared(Key key) {
      Endpoints e = key.endpoints();
      this.clickHouse =
          new HttpClickHouse(
              new ClickHouseEndpoint(
                  URI.create(e.clickHouseUrl()), e.clickHouseUser(), e.clickHousePassword()),
              ClickHouseLimits.DEFAULT,
              key.trust());
      this.hotBuffer = new RedisHotBuffer(HotBufferConfig.of(e.redisUri()).withTrust(key.trust()));
      CatalogConfig config = CatalogConfig.of(e.catalogUrl(), e.catalogUser(), e.catalogPassword());
      this.catalog = PackagedDrivers.listedFor(() -> new CatalogDatabase(config));
      this.engine =
          new QueryEngine(
              clickHouse,
              hotBuffer,
              new PostgresCatalog(catalog),
              Duration.ofMillis(key.catalogMaxAgeMillis()),
              Clock.systemUTC());
      contacts.begin("catalog", engine::knownCatalog);
      contacts.begin("redis", hotBuffer::connect);
      contacts.begin("clickhouse", clickHouse::connect);
    }

    void close() {
      contacts.whenOver(
          () -> {
            clickHouse.close();
            hotBuffer.close();
            catalog.close();
          });
    }
  }

  /** Connections that are open, over all stores. */
  public static int leases() {
    synchronized (OPEN) {
      return OPEN.values().stream().mapToInt(shared -> shared.uses).sum();
    }
  }

  public static Lease lease(Endpoints endpoints, TlsTrust trust, long catalogMaxAgeMillis) {
    Key key = new Key(endpoints, trust, catalogMaxAgeMillis);
    synchronized (OPEN) {
      Shared shared = OPEN.computeIfAbsent(key, Shared::new);
      shared.uses++;
      return new Lease(key, shared);
    }
  }
}
