package io.timestore.jdbc.internal.ingest;

import io.timestore.core.block.write.NativeBlockBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableName;
import io.timestore.jdbc.IngestAcknowledgement;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait to be sent, by table. The rows of a table are one request under one idempotency
 * key, so they are all there or none is; rows of several tables are several requests. A request
 * that may have been stored waits on as it was sent, and rows that come later are another one.
 * Thread-safe.
 */
public final class PendingInserts {
  private static final int BYTES_PER_MB = 1 << 20;

  /** What one array can hold, nearly. */
  private static final long MOST_MB = 2_000;

  private final long mostBytes;
  private final List<IngestRequest> inDoubt = new ArrayList<>();
  private final Map<TableName, IngestRequest> waiting = new LinkedHashMap<>();

  /** How far each table's rows had come. It holds until something is sent. */
  public record Mark(Map<TableName, Integer> lengths, Map<TableName, Long> rows) {
    public Mark {
      lengths = Map.copyOf(lengths);
      rows = Map.copyOf(rows);
    }
  }

  public PendingInserts(long mostMegabytes) {
    this.mostBytes = Math.min(mostMegabytes, MOST_MB) * BYTES_PER_MB;
  }

  public synchronized boolean isEmpty() {
    return inDoubt.isEmpty() && waiting.isEmpty();
  }

  synchronized void add(TableName table, InsertRow row, List<@Nullable Object> values)
      throws SQLException {
    RowBuffer rows = waiting.computeIfAbsent(table, IngestRequest::new).rows();
    NativeBlockBuilder block = rows.open(row.fields());
    row.take(values, block);
    refuseMore(row.bytes());
    row.appendTo(block);
    rows.added(block);
  }

  private void refuseMore(long more) throws SQLException {
    long bytes = more;
    for (IngestRequest each : inDoubt) {
      bytes += each.rows().size();
    }
    for (IngestRequest each : waiting.values()) {
      bytes += each.rows().size();
    }
    if (bytes > mostBytes) {
      throw SqlErrors.of(
          ErrorCode.TOO_LARGE,
          "the rows that wait to be sent take more than batchBufferMb="
              + mostBytes / BYTES_PER_MB
              + " megabytes; send smaller batches, commit more often, or raise it");
    }
  }

  /** Adds the rows of others, none of which was sent, to the end of these. */
  public synchronized void takeOver(PendingInserts others) throws SQLException {
    for (IngestRequest each : others.waiting.values()) {
      refuseMore(each.rows().size());
      waiting.computeIfAbsent(each.table(), IngestRequest::new).rows().addAll(each.rows());
    }
    others.waiting.clear();
  }

  /**
   * Sends what waits, first what may have been stored before; what could not be sent waits on, and
   * may be sent again.
   */
  public synchronized List<IngestAcknowledgement> send(IngestClient ingest) throws SQLException {
    List<IngestAcknowledgement> acknowledged = new ArrayList<>();
    while (!inDoubt.isEmpty()) {
      acknowledged.add(ingest.send(inDoubt.get(0)));
      inDoubt.remove(0);
    }
    Iterator<IngestRequest> each = waiting.values().iterator();
    while (each.hasNext()) {
      IngestRequest next = each.next();
      try {
        if (next.rows().rows() > 0) {
          acknowledged.add(ingest.send(next));
        }
        each.remove();
      } catch (SQLException e) {
        if (next.maybeStored()) {
          inDoubt.add(next);
          each.remove();
        }
        throw e;
      }
    }
    return acknowledged;
  }

  public synchronized void clear() {
    inDoubt.clear();
    waiting.clear();
  }

  /** How far the rows have come of which none was sent. */
  public synchronized Mark mark() {
    Map<TableName, Integer> lengths = new HashMap<>();
    Map<TableName, Long> rows = new HashMap<>();
    waiting.forEach(
        (table, each) -> {
          if (each.rows().rows() > 0) {
            lengths.put(table, each.rows().length());
            rows.put(table, each.rows().rows());
          }
        });
    return new Mark(lengths, rows);
  }

  public synchronized void backTo(Mark mark) {
    waiting.forEach(
        (table, each) ->
            each.rows()
                .cutTo(mark.lengths().getOrDefault(table, 0), mark.rows().getOrDefault(table, 0L)));
  }
}
