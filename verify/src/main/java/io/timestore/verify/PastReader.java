package io.timestore.verify;

import io.timestore.verify.check.History;
import io.timestore.verify.check.History.Seen;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a point in the past again, which an answer came from: it must give the same answer, however
 * many rows came and were flushed since. For one thread.
 */
final class PastReader implements AutoCloseable {
  private final Cluster cluster;
  private final History history;
  private @Nullable Point point;
  private @Nullable Connection connection;

  private record Point(long at, String vector, String sql, List<Seen> writers) {}

  PastReader(Cluster cluster, History history) {
    this.cluster = cluster;
    this.history = history;
  }

  /** Reads this point from now on. */
  void remember(String vector, String sql, List<Seen> writers) throws SQLException {
    close();
    point = new Point(System.nanoTime(), vector, sql, List.copyOf(writers));
  }

  /** Reads the point once more, if there is one. */
  void read() throws SQLException {
    Point then = point;
    if (then == null) {
      return;
    }
    Connection open = connection;
    if (open == null) {
      open = cluster.connect(then.vector());
      connection = open;
    }
    long began = System.nanoTime();
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(then.sql())) {
      List<Seen> now = Reader.seen(row);
      if (!new HashSet<>(now).equals(new HashSet<>(then.writers()))) {
        history.changedPast(
            new History.ChangedPast(
                then.at(), began, System.nanoTime(), then.vector(), then.writers(), now));
      }
    }
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
