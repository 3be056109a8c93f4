package io.timestore.jdbc;

import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the last answer of a statement came from; had by {@code
 * statement.unwrap(Provenance.class)}.
 *
 * @param strategy {@code no-table}, {@code cold-only}, {@code ship-tail} or {@code merge-here}
 * @param filter {@code none} if no insert began from the capture to the end of the answer, else
 *     {@code watermark}: ClickHouse filtered by {@code _seq <= W}
 * @param asOf what was read, in the form of the connection property {@code asOf}: with it, later
 *     statements read the same
 * @param tables what was read of each table
 * @param hotRows rows that came from the hot buffer into the computation, over all tables
 * @param clickHouseSql the SQL that ClickHouse ran
 * @param planTime time to find or make the plan
 * @param captureTime time to capture watermarks and tails
 * @param firstBlockTime time until the first block of the answer, null before that
 */
public record Provenance(
    String strategy,
    String filter,
    String asOf,
    List<TableSnapshot> tables,
    long hotRows,
    String clickHouseSql,
    Duration planTime,
    Duration captureTime,
    @Nullable Duration firstBlockTime) {
  public Provenance {
    tables = List.copyOf(tables);
  }

  /**
   * A table's part of the snapshot.
   *
   * @param watermarks W of each lane: rows at or below it were read from ClickHouse
   * @param lastSequences newest sequence of each lane at the capture
   * @param hotRows rows above W, read from the hot buffer
   * @param hotBytes their encoded size
   */
  public record TableSnapshot(
      String dataset,
      String table,
      List<Long> watermarks,
      List<Long> lastSequences,
      long hotRows,
      long hotBytes) {
    public TableSnapshot {
      watermarks = List.copyOf(watermarks);
      lastSequences = List.copyOf(lastSequences);
    }
  }

  /** The same in short, for a warning. */
  public SQLWarning warning() {
    StringBuilder text = new StringBuilder("provenance: strategy ").append(strategy);
    text.append(", filter ").append(filter).append(", hot rows ").append(hotRows);
    for (TableSnapshot table : tables) {
      text.append(", ").append(table.dataset()).append('.').append(table.table());
      text.append(" watermarks ").append(table.watermarks());
      text.append(" last ").append(table.lastSequences());
    }
    return new SQLWarning(text.toString(), "01TS1");
  }

  public static Provenance of(io.timestore.calcite.run.StatementProvenance p) {
    return new Provenance(
        p.strategy().word(),
        p.filter().word(),
        p.asOf().toString(),
        p.tables().stream()
            .map(
                t ->
                    new TableSnapshot(
                        t.table().dataset(),
                        t.table().table(),
                        t.watermarks(),
                        t.lastSequences(),
                        t.hotRows(),
                        t.hotBytes()))
            .toList(),
        p.hotRows(),
        p.clickHouseSql(),
        p.planTime(),
        p.captureTime(),
        p.firstBlockTime());
  }
}
