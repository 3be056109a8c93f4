package io.timestore.jdbc;

import io.timestore.core.block.NativeBlockBuilder;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.model.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows that wait to be sent, by table. The rows of a table are one request under one idempotency
 * key, so they are all there or none is; rows of several tables are several requests. Thread-safe.
 */
final class PendingInserts {
  private static final int BYTES_PER_MB = 1 << 20;

  /** What one array can hold, nearly. */
  private static final long MOST_MB = 2_000;

  private final long mostBytes;
  private final Map<TableName, Waiting> waiting = new LinkedHashMap<>();

  private static final class Waiting {
    private final String key = UUID.randomUUID().toString();
    private final RowBuffer rows = new RowBuffer();
  }

  /** How far each table's rows had come. */
  record Mark(Map<TableName, Integer> lengths, Map<TableName, Long> rows) {
    Mark {
      lengths = Map.copyOf(lengths);
      rows = Map.copyOf(rows);
    }
  }

  PendingInserts(long mostMegabytes) {
    this.mostBytes = Math.min(mostMegabytes, MOST_MB) * BYTES_PER_MB;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized void add(TableName table, InsertRow row, List<@Nullable Object> values)
      throws SQLException {
    RowBuffer rows = waiting.computeIfAbsent(table, t -> new Waiting()).rows;
    NativeBlockBuilder block = rows.open(row.fields());
    row.take(values, block);
    refuseMore(row.bytes());
    row.appendTo(block);
    rows.added(block);
  }

  private void refuseMore(long more) throws SQLException {
    long bytes = more;
    for (Waiting each : waiting.values()) {
      bytes += each.rows.size();
    }
    if (bytes > mostBytes) {
      throw SqlErrors.of(
          ErrorCode.TOO_LARGE,
          "the rows that wait to be sent take more than batchBufferMb="
              + mostBytes / BYTES_PER_MB
              + " megabytes; send smaller batches, commit more often, or raise it");
    }
  }

  /** Adds the rows of others to the end of these. */
  synchronized void takeOver(PendingInserts others) throws SQLException {
    for (Map.Entry<TableName, Waiting> each : others.waiting.entrySet()) {
      refuseMore(each.getValue().rows.size());
      waiting.computeIfAbsent(each.getKey(), t -> new Waiting()).rows.addAll(each.getValue().rows);
    }
    others.waiting.clear();
  }

  /** Sends what waits; rows that could not be sent wait on, under the same key. */
  synchronized List<IngestAcknowledgement> send(IngestClient ingest) throws SQLException {
    List<IngestAcknowledgement> acknowledged = new ArrayList<>();
    Iterator<Map.Entry<TableName, Waiting>> each = waiting.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<TableName, Waiting> next = each.next();
      Waiting rows = next.getValue();
      if (rows.rows.rows() > 0) {
        acknowledged.add(ingest.send(next.getKey(), rows.rows, rows.key));
      }
      each.remove();
    }
    return acknowledged;
  }

  synchronized void clear() {
    waiting.clear();
  }

  synchronized Mark mark() {
    Map<TableName, Integer> lengths = new HashMap<>();
    Map<TableName, Long> rows = new HashMap<>();
    waiting.forEach(
        (table, each) -> {
          lengths.put(table, each.rows.length());
          rows.put(table, each.rows.rows());
        });
    return new Mark(lengths, rows);
  }

  synchronized void backTo(Mark mark) {
    waiting.forEach(
        (table, each) ->
            each.rows.cutTo(
                mark.lengths().getOrDefault(table, 0), mark.rows().getOrDefault(table, 0L)));
  }
}
