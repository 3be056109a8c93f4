package io.timestore.calcite.plan;

import io.timestore.calcite.sql.StatementParameter;
import java.util.List;

/** What is known of a statement before it runs. Immutable. */
public record Preparation(List<StatementParameter> parameters, List<ResultColumn> columns) {
  public Preparation {
    parameters = List.copyOf(parameters);
    columns = List.copyOf(columns);
  }
}
