package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.NativeColumn;
import io.timestore.calcite.sql.Quoting;
import java.util.ArrayList;
import java.util.List;

/** A native query as something to select from. */
final class NativeItem implements FromItem {
  private final List<NativeColumn> columns;
  private final String alias;
  private final String body;

  /**
   * @param body the query, with gaps for its tables
   */
  NativeItem(String body, String alias, List<NativeColumn> columns) {
    this.body = body;
    this.alias = alias;
    this.columns = List.copyOf(columns);
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
