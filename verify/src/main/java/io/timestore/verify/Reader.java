package io.timestore.verify;

import io.timestore.jdbc.Provenance;
import io.timestore.verify.check.Acknowledgements;
import io.timestore.verify.check.History;
import io.timestore.verify.check.History.Seen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client that asks through JDBC in several ways. For one thread. */
final class Reader implements AutoCloseable {
  /** Errors that an unreachable or restarted store may cause; every other one is odd. */
  private static final Set<String> EXPECTED =
      Set.of("08001", "08003", "08006", "40001", "57014", "55P03", "58000");

  private static final List<String> KINDS =
      List.of(
          "lookup", "lookup", "lookup", "lookup", "lookup", "lookup", "grouped", "grouped",
          "grouped", "grouped", "joined", "joined", "rows", "rows", "as of", "as of");

  private static final String GROUPED =
      "SELECT writer, COUNT(*), COUNT(DISTINCT n), MIN(n), MAX(n), SUM(n), SUM(v) FROM verify.records"
          + " GROUP BY writer";
  private static final String JOINED =
      "SELECT a.writer, COUNT(*), COUNT(DISTINCT a.n), MIN(a.n), MAX(a.n), SUM(b.n), SUM(b.v)"
          + " FROM verify.records a JOIN verify.records b ON a.writer = b.writer AND a.n = b.n"
          + " GROUP BY a.writer";

  /** What readers count together. */
  static final class Counts {
    final Map<String, AtomicLong> reads = new ConcurrentHashMap<>();
    final Map<String, AtomicLong> errors = new ConcurrentHashMap<>();

    void read(String kind) {
      reads.computeIfAbsent(kind, k -> new AtomicLong()).incrementAndGet();
    }

    void error(String state) {
      errors.computeIfAbsent(state, k -> new AtomicLong()).incrementAndGet();
    }
  }

  private final Cluster cluster;
  private final History history;
  private final Acknowledgements acknowledgements;
  private final Counts counts;
  private final Random random;
  private final PastReader past;
  private @Nullable Connection connection;

  Reader(
      Cluster cluster,
      History history,
      Acknowledgements acknowledgements,
      Counts counts,
      long seed) {
    this.cluster = cluster;
    this.history = history;
    this.acknowledgements = acknowledgements;
    this.counts = counts;
    this.random = new Random(seed);
    this.past = new PastReader(cluster, history);
  }

  /** Asks once. Answers whether there was an answer. */
  boolean read() {
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    try {
      Connection open = connection;
      if (open == null) {
        open = cluster.connect();
        connection = open;
      }
      switch (kind) {
        case "lookup" -> lookup(open);
        case "grouped" -> aggregated(open, kind, GROUPED);
        case "joined" -> aggregated(open, kind, JOINED);
        case "as of" -> past.read();
        default -> rows(open);
      }
      counts.read(kind);
      return true;
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      counts.error(state);
      if (!EXPECTED.contains(state)) {
        history.oddity(kind + " failed with " + state + ": " + e.getMessage());
      }
      LockSupport.parkNanos(30_000_000);
      return false;
    }
  }

  private void lookup(Connection open) throws SQLException {
    long began = System.nanoTime();
    Acknowledgements.Row row = acknowledgements.any(random);
    if (row == null) {
      return;
    }
    try (PreparedStatement find =
        open.prepareStatement("SELECT COUNT(*) FROM verify.records WHERE writer = ? AND n = ?")) {
      find.setInt(1, row.writer());
      find.setLong(2, row.number());
      try (ResultSet found = find.executeQuery()) {
        found.next();
        history.lookup(
            new History.Lookup(
                began, System.nanoTime(), row.writer(), row.number(), found.getLong(1)));
      }
    }
  }

  private void aggregated(Connection open, String kind, String sql) throws SQLException {
    long began = System.nanoTime();
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<Seen> writers = seen(row);
      history.read(new History.Read(began, System.nanoTime(), kind, writers));
      if (random.nextInt(4) == 0) {
        past.remember(statement.unwrap(Provenance.class).asOf(), sql, writers);
      }
    }
  }

  /** What an aggregate by writer shows. */
  static List<Seen> seen(ResultSet row) throws SQLException {
    List<Seen> writers = new ArrayList<>();
    while (row.next()) {
      writers.add(
          new Seen(
              row.getInt(1),
              row.getLong(2),
              row.getLong(3),
              row.getLong(4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7)));
    }
    return writers;
  }

  private void rows(Connection open) throws SQLException {
    long began = System.nanoTime();
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery("SELECT writer, n, v FROM verify.records")) {
      Map<Integer, RowSet> sets = new HashMap<>();
      while (row.next()) {
        sets.computeIfAbsent(row.getInt(1), w -> new RowSet()).add(row.getLong(2), row.getLong(3));
      }
      List<Seen> writers = new ArrayList<>();
      sets.forEach((writer, set) -> writers.add(set.seen(writer)));
      history.read(new History.Read(began, System.nanoTime(), "rows", writers));
    }
  }

  /** The rows of one writer in one answer. */
  private static final class RowSet {
    private final BitSet numbers = new BitSet();
    private long rows;
    private long sum;
    private long values;

    void add(long number, long value) {
      numbers.set((int) number);
      rows++;
      sum += number;
      values += value;
    }

    Seen seen(int writer) {
      return new Seen(
          writer,
          rows,
          numbers.cardinality(),
          numbers.nextSetBit(0),
          numbers.length() - 1L,
          sum,
          values);
    }
  }

  @Override
  public void close() {
    try {
      past.close();
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      counts.error(String.valueOf(e.getSQLState()));
    }
  }
}
