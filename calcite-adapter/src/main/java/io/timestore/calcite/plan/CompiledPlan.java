package io.timestore.calcite.plan;

import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.model.Table;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement made ready to run against any snapshot of its tables: watermarks, tails and
 * parameters are bound at run time. Immutable.
 *
 * @param sql the statement as it was written
 * @param generated the ClickHouse SQL that computes the statement, or all parts of it
 * @param smallResult whether the result is likely small enough to be held back as a whole
 * @param variants other ways to compute it
 * @param local how the parts are put together here, null if ClickHouse computes the statement
 */
public record CompiledPlan(
    String sql,
    GeneratedSql generated,
    List<StatementParameter> parameters,
    List<ResultColumn> columns,
    boolean smallResult,
    PlanVariants variants,
    @Nullable LocalPlan local) {
  /** What the smallest plan takes, and what each character of generated SQL stands for. */
  private static final long FIXED_BYTES = 100_000;

  private static final long BYTES_PER_CHARACTER = 200;

  public CompiledPlan {
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
  }

  /** As this plan is shown to somebody who set no parameters, because all come from literals. */
  public CompiledPlan withoutParameters() {
    return new CompiledPlan(sql, generated, List.of(), columns, smallResult, variants, local);
  }

  /** About how much memory it takes, algebra included. */
  public long bytes() {
    return FIXED_BYTES + 2L * sql.length() + BYTES_PER_CHARACTER * generated.template().length();
  }

  /** Each table that is read, with the columns that any of its readings needs. */
  public Map<Table, Set<String>> tables() {
    Map<Table, Set<String>> tables = new LinkedHashMap<>();
    for (Scan scan : generated.scans()) {
      tables.computeIfAbsent(scan.table(), t -> new LinkedHashSet<>()).addAll(scan.columns());
    }
    return tables;
  }
}
