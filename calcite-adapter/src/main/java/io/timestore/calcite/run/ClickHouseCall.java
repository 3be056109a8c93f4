package io.timestore.calcite.run;

import io.timestore.calcite.cache.ParameterNature;
import io.timestore.calcite.cache.ParameterText;
import io.timestore.calcite.snapshot.ScanText;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.calcite.snapshot.TableTail;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.calcite.sql.StatementSettings;
import io.timestore.calcite.sql.SumBound;
import io.timestore.core.block.ValueBounds;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
import io.timestore.core.model.Table;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts a plan, a snapshot and parameter values together into what is sent to ClickHouse. */
final class ClickHouseCall {
  /** ClickHouse takes 128 KB of one parameter. */
  private static final int MAX_PARAMETER_CHARS = 32_768;

  private ClickHouseCall() {}

  /**
   * The statement to send.
   *
   * @param sql the SQL that computes the answer, or a part of it
   * @param text what {@link #text} gives of it
   * @param maxRows most rows to answer, 0 for all
   * @param filtered whether rows above the watermark are left out
   */
  static ClickHouseStatement of(
      StatementRunner.Job job,
      StatementSnapshot snapshot,
      GeneratedSql sql,
      String text,
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
    return new ClickHouseStatement(
        withLongArrays(text, job.plan().parameters(), parameters),
        StatementSettings.of(maxRows, job.request().options().comment()),
        parameters,
        external,
        queryId,
        job.request().timeout());
  }

  /** The text of a statement over a snapshot, in which parameters still stand for their values. */
  static String text(GeneratedSql sql, StatementSnapshot snapshot, boolean filtered) {
    return sql.template()
        .render(
            number -> {
              Scan scan = sql.scans().get(number);
              return ScanText.of(
                  scan, Objects.requireNonNull(snapshot.tables().get(scan.table())), filtered);
            },
            sum -> fits(sql.sums().get(sum), sql, snapshot));
  }

  /** Whether a sum fits into 64 bits, whatever the rows are that the snapshot shows. */
  private static boolean fits(SumBound sum, GeneratedSql sql, StatementSnapshot snapshot) {
    int rowBits = 0;
    for (Scan scan : sql.scans()) {
      ValueBounds known = bounds(scan.table(), snapshot);
      if (!known.known()) {
        return false;
      }
      rowBits += ValueBounds.bitLength(known.rows()) + 1;
    }
    return sum.fits(rowBits, field -> bounds(field.table(), snapshot).bits(field.field()));
  }

  private static ValueBounds bounds(Table table, StatementSnapshot snapshot) {
    return Objects.requireNonNull(snapshot.tables().get(table)).bounds();
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

  /**
   * Arrays that are too long for a URL stand in the statement itself, as a quoted text that is read
   * as an array; they are taken out of the parameters.
   */
  private static String withLongArrays(
      String sql, List<StatementParameter> all, Map<String, String> values) {
    String text = sql;
    for (StatementParameter parameter : all) {
      String value = values.get(parameter.name());
      if (value != null
          && parameter.type().getComponentType() != null
          && value.length() > MAX_PARAMETER_CHARS) {
        String placeholder = parameter.placeholder();
        String type = placeholder.substring(placeholder.indexOf(':') + 1, placeholder.length() - 1);
        String literal = "CAST(" + ClickHouseSql.literal(value) + " AS " + type + ")";
        text = text.replace(placeholder, literal);
        values.remove(parameter.name());
      }
    }
    return text;
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
