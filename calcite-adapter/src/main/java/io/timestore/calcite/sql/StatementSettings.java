package io.timestore.calcite.sql;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ClickHouse settings under which generated SQL means what SQL means. */
public final class StatementSettings {
  private static final Map<String, String> SQL_SEMANTICS =
      Map.ofEntries(
          Map.entry("join_use_nulls", "1"),
          Map.entry("group_by_use_nulls", "1"),
          Map.entry("enable_positional_arguments", "0"),
          Map.entry("enable_extended_results_for_datetime_functions", "1"),
          Map.entry("use_variant_as_common_type", "0"),
          Map.entry("cast_keep_nullable", "1"),
          Map.entry("transform_null_in", "0"),
          Map.entry("prefer_column_name_to_alias", "0"),
          Map.entry("decimal_check_overflow", "1"),
          // count(if(c, NULL, x)) must count x where c is NULL.
          Map.entry("optimize_rewrite_aggregate_function_with_if", "0"),
          // A recursion ends by its condition, or as any statement that takes too long.
          Map.entry("max_recursive_cte_evaluation_depth", "1000000000"),
          Map.entry("session_timezone", "UTC"),
          Map.entry("max_query_size", "67108864"),
          Map.entry("max_ast_elements", "10000000"),
          Map.entry("max_expanded_ast_elements", "10000000"));

  private StatementSettings() {}

  public static Map<String, String> of(long maxRows, @Nullable String comment) {
    if (maxRows <= 0 && comment == null) {
      return SQL_SEMANTICS;
    }
    Map<String, String> settings = new HashMap<>(SQL_SEMANTICS);
    if (maxRows > 0) {
      settings.put("limit", Long.toString(maxRows));
    }
    if (comment != null) {
      settings.put("log_comment", comment);
    }
    return settings;
  }
}
