package io.timestore.calcite.plan;

import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.clickhouse.StatementParameter;
import io.timestore.calcite.clickhouse.StatementWriter;
import io.timestore.calcite.local.LocalPlanner;
import io.timestore.calcite.local.LocalProgram;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes plans of statements that ClickHouse computes in parts. Stateless. */
final class LocalStatements {
  private LocalStatements() {}

  /** Arrays are texts in an answer. */
  private static ResultColumn shown(ResultColumn column) {
    if (column.type().getComponentType() == null) {
      return column;
    }
    RelDataType text = SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR);
    boolean nullable = column.type().isNullable();
    return new ResultColumn(
        column.label(), SqlTypes.FACTORY.createTypeWithNullability(text, nullable), null);
  }

  /**
   * The plan of a statement.
   *
   * @throws TimestoreException UNSUPPORTED
   */
  static CompiledPlan plan(String sql, SqlPlanner.Algebra algebra, List<ResultColumn> columns) {
    LocalProgram program = LocalPlanner.plan(algebra.optimized(), algebra.parameters());
    GeneratedSql all = null;
    List<GeneratedSql> written = new ArrayList<>();
    for (RelNode part : program.parts()) {
      GeneratedSql generated = StatementWriter.write(part);
      written.add(generated);
      all = all == null ? generated : all.and(generated);
    }
    if (all == null) {
      throw new TimestoreException(ErrorCode.UNSUPPORTED, "a statement without any part");
    }
    List<StatementParameter> parameters = SqlPlanner.parameters(algebra.parameters(), all);
    List<CompiledPlan> parts = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      RelNode part = program.parts().get(i);
      PlanVariants variants = new PlanVariants(part, written.get(i).scans());
      parts.add(new CompiledPlan(sql, written.get(i), parameters, columns, false, variants, null));
    }
    List<ResultColumn> shown = columns.stream().map(LocalStatements::shown).toList();
    PlanVariants whole = new PlanVariants(algebra.optimized(), all.scans());
    return new CompiledPlan(
        sql, all, parameters, shown, false, whole, new LocalPlan(program, parts));
  }
}
