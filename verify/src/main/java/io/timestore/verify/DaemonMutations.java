package io.timestore.verify;

import io.timestore.core.block.ValueBounds;
import io.timestore.core.catalog.Batch;
import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.hot.HotBlock;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.model.LaneId;
import io.timestore.daemon.DaemonSeams;
import io.timestore.daemon.config.DaemonConfig;
import io.timestore.daemon.flush.FlushSteps;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Daemons that break the protocol, made by putting something between them and their stores. */
final class DaemonMutations {
  private DaemonMutations() {}

  static DaemonSeams seams(Mutation mutation, DaemonConfig config, FlushSteps steps) {
    return switch (mutation) {
      case SKIP_SEAL -> new DaemonSeams(h -> h, DaemonMutations::withoutSeal, c -> c, steps);
      case TRIM_EARLY -> new DaemonSeams(h -> trimmingEarly(h, config), l -> l, c -> c, steps);
      case NO_FENCING ->
          new DaemonSeams(
              DaemonMutations::withoutEpochs,
              l -> withoutEpochs(l, config),
              DaemonMutations::withoutFence,
              steps);
      default -> throw new IllegalArgumentException(mutation + " does not break a daemon");
    };
  }

  /**
   * What to do instead of a call; {@code null} from {@code call} for a method that is not changed.
   */
  private interface Change {
    @Nullable Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T changed(Class<T> type, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                change.call(method, arguments == null ? new Object[0] : arguments)));
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A batch is written to the catalog only when it is published. */
  private static LaneStore withoutSeal(LaneStore real) {
    return changed(
        LaneStore.class,
        (method, a) -> {
          if (method.getName().equals("seal")) {
            LaneLease lease = (LaneLease) a[0];
            return new Batch(
                0,
                lease.lane(),
                (long) a[1],
                (long) a[2],
                (long) a[3],
                (long) a[4],
                (String) a[5],
                lease.epoch(),
                false);
          }
          if (method.getName().equals("publish")) {
            Batch b = (Batch) a[1];
            a[1] =
                real.seal(
                    (LaneLease) a[0],
                    b.firstSequence(),
                    b.lastSequence(),
                    b.rows(),
                    b.bytes(),
                    b.contentHash(),
                    ValueBounds.UNKNOWN);
          }
          return invoke(real, method, a);
        });
  }

  /** When a lane is marked, the blocks that were read for its batch go. */
  private static HotBuffer trimmingEarly(HotBuffer real, DaemonConfig config) {
    Map<LaneId, Long> read = new ConcurrentHashMap<>();
    return changed(
        HotBuffer.class,
        (method, a) -> {
          Object answer = invoke(real, method, a);
          if (answer instanceof List<?> blocks && method.getName().equals("read")) {
            for (Object block : blocks) {
              read.merge((LaneId) a[0], ((HotBlock) block).sequence(), Math::max);
            }
          }
          if (method.getName().equals("markInserting")) {
            LaneId lane = (LaneId) a[0];
            removeBlocks(config, lane, read.getOrDefault(lane, 0L));
          }
          return answer;
        });
  }

  /** Straight in Redis, because the hot buffer itself refuses it. */
  private static void removeBlocks(DaemonConfig config, LaneId lane, long upTo) throws IOException {
    URI redis = URI.create(config.redis().uri());
    String command =
        "XTRIM timestore:{%d.%d}:blocks MINID %d-0\r\n"
            .formatted(lane.tableId(), lane.lane(), upTo + 1);
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
      int answer = socket.getInputStream().read();
      if (answer != ':') {
        throw new IOException("Redis answered " + (char) answer + " to " + command);
      }
    }
  }

  /** The hot buffer takes every epoch for the newest. */
  private static HotBuffer withoutEpochs(HotBuffer real) {
    return changed(
        HotBuffer.class,
        (method, a) -> {
          if (List.of("markInserting", "promote", "trim").contains(method.getName())) {
            a[1] = 1L << 50;
          }
          return invoke(real, method, a);
        });
  }

  /** Leases end for others only, and what is sealed or published counts as of the newest epoch. */
  private static LaneStore withoutEpochs(LaneStore real, DaemonConfig config) {
    return changed(
        LaneStore.class,
        (method, a) -> {
          for (int i = 0; i < a.length; i++) {
            if (a[i] instanceof Duration) {
              a[i] = Duration.ofMillis(Cluster.LEASE_MILLIS);
            }
          }
          if (method.getName().equals("seal") || method.getName().equals("publish")) {
            a[0] = newest((LaneLease) a[0], config);
          }
          if (method.getName().equals("renew")) {
            Object unused = invoke(real, method, a);
            return ((java.util.Collection<?>) a[1])
                .stream()
                    .map(l -> ((LaneLease) l).lane())
                    .collect(java.util.stream.Collectors.toSet());
          }
          return invoke(real, method, a);
        });
  }

  private static LaneLease newest(LaneLease lease, DaemonConfig config) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                config.catalog().url(), config.catalog().user(), config.catalog().password());
        PreparedStatement query =
            connection.prepareStatement("select epoch from lane where table_id = ? and lane = ?")) {
      query.setLong(1, lease.lane().tableId());
      query.setInt(2, lease.lane().lane());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new LaneLease(
            lease.lane(), row.getLong(1), lease.watermark(), lease.acknowledged(), lease.bounds());
      }
    }
  }

  /** No constraint is set, no insert is ended, and no token tells a late insert. */
  private static ClickHouse withoutFence(ClickHouse real) {
    return changed(
        ClickHouse.class,
        (method, a) -> {
          if (a.length > 0 && a[0] instanceof ClickHouseStatement s) {
            if ((s.sql().contains("CONSTRAINT") && s.sql().startsWith("ALTER"))
                || s.sql().startsWith("KILL")) {
              return null;
            }
            if (s.settings().containsKey("insert_deduplication_token")) {
              a[0] = withRandomToken(s);
            }
          }
          return invoke(real, method, a);
        });
  }

  private static ClickHouseStatement withRandomToken(ClickHouseStatement s) {
    Map<String, String> settings = new HashMap<>(s.settings());
    settings.put("insert_deduplication_token", UUID.randomUUID().toString());
    @Nullable String id = s.queryId();
    return new ClickHouseStatement(
        s.sql(), settings, s.parameters(), s.external(), id, s.timeout());
  }
}
