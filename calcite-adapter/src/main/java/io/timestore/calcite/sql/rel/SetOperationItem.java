package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.Quoting;
import java.util.List;
import java.util.stream.Collectors;

/** The union, intersection or difference of SELECTs with the same columns. */
final class SetOperationItem implements FromItem {
  private final List<SelectBlock> branches;
  private final String operator;
  private final List<String> names;
  private final String alias;

  SetOperationItem(List<SelectBlock> branches, String operator, List<String> names, String alias) {
    this.branches = List.copyOf(branches);
    this.operator = operator;
    this.names = List.copyOf(names);
    this.alias = alias;
  }

  @Override
  public String column(int index) {
    return alias + "." + Quoting.name(names.get(index));
  }

  @Override
  public int columnCount() {
    return names.size();
  }

  @Override
  public String sql() {
    return branches.stream()
        .map(branch -> "(" + branch.sqlNamed(names) + ")")
        .collect(Collectors.joining(" " + operator + " ", "(", ") AS " + alias));
  }
}
