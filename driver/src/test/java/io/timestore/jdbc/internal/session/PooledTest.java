package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.timestore.jdbc.DriverStack;
import io.timestore.jdbc.Leaks;
import io.timestore.jdbc.TimestoreDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many threads on connections that HikariCP pools; {@code -Dtimestore.pool-seconds} for longer. */
@ExtendWith(Leaks.class)
final class PooledTest {
  private static final int THREADS = 32;
  private static final int CONNECTIONS = 8;
  private static DriverStack stack;

  @BeforeAll
  static void start() throws IOException {
    stack = new DriverStack();
    stack.fill("pooled", 60, 100);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static HikariDataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(new TimestoreDataSource(stack.url()));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(60_000);
    config.setSchema("pooled");
    return new HikariDataSource(config);
  }

  @Test
  void manyThreadsOnPooledConnections() throws Exception {
    long seconds = Long.getLong("timestore.pool-seconds", 4);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    AtomicLong answers = new AtomicLong();
    try (HikariDataSource pool = pool()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int first = i;
        running.add(
            threads.submit(
                () -> {
                  for (int n = first; System.nanoTime() < end; n++) {
                    ask(pool, 1 + n % 100);
                    answers.incrementAndGet();
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get(seconds + 120, TimeUnit.SECONDS);
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.unwrap(TimestoreConnection.class).openStatements()).isZero();
      }
    } catch (ExecutionException e) {
      throw new AssertionError("after " + answers + " answers", e.getCause());
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(answers.get()).isGreaterThan(THREADS);
  }

  private static void ask(HikariDataSource pool, int n) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT COUNT(*), MAX(n) FROM records WHERE n <= ?")) {
      statement.setInt(1, n);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(n);
        assertThat(row.getInt(2)).isEqualTo(n);
      }
      connection.commit();
    }
  }
}
