package io.timestore.daemon.flush;

import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Keeps an older flusher's inserts out of ClickHouse. An insert says in {@code log_comment} under
 * which fence it runs, and the cold table has constraints that refuse rows of a lane from a lower
 * one. ClickHouse checks the constraints of the moment at which an insert starts; so after {@link
 * #raise} no older insert can start, and after {@link #drain} none runs. Constraints are added and
 * only lower ones dropped, so a flusher that is late can never lower the fence. Safe for many
 * threads.
 *
 * @see <a
 *     href="https://clickhouse.com/docs/sql-reference/statements/create/table#constraints">constraints</a>
 */
final class LaneFence {
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
  private static final long DRAIN_PAUSE_MILLIS = 20;
  private static final int ATTEMPT_BITS = 20;

  private static final String COMMENT = "getSetting('log_comment')";

  private final ClickHouse clickHouse;

  LaneFence(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /** The fence of an attempt under an epoch: higher than all of older epochs and attempts. */
  static long value(long epoch, long attempt) {
    return (epoch << ATTEMPT_BITS) + attempt;
  }

  private static String prefix(LaneId lane) {
    return "timestore-flush-" + lane.tableId() + "-" + lane.lane() + "-";
  }

  /** Text that is greater for a higher fence. */
  private static String text(LaneId lane, long fence) {
    return prefix(lane) + String.format(Locale.ROOT, "%019d", fence);
  }

  /** The id and comment of an insert under a fence. */
  static String queryId(LaneId lane, long fence) {
    return text(lane, fence) + "-" + UUID.randomUUID();
  }

  private static String constraint(LaneId lane, long fence) {
    return "fence_" + lane.lane() + "_" + fence;
  }

  /** From now on no insert with a lower fence can start. */
  void raise(Table table, LaneId lane, long fence) {
    StringBuilder sql = new StringBuilder("ALTER TABLE ").append(ColdTables.qualifiedName(table));
    sql.append(" ADD CONSTRAINT IF NOT EXISTS ")
        .append(constraint(lane, fence))
        .append(" CHECK ")
        .append(ClickHouseSql.identifier(SystemColumn.LANE.columnName()))
        .append(" != ")
        .append(lane.lane())
        .append(" OR (startsWith(" + COMMENT + ", ")
        .append(ClickHouseSql.literal(prefix(lane)))
        .append(") AND " + COMMENT + " >= ")
        .append(ClickHouseSql.literal(text(lane, fence)))
        .append(")");
    for (long lower : fences(table, lane)) {
      if (lower < fence) {
        sql.append(", DROP CONSTRAINT IF EXISTS ").append(constraint(lane, lower));
      }
    }
    run(sql.toString());
  }

  private List<Long> fences(Table table, LaneId lane) {
    String sql = "SELECT arrayJoin(" + fencesOf(lane) + ") FROM system.tables WHERE " + is(table);
    List<Long> fences = new ArrayList<>();
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          fences.add(block.columns().get(0).getLong(row));
        }
      }
    }
    return fences;
  }

  private static String fencesOf(LaneId lane) {
    return "arrayMap(f -> toInt64(f), extractAll(create_table_query, 'CONSTRAINT `?fence_"
        + lane.lane()
        + "_([0-9]+)`? '))";
  }

  private static String is(Table table) {
    return "database = "
        + ClickHouseSql.literal(table.coldDatabase())
        + " AND name = "
        + ClickHouseSql.literal(table.coldTable());
  }

  /** A condition that holds only while the lane has no higher fence. */
  static String holds(Table table, LaneId lane, long fence) {
    return "(SELECT max(arrayMax("
        + fencesOf(lane)
        + ")) FROM system.tables WHERE "
        + is(table)
        + ") = "
        + fence;
  }

  /** Ends the lane's running inserts and waits until there is none. */
  void drain(LaneId lane) {
    String prefix = ClickHouseSql.literal(prefix(lane));
    String ofLane =
        "(startsWith(query_id, "
            + prefix
            + ") OR startsWith(Settings['log_comment'], "
            + prefix
            + "))";
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (running(ofLane) > 0) {
      if (System.nanoTime() > deadline) {
        throw new TimestoreException(
            ErrorCode.CLICKHOUSE_UNAVAILABLE,
            "an insert into lane "
                + lane.lane()
                + " of table "
                + lane.tableId()
                + " did not end within "
                + DRAIN_LIMIT.toSeconds()
                + " s; see system.processes in ClickHouse");
      }
      run("KILL QUERY WHERE " + ofLane + " ASYNC");
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(DRAIN_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimestoreException(ErrorCode.CANCELED, "interrupted", e);
    }
  }

  private long running(String ofLane) {
    String sql = "SELECT count() FROM system.processes WHERE " + ofLane;
    try (ClickHouseResult result = clickHouse.query(ClickHouseStatement.of(sql))) {
      long count = 0;
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          count += block.columns().get(0).getLong(row);
        }
      }
      return count;
    }
  }

  private void run(String sql) {
    clickHouse.execute(ClickHouseStatement.of(sql));
  }
}
