package io.timestore.calcite.sql;

import io.timestore.calcite.schema.SnapshotTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rex.RexDynamicParam;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one statement as a whole while it is written: hands out aliases that are unique
 * in it, and collects its scans and parameters. For one statement and one thread.
 */
public final class StatementParts {
  private final List<ScanItem> scans = new ArrayList<>();
  private final List<SumBound> sums = new ArrayList<>();
  private final Set<Integer> rowCountParameters = new TreeSet<>();
  private final Scan.Side side;
  private boolean usesNow;
  private int aliases;

  /**
   * @param side which rows of its tables the statement reads
   */
  public StatementParts(Scan.Side side) {
    this.side = side;
  }

  /** The statement of a text with gaps for these parts. */
  public GeneratedSql statement(String sql) {
    return new GeneratedSql(
        new SqlTemplate(sql), scans(), sums, List.copyOf(rowCountParameters), usesNow);
  }

  List<Scan> scans() {
    return scans.stream().map(ScanItem::scan).toList();
  }

  public String alias() {
    return "_t" + aliases++;
  }

  public ScanItem scan(SnapshotTable table, int columnCount) {
    ScanItem item = new ScanItem(table, columnCount, alias(), scans.size(), side);
    scans.add(item);
    return item;
  }

  /** A table with all columns that {@code *} shows, as a native query reads it. */
  String wholeTable(SnapshotTable table) {
    int count = table.table().schema().fields().size();
    ScanItem item = scan(table, count);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(item.column(i) + " AS " + Quoting.name(table.columnName(i)));
    }
    return "(SELECT " + String.join(", ", list) + " FROM " + item.sql() + ")";
  }

  /** What is to be written around a sum of integers. */
  public Widening widening(@Nullable SumBound bound) {
    if (bound == null) {
      return Widening.ALWAYS;
    }
    sums.add(bound);
    return Widening.gaps(sums.size() - 1);
  }

  public String parameter(RexDynamicParam parameter) {
    return StatementParameter.placeholder(parameter.getIndex(), parameter.getType());
  }

  /** The number of a LIMIT or OFFSET that is a parameter. */
  public String rowCount(RexDynamicParam parameter) {
    rowCountParameters.add(parameter.getIndex());
    return "{p" + parameter.getIndex() + ":UInt64}";
  }

  /** The statement's time. */
  public String now() {
    usesNow = true;
    return "{" + GeneratedSql.NOW + ":" + TypeNames.timestamp(9) + "}";
  }
}
