package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.UniqueNames;
import io.timestore.calcite.sql.call.Conversions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.TableSpool;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Writes recursive common table expressions as ClickHouse's own, each in a subquery. ClickHouse
 * gives a column the type that it has in the first branch, so both branches say it. For one
 * statement.
 */
final class RecursionWriter {
  private final Map<List<String>, Known> tables = new HashMap<>();

  /** A table that its own query reads, under the name that it has in the text. */
  private record Known(String name, List<String> columns) {}

  /** The rows of a recursion. */
  SelectBlock write(RepeatUnion union, InputWriter rels) {
    if (union.getTransientTable() == null) {
      throw Refusals.unsupported("WITH RECURSIVE of a query that does not read itself");
    }
    List<String> columns = UniqueNames.of(union.getRowType().getFieldNames());
    List<String> table = union.getTransientTable().getQualifiedName();
    String name = rels.alias();
    SelectBlock seed = branch(union.getSeedRel(), union.getRowType(), columns, rels);
    Known outer = tables.put(table, new Known(name, columns));
    SelectBlock again = branch(union.getIterativeRel(), union.getRowType(), columns, rels);
    if (outer == null) {
      tables.remove(table);
    } else {
      tables.put(table, outer);
    }
    return SelectBlock.from(
        new NamedItem(name, rels.alias(), columns, () -> text(name, columns, seed, again)),
        columns);
  }

  private static String text(
      String name, List<String> columns, SelectBlock seed, SelectBlock again) {
    return "(WITH RECURSIVE "
        + name
        + " AS ("
        + seed.sqlNamed(columns)
        + " UNION ALL "
        + again.sqlNamed(columns)
        + ") SELECT * FROM "
        + name
        + ")";
  }

  /** The rows that the step before found. */
  SelectBlock scan(TableScan scan, InputWriter rels) {
    Known known = tables.get(scan.getTable().getQualifiedName());
    if (known == null) {
      throw Refusals.unsupported("a recursive table outside of its own query");
    }
    return SelectBlock.from(
        new NamedItem(known.name(), rels.alias(), known.columns(), known::name), known.columns());
  }

  private static SelectBlock branch(
      RelNode input, RelDataType type, List<String> names, InputWriter rels) {
    RelNode query = input instanceof TableSpool spool ? spool.getInput() : input;
    SelectBlock block = rels.wrap(rels.write(query), query.getRowType());
    List<RelDataTypeField> fields = query.getRowType().getFieldList();
    List<Supplier<String>> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(block.columnSupplier(i));
    }
    RelDataTypeFactory types = query.getCluster().getTypeFactory();
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      RelDataType from = fields.get(i).getType();
      RelDataType to = stored(type.getFieldList().get(i).getType(), types);
      Supplier<String> column = columns.get(i);
      list.put(
          names.get(i), () -> TypeNames.typed(Conversions.convert(column.get(), from, to), to));
    }
    block.project(list, Set.of());
    return block;
  }

  /** Integers are computed in 64 bits, and any column may get NULL. */
  private static RelDataType stored(RelDataType type, RelDataTypeFactory types) {
    RelDataType wide =
        SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())
            ? types.createSqlType(SqlTypeName.BIGINT)
            : type;
    return types.createTypeWithNullability(wide, true);
  }

  /** Something with a name or a text, whose columns all are there. */
  private record NamedItem(String name, String alias, List<String> columns, Supplier<String> text)
      implements FromItem {
    @Override
    public String column(int index) {
      return alias + "." + Quoting.name(columns.get(index));
    }

    @Override
    public int columnCount() {
      return columns.size();
    }

    @Override
    public String sql() {
      return text.get() + " AS " + alias;
    }
  }
}
