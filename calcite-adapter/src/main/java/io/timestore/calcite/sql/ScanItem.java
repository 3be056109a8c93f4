package io.timestore.calcite.sql;

import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.core.model.SystemColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A timestore table; its text is a gap that the run fills with cold rows and tail. */
public final class ScanItem implements FromItem {
  private final SnapshotTable table;
  private final int columnCount;
  private final String alias;
  private final int scan;
  private final Scan.Side side;
  private final BitSet used = new BitSet();

  public ScanItem(SnapshotTable table, int columnCount, String alias, int scan, Scan.Side side) {
    this.table = table;
    this.columnCount = columnCount;
    this.alias = alias;
    this.scan = scan;
    this.side = side;
  }

  @Override
  public String column(int index) {
    used.set(index);
    String name = alias + "." + Quoting.name(table.columnName(index));
    if (!table.isSystemColumn(index)) {
      return name;
    }
    return table.columnName(index).equals(SystemColumn.SEQ.columnName())
            || table.columnName(index).equals(SystemColumn.LANE.columnName())
        ? "toInt64(" + name + ")"
        : name;
  }

  @Override
  public int columnCount() {
    return columnCount;
  }

  @Override
  public String sql() {
    return SqlTemplate.gap(scan) + " AS " + alias;
  }

  public Scan scan() {
    List<String> names = new ArrayList<>();
    used.stream().forEach(i -> names.add(table.columnName(i)));
    return new Scan(table.table(), names, side);
  }
}
