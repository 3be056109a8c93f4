package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.clickhouse.Scan;
import io.timestore.calcite.clickhouse.StatementParameter;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
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

  /**
   * The statement to send.
   *
   * @param sql the SQL that computes the answer, or a part of it
   * @param maxRows most rows to answer, 0 for all
   * @param filtered whether rows above the watermark are left out
   */
  static ClickHouseStatement of(
      StatementRunner.Job job,
      StatementSnapshot snapshot,
      GeneratedSql sql,
      String queryId,
      long maxRows,
      boolean filtered) {
    Map<String, String> parameters = parameters(job, sql);
    List<ExternalTable> external = new ArrayList<>();
    for (TableTail tail : snapshot.tables().values()) {
      bind(tail, parameters, filtered);
      if (tail.rows() > 0 && !tail.columns().isEmpty()) {
        external.add(tail.external());
      }
    }
    String text =
        sql.template()
            .render(
                number -> {
                  Scan scan = sql.scans().get(number);
                  return ScanText.of(
                      scan, Objects.requireNonNull(snapshot.tables().get(scan.table())), filtered);
                });
    return new ClickHouseStatement(
        text,
        StatementSettings.of(maxRows, job.request().options().comment()),
        parameters,
        external,
        queryId,
        job.request().timeout());
  }

  private static Map<String, String> parameters(StatementRunner.Job job, GeneratedSql sql) {
    Map<String, String> parameters = new HashMap<>();
    for (StatementParameter parameter : job.plan().parameters()) {
      parameters.put(
          parameter.name(),
          ParameterText.of(parameter, job.request().parameters().get(parameter.index())));
    }
    if (sql.usesNow()) {
      parameters.put(
          GeneratedSql.NOW,
          ParameterNature.sqlText(LocalDateTime.ofInstant(job.now(), ZoneOffset.UTC)));
    }
    return parameters;
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
