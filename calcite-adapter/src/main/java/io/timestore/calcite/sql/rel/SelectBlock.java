package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.Quoting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT while it is put together. Its clauses are filled in the order in which SQL computes
 * them; what comes too late for a clause goes into a SELECT around this one. Columns are written
 * when they are first asked for.
 */
public final class SelectBlock {
  private @Nullable FromItem firstItem;
  private final List<String> joinHeads = new ArrayList<>();
  private final List<FromItem> joinItems = new ArrayList<>();
  private final List<String> joinConditions = new ArrayList<>();
  private List<Column> columns = new ArrayList<>();
  final List<String> where = new ArrayList<>();
  private @Nullable String groupBy;
  private List<String> orderBy = List.of();
  private @Nullable String limit;
  private @Nullable String offset;
  private boolean projected;
  private Set<Integer> windows = Set.of();
  private boolean groupColumnAsked;

  /** A column and its name in the list. */
  private record Column(String name, ColumnText text) {}

  /** Selects from an item, all of its columns under the given names. */
  static SelectBlock from(FromItem item, List<String> names) {
    SelectBlock block = new SelectBlock();
    block.firstItem = item;
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < item.columnCount(); i++) {
      int index = i;
      list.put(names.get(i), () -> item.column(index));
    }
    block.setColumns(list);
    return block;
  }

  /** One row, from nowhere. */
  static SelectBlock row(Map<String, Supplier<String>> list) {
    SelectBlock block = new SelectBlock();
    block.setColumns(list);
    return block;
  }

  void setColumns(Map<String, Supplier<String>> list) {
    columns = new ArrayList<>();
    list.forEach((name, writer) -> columns.add(new Column(name, ColumnText.of(writer))));
  }

  /**
   * Replaces the list by expressions over it.
   *
   * @param withWindows which of them are computed over windows
   */
  void project(Map<String, Supplier<String>> list, Set<Integer> withWindows) {
    setColumns(list);
    projected = true;
    windows = Set.copyOf(withWindows);
  }

  void group(Map<String, Supplier<String>> list, String keys) {
    Map<String, Supplier<String>> noted = new LinkedHashMap<>();
    list.forEach(
        (name, writer) -> {
          ColumnText text = ColumnText.of(writer);
          noted.put(
              name,
              ColumnText.ofForms(
                  () -> {
                    groupColumnAsked = true;
                    return text.forms();
                  }));
        });
    setColumns(noted);
    groupBy = keys;
    projected = true;
  }

  void join(String head, FromItem item, @Nullable String condition) {
    joinHeads.add(head);
    joinItems.add(item);
    joinConditions.add(condition == null ? "" : " ON " + condition);
  }

  void order(List<String> keys) {
    orderBy = List.copyOf(keys);
  }

  /** Forgets an order that decides nothing. */
  void dropUselessOrder() {
    if (!isLimited()) {
      orderBy = List.of();
    }
  }

  void limit(@Nullable String rows, @Nullable String skipped) {
    limit = rows;
    offset = skipped;
  }

  /** Whether it is only items, so that a join can go on with them. */
  boolean isJoinable() {
    return firstItem != null && !projected && where.isEmpty() && !isSorted();
  }

  /** The only item of a SELECT that {@link #isJoinable}, null if it has several. */
  @Nullable FromItem onlyItem() {
    return joinItems.isEmpty() ? firstItem : null;
  }

  /** Whether an item stands in its FROM, so that its columns can be written here. */
  boolean selectsFrom(FromItem item) {
    return firstItem == item || joinItems.contains(item);
  }

  boolean isProjected() {
    return projected;
  }

  boolean isGrouped() {
    return groupBy != null;
  }

  boolean isWindowed() {
    return !windows.isEmpty();
  }

  /** Whether a column is computed over a window. */
  boolean isWindowed(int column) {
    return windows.contains(column);
  }

  boolean isSorted() {
    return !orderBy.isEmpty() || isLimited();
  }

  boolean isLimited() {
    return limit != null || offset != null;
  }

  int columnCount() {
    return columns.size();
  }

  public String column(int index) {
    return columns.get(index).text.get();
  }

  /** What has the order of a column. */
  String orderedColumn(int index) {
    return columns.get(index).text.forms().ordered();
  }

  /** A column's text on demand, whatever becomes of this list. */
  ColumnText columnSupplier(int index) {
    return columns.get(index).text;
  }

  public String name(int index) {
    return columns.get(index).name;
  }

  /** The whole statement: all columns under their names. */
  public String answerSql() {
    return sql(columns.stream().map(c -> named(c.text.forms().answered(), c.name)).toList());
  }

  /** The SELECT with all columns under their names, or under other names. */
  public String sqlNamed(@Nullable List<String> names) {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      list.add(named(column(i), names == null ? columns.get(i).name : names.get(i)));
    }
    return sql(list);
  }

  private static String named(String text, String name) {
    return text + " AS " + Quoting.name(name);
  }

  /** The SELECT with the given list. */
  public String sql(List<String> list) {
    StringBuilder sql = new StringBuilder("SELECT ");
    sql.append(list.isEmpty() ? "1 AS `_`" : String.join(", ", list));
    if (firstItem != null) {
      sql.append(" FROM ").append(Objects.requireNonNull(firstItem).sql());
      for (int i = 0; i < joinItems.size(); i++) {
        sql.append(joinHeads.get(i)).append(joinItems.get(i).sql()).append(joinConditions.get(i));
      }
    }
    if (!where.isEmpty()) {
      sql.append(" WHERE ").append(String.join(" AND ", where));
    }
    if (groupBy != null) {
      sql.append(groupClause(groupBy));
    }
    if (!orderBy.isEmpty()) {
      sql.append(" ORDER BY ").append(String.join(", ", orderBy));
    }
    if (limit != null) {
      sql.append(" LIMIT ").append(limit);
    }
    if (offset != null) {
      sql.append(" OFFSET ").append(offset);
    }
    return sql.toString();
  }

  /**
   * Aggregating everything gives one row even if no aggregate is in the list; ClickHouse forgets
   * it, also as one of several grouping sets.
   */
  private String groupClause(String keys) {
    if (!keys.isEmpty()) {
      String total = keys.startsWith("GROUPING SETS") ? " HAVING count() >= 0" : "";
      return " GROUP BY " + keys + total;
    }
    return groupColumnAsked ? "" : " HAVING count() >= 0";
  }
}
