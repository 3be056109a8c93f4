package io.timestore.calcite.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Gives texts that a recursion begins with any length: as a {@code CHAR(1)} the column of {@code
 * SELECT 'a' UNION ALL SELECT s || 'b' FROM t} would be cut in every step.
 */
final class RecursionSeeds extends SqlShuttle {
  private RecursionSeeds() {}

  static SqlNode widened(SqlNode tree) {
    SqlNode widened = tree.accept(new RecursionSeeds());
    return widened == null ? tree : widened;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode node = super.visit(call);
    return node instanceof SqlWithItem item && item.recursive.booleanValue()
        ? new SqlWithItem(
            item.getParserPosition(), item.name, item.columnList, seed(item.query), item.recursive)
        : node;
  }

  /** A query with its first SELECT's or VALUES' texts of any length. */
  private static SqlNode seed(SqlNode query) {
    if (query instanceof SqlSelect select) {
      SqlSelect copy = (SqlSelect) select.clone(select.getParserPosition());
      copy.setSelectList(
          new SqlNodeList(
              select.getSelectList().stream().map(RecursionSeeds::item).toList(),
              select.getSelectList().getParserPosition()));
      return copy;
    }
    if (query.getKind() == SqlKind.UNION || query.getKind() == SqlKind.VALUES) {
      return withOperands((SqlCall) query, query.getKind() == SqlKind.UNION);
    }
    return query;
  }

  private static SqlNode withOperands(SqlCall call, boolean union) {
    List<SqlNode> operands = new ArrayList<>(call.getOperandList());
    if (union) {
      operands.set(0, seed(operands.get(0)));
    } else {
      operands.replaceAll(
          row -> {
            SqlCall values = (SqlCall) row;
            return values
                .getOperator()
                .createCall(
                    row.getParserPosition(),
                    values.getOperandList().stream().map(RecursionSeeds::item).toList());
          });
    }
    return call.getOperator().createCall(call.getParserPosition(), operands);
  }

  private static SqlNode item(SqlNode item) {
    SqlParserPos at = item.getParserPosition();
    boolean joined =
        item instanceof SqlCall call && call.getOperator().equals(SqlStdOperatorTable.CONCAT);
    if (item instanceof SqlCharStringLiteral || joined) {
      SqlDataTypeSpec text =
          new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.VARCHAR, at), at);
      return SqlStdOperatorTable.CAST.createCall(at, item, text);
    }
    if (item.getKind() == SqlKind.AS) {
      List<SqlNode> operands = new ArrayList<>(((SqlCall) item).getOperandList());
      operands.set(0, item(operands.get(0)));
      return SqlStdOperatorTable.AS.createCall(at, operands);
    }
    return item;
  }
}
