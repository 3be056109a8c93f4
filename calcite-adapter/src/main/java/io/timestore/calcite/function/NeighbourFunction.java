package io.timestore.calcite.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlFirstLastValueAggFunction;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * LAG or LEAD whose value may be NULL where its operand may, also when it has a default that is not
 * NULL. Calcite's own takes it for never NULL then, and loses IS NULL and NULLS FIRST.
 */
public final class NeighbourFunction extends SqlLeadLagAggFunction {
  private static final SqlOperator LAG = new NeighbourFunction(SqlKind.LAG);
  private static final SqlOperator LEAD = new NeighbourFunction(SqlKind.LEAD);

  private NeighbourFunction(SqlKind kind) {
    super(kind);
  }

  /** A table of operators with these in the place of Calcite's. */
  public static SqlOperatorTable in(SqlOperatorTable table) {
    return new SqlOperatorTable() {
      @Override
      public void lookupOperatorOverloads(
          SqlIdentifier name,
          @Nullable SqlFunctionCategory category,
          SqlSyntax syntax,
          List<SqlOperator> found,
          SqlNameMatcher matcher) {
        table.lookupOperatorOverloads(name, category, syntax, found, matcher);
        found.replaceAll(NeighbourFunction::instead);
      }

      @Override
      public List<SqlOperator> getOperatorList() {
        return table.getOperatorList().stream().map(NeighbourFunction::instead).toList();
      }
    };
  }

  private static SqlOperator instead(SqlOperator operator) {
    return switch (operator.getKind()) {
      case LAG -> LAG;
      case LEAD -> LEAD;
      case FIRST_VALUE -> EdgeFunction.FIRST;
      case LAST_VALUE -> EdgeFunction.LAST;
      default -> operator;
    };
  }

  @Override
  public RelDataType inferReturnType(SqlOperatorBinding call) {
    RelDataType type = super.inferReturnType(call);
    return call.getOperandType(0).isNullable()
        ? call.getTypeFactory().createTypeWithNullability(type, true)
        : type;
  }

  /** FIRST_VALUE or LAST_VALUE, which are NULL of a frame without rows, also with IGNORE NULLS. */
  private static final class EdgeFunction extends SqlFirstLastValueAggFunction {
    static final SqlOperator FIRST = new EdgeFunction(SqlKind.FIRST_VALUE);
    static final SqlOperator LAST = new EdgeFunction(SqlKind.LAST_VALUE);

    private EdgeFunction(SqlKind kind) {
      super(kind);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding call) {
      return call.getTypeFactory().createTypeWithNullability(super.inferReturnType(call), true);
    }

    /** As Calcite's own function is looked up, where that computes it. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof SqlFirstLastValueAggFunction function
          && function.getKind() == getKind();
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }
}
