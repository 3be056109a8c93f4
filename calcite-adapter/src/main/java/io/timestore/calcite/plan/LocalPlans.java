package io.timestore.calcite.plan;

import io.timestore.calcite.local.LocalPlanner;
import io.timestore.calcite.local.LocalProgram;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.calcite.sql.rel.StatementWriter;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/** Makes plans of statements that ClickHouse computes in parts. Stateless. */
final class LocalPlans {
  private LocalPlans() {}

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
    PlanVariants whole = new PlanVariants(algebra.optimized(), all.scans());
    return new CompiledPlan(
        sql, all, parameters, columns, false, whole, new LocalPlan(program, parts));
  }
}
