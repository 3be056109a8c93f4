package io.timestore.calcite.snapshot;

import io.timestore.calcite.sql.Scan;
import io.timestore.core.clickhouse.ClickHouseSql;
import java.util.ArrayList;
import java.util.List;

/** Writes what a scan reads in one snapshot: the cold rows at or below W, and the tail. */
public final class ScanText {
  private ScanText() {}

  /**
   * The text of a scan.
   *
   * @param filtered whether rows above the watermark may be visible in ClickHouse, and are left out
   */
  public static String of(Scan scan, TableTail tail, boolean filtered) {
    List<String> names = scan.columns().stream().map(ClickHouseSql::identifier).toList();
    String list = names.isEmpty() ? "1 AS `_`" : String.join(", ", names);
    boolean cold = scan.side() != Scan.Side.HOT && !tail.nothingCold();
    boolean hot = scan.side() != Scan.Side.COLD && tail.rows() > 0;
    if (cold && !hot && !filtered) {
      // The table itself, so that ClickHouse counts from its parts and reads in its order.
      return coldTable(tail);
    }
    List<String> parts = new ArrayList<>();
    if (cold) {
      String where = filtered ? " WHERE " + belowWatermark(tail) : "";
      parts.add("SELECT " + list + " FROM " + coldTable(tail) + where);
    }
    if (hot && !tail.columns().isEmpty()) {
      parts.add("SELECT " + list + " FROM " + tail.externalName());
    } else if (hot) {
      parts.add("SELECT 1 AS `_` FROM numbers({" + tail.rowsParameter() + ":UInt64})");
    }
    if (parts.isEmpty()) {
      parts.add(nothing(scan));
    }
    return "(" + String.join(" UNION ALL ", parts) + ")";
  }

  private static String coldTable(TableTail tail) {
    return ClickHouseSql.identifier(tail.table().coldDatabase())
        + "."
        + ClickHouseSql.identifier(tail.table().coldTable());
  }

  private static String belowWatermark(TableTail tail) {
    List<String> lanes = new ArrayList<>();
    for (int lane = 0; lane < tail.lanes().size(); lane++) {
      String below = "_seq <= {" + tail.watermarkParameter(lane) + ":UInt64}";
      lanes.add(lane == 0 ? below : "(_seq > " + tail.origin(lane) + " AND " + below + ")");
    }
    return String.join(" OR ", lanes);
  }

  /** No rows, in the types that rows would have; the cold table need not exist yet. */
  public static String nothing(Scan scan) {
    List<String> columns = new ArrayList<>();
    for (String column : scan.columns()) {
      columns.add(
          "defaultValueOfTypeName("
              + ClickHouseSql.literal(ColumnTypes.of(scan.table().schema(), column))
              + ") AS "
              + ClickHouseSql.identifier(column));
    }
    String list = columns.isEmpty() ? "1 AS `_`" : String.join(", ", columns);
    return "SELECT " + list + " WHERE false";
  }
}
