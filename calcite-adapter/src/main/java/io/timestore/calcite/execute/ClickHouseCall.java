package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.clickhouse.Scan;
import io.timestore.calcite.clickhouse.StatementParameter;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a plan, a snapshot and parameter values together into what is sent to ClickHouse. */
final class ClickHouseCall {
  private ClickHouseCall() {}

  static ClickHouseStatement of(
      CompiledPlan plan,
      StatementSnapshot snapshot,
      QueryRequest request,
      String queryId,
      Instant now,
      boolean filtered) {
    Map<String, String> parameters = new HashMap<>();
    for (StatementParameter parameter : plan.parameters()) {
      parameters.put(
          parameter.name(),
          ParameterText.of(parameter, request.parameters().get(parameter.index())));
    }
    if (plan.usesNow()) {
      parameters.put(
          GeneratedSql.NOW, ParameterNature.sqlText(LocalDateTime.ofInstant(now, ZoneOffset.UTC)));
    }
    List<ExternalTable> external = new ArrayList<>();
    for (TableTail tail : snapshot.tables().values()) {
      bind(tail, parameters, filtered);
      if (tail.rows() > 0 && !tail.columns().isEmpty()) {
        external.add(tail.external());
      }
    }
    String sql =
        plan.template()
            .render(
                number -> {
                  Scan scan = plan.scans().get(number);
                  return ScanText.of(
                      scan, Objects.requireNonNull(snapshot.tables().get(scan.table())), filtered);
                });
    return new ClickHouseStatement(
        sql,
        StatementSettings.of(request.maxRows(), request.options().comment()),
        parameters,
        external,
        queryId,
        request.timeout());
  }

  private static void bind(TableTail tail, Map<String, String> parameters, boolean filtered) {
    if (tail.columns().isEmpty() && tail.rows() > 0) {
      parameters.put(tail.rowsParameter(), Long.toString(tail.rows()));
    }
    if (filtered && !tail.nothingCold()) {
      for (int lane = 0; lane < tail.lanes().size(); lane++) {
        parameters.put(
            tail.watermarkParameter(lane),
            Long.toString(tail.lanes().get(lane).state().watermark()));
      }
    }
  }
}
