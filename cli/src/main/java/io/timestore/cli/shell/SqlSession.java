package io.timestore.cli.shell;

import io.timestore.cli.Launcher;
import io.timestore.embedded.Probe;
import io.timestore.embedded.StackComponent;
import io.timestore.embedded.StackException;
import io.timestore.embedded.StackState;
import io.timestore.embedded.StateFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection for the SQL command. When it belongs to a local stack whose component is just
 * being restarted, it waits for it and asks again: a statement that failed to connect has read
 * nothing. For one thread, but for {@link #cancel}.
 */
public final class SqlSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONNECTION_CLASS = "08";

  private final String url;
  private final @Nullable StateFile localStack;
  private @Nullable Connection connection;
  private volatile @Nullable Statement running;
  private volatile boolean canceled;

  private SqlSession(String url, @Nullable StateFile localStack) {
    this.url = url;
    this.localStack = localStack;
  }

  /** A session with a given URL. */
  public static SqlSession of(String url) {
    return new SqlSession(url, null);
  }

  /** A session with the stack whose data is under a folder. */
  public static SqlSession local(Path home) {
    StateFile file = StateFile.under(home);
    Optional<StackState> state = file.read();
    if (state.isEmpty() || state.get().supervisor().isEmpty()) {
      throw new StackException(
          "No stack runs in "
              + home
              + ". Start one with "
              + Launcher.command("up --detach")
              + ", or name another with --url.");
    }
    return new SqlSession(state.get().jdbcUrl(), file);
  }

  /** What to do with the connection. It may be done again until it succeeds once. */
  interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** What to do with an answer; rows are null if the statement has none. */
  interface Reader {
    void read(@Nullable ResultSet rows, long count) throws SQLException;
  }

  /** Runs a statement, again if it could not be sent, and reads its answer. */
  void run(String sql, Reader reader) throws SQLException {
    canceled = false;
    try (Statement statement = call(open -> execute(open, sql))) {
      ResultSet rows = statement.getResultSet();
      reader.read(rows, rows == null ? Math.max(0, statement.getUpdateCount()) : 0);
    } finally {
      running = null;
    }
  }

  private Statement execute(Connection open, String sql) throws SQLException {
    Statement statement = open.createStatement();
    running = statement;
    try {
      statement.execute(sql);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** Ends the statement that runs, and the waiting for a stack. */
  void cancel() throws SQLException {
    canceled = true;
    Statement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  <T> T call(Work<T> work) throws SQLException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        awaitDaemon(deadline);
        return work.with(open());
      } catch (SQLException e) {
        if (canceled || !mayPass(e) || System.nanoTime() > deadline) {
          throw e;
        }
        close();
        pause();
      }
    }
  }

  private boolean mayPass(SQLException e) {
    String state = e.getSQLState();
    return localStack != null && state != null && state.startsWith(CONNECTION_CLASS);
  }

  /** Does nothing if the daemon answers or is none of ours. */
  private void awaitDaemon(long deadline) {
    while (localStack != null && !canceled && System.nanoTime() < deadline) {
      Optional<StackState> state = localStack.read();
      if (state.isEmpty() || state.get().supervisor().isEmpty()) {
        return;
      }
      boolean ready =
          state.get().components().stream()
              .filter(component -> component.kind() == StackComponent.DAEMON)
              .anyMatch(daemon -> Probe.answers(daemon.kind(), daemon.endpoint()));
      if (ready) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted", e);
    }
  }

  private Connection open() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = DriverManager.getConnection(url);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
