package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A SELECT to select from. Only the columns that were asked for are in its list. */
final class SubqueryItem implements FromItem {
  private final SelectBlock select;
  private final String alias;
  private final TreeMap<Integer, String> asked = new TreeMap<>();

  SubqueryItem(SelectBlock select, String alias) {
    this.select = select;
    this.alias = alias;
  }

  @Override
  public String column(int index) {
    if (!asked.containsKey(index)) {
      String text = select.column(index);
      asked.put(index, text);
    }
    return alias + "." + Quoting.name(select.name(index));
  }

  @Override
  public int columnCount() {
    return select.columnCount();
  }

  @Override
  public String sql() {
    List<String> list = new ArrayList<>();
    asked.forEach((index, text) -> list.add(text + " AS " + Quoting.name(select.name(index))));
    return "(" + select.sql(list) + ") AS " + alias;
  }
}
