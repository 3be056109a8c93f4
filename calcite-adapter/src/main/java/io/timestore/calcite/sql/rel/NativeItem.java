package io.timestore.calcite.sql.rel;

import io.timestore.calcite.parse.NativeSql;
import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.calcite.sql.NativeColumn;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.StatementWriter;
import java.util.ArrayList;
import java.util.List;

/** A native query as something to select from. */
public final class NativeItem implements FromItem {
  private final List<NativeColumn> columns;
  private final String alias;
  private final String body;

  public NativeItem(
      NativeQuery query, NativeSql sql, List<NativeColumn> columns, StatementWriter statement) {
    this.columns = List.copyOf(columns);
    this.alias = statement.alias();
    StringBuilder text = new StringBuilder(sql.texts().get(0));
    List<SnapshotTable> tables = query.tables(sql);
    for (int i = 0; i < tables.size(); i++) {
      text.append(statement.wholeTable(tables.get(i))).append(sql.texts().get(i + 1));
    }
    this.body = text.toString();
  }

  /** The statement itself, with gaps for its tables. */
  public String body() {
    return body;
  }

  @Override
  public String column(int index) {
    NativeColumn column = columns.get(index);
    return column.converted(alias + "." + Quoting.name(column.name()));
  }

  @Override
  public int columnCount() {
    return columns.size();
  }

  @Override
  public String sql() {
    return "(" + body + ") AS " + alias;
  }

  static List<String> names(List<NativeColumn> columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.name()));
    return names;
  }
}
