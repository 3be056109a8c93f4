package io.timestore.calcite.proof;

import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.proof.query.Kind;
import io.timestore.calcite.proof.query.RandomLiterals;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The same rows in plain ClickHouse tables, asked in ClickHouse's own SQL with the settings that
 * make it follow the standard. Thread-safe.
 */
final class PlainClickHouse {
  private static final Map<String, String> ANSI =
      Map.ofEntries(
          Map.entry("join_use_nulls", "1"),
          Map.entry("group_by_use_nulls", "1"),
          Map.entry("aggregate_functions_null_for_empty", "1"),
          Map.entry("data_type_default_nullable", "1"),
          Map.entry("cast_keep_nullable", "1"),
          Map.entry("union_default_mode", "DISTINCT"),
          Map.entry("intersect_default_mode", "DISTINCT"),
          Map.entry("except_default_mode", "DISTINCT"),
          Map.entry("prefer_column_name_to_alias", "0"),
          Map.entry("enable_extended_results_for_datetime_functions", "1"),
          Map.entry("output_format_decimal_trailing_zeros", "1"),
          Map.entry("allow_experimental_correlated_subqueries", "1"),
          // An IN made of comparisons keeps 0.0 and -0.0 apart.
          Map.entry("optimize_min_equality_disjunction_chain_length", "4294967295"),
          Map.entry("optimize_min_inequality_conjunction_chain_length", "4294967295"),
          Map.entry("session_timezone", "UTC"));

  /** Texts and names in quotes, and decimal literals with the digits behind the point. */
  private static final Pattern DECIMAL_OR_TEXT =
      Pattern.compile("'[^']*'|\"[^\"]*\"|(?<![\\w.])\\d+\\.(\\d+)(?![\\w.])");

  private final ClickHouse clickHouse;
  private final Map<String, String> settings;

  PlainClickHouse(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    clickHouse.execute(ClickHouseStatement.of("CREATE DATABASE " + database));
    this.settings = new HashMap<>(ANSI);
    settings.put("database", database);
  }

  private ClickHouseStatement statement(String sql) {
    return new ClickHouseStatement(sql, settings, Map.of(), List.of(), null, null);
  }

  void load(SampleTable table) {
    List<Field> fields = table.schema().fields();
    String columns =
        fields.stream()
            .map(field -> "`" + field.name() + "` Nullable(" + type(field.type()) + ")")
            .collect(Collectors.joining(", "));
    clickHouse.execute(
        statement(
            "CREATE TABLE " + table.name() + " (" + columns + ") ENGINE = MergeTree ORDER BY ()"));
    if (!table.rows().isEmpty()) {
      String rows =
          table.rows().stream()
              .map(row -> row(row.values(), fields))
              .collect(Collectors.joining(", "));
      clickHouse.execute(statement("INSERT INTO " + table.name() + " VALUES " + rows));
    }
  }

  private static String type(FieldType type) {
    return switch (type.kind()) {
      case TIMESTAMP -> "DateTime64(" + type.precision() + ", 'UTC')";
      case DATE -> "Date32";
      case STRING, KEYWORD, JSON -> "String";
      case INTEGER -> "Int64";
      case DOUBLE -> "Float64";
      case DECIMAL -> "Decimal(" + type.precision() + ", " + type.scale() + ")";
      case BOOLEAN -> "Bool";
      case UUID -> "UUID";
    };
  }

  private static String row(List<@Nullable Object> values, List<Field> fields) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Object value = values.get(i);
      String text = String.valueOf(value);
      texts.add(
          switch (fields.get(i).type().kind()) {
            case INTEGER, BOOLEAN, DECIMAL -> value == null ? "NULL" : text;
            case DOUBLE -> value == null ? "NULL" : text.replace("Infinity", "inf");
            default -> value == null ? "NULL" : RandomLiterals.clickQuoted(text);
          });
    }
    return "(" + String.join(", ", texts) + ")";
  }

  /**
   * Runs a query as it is written in our SQL, but for decimal literals, which are doubles in
   * ClickHouse.
   *
   * @param like an answer that tells which columns hold truth values
   */
  Answer answerAsWritten(String sql, Answer like) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = 0; i < like.labels().size(); i++) {
      int column = i;
      boolean truth = like.rows().stream().anyMatch(row -> row.get(column) instanceof Boolean);
      kinds.add(truth ? Kind.BOOL : Kind.INT);
    }
    return answer(withDecimals(sql), kinds);
  }

  private static String withDecimals(String sql) {
    return DECIMAL_OR_TEXT
        .matcher(sql)
        .replaceAll(
            found ->
                found.group(1) == null
                    ? Matcher.quoteReplacement(found.group())
                    : "toDecimal64('" + found.group() + "', " + found.group(1).length() + ")");
  }

  /** Runs a query written in ClickHouse's SQL, whose columns are of such kinds. */
  Answer answer(String sql, List<Kind> kinds) {
    try (ClickHouseResult result = clickHouse.query(statement(sql))) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 0; i < kinds.size(); i++) {
            values.add(value(block.columns().get(i), row, kinds.get(i)));
          }
          rows.add(values);
        }
      }
      return new Answer("plain ClickHouse", List.of(), rows, sql);
    }
  }

  /** ClickHouse's comparisons are numbers. */
  private static @Nullable Object value(ColumnVector column, int row, Kind kind) {
    Object value = column.isNull(row) ? null : column.getObject(row);
    return kind == Kind.BOOL && value instanceof Number number
        ? number.intValue() != 0
        : NormalValues.normal(value);
  }
}
