package io.timestore.jdbc.internal.metadata;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The functions that metadata names. */
final class SqlFunctions {
  static final List<String> NUMERIC =
      List.of(
          "ABS",
          "ACOS",
          "ASIN",
          "ATAN",
          "ATAN2",
          "CEILING",
          "COS",
          "COT",
          "DEGREES",
          "EXP",
          "FLOOR",
          "LOG",
          "LOG10",
          "MOD",
          "PI",
          "POWER",
          "RADIANS",
          "ROUND",
          "SIGN",
          "SIN",
          "SQRT",
          "TAN",
          "TRUNCATE");
  static final List<String> STRING =
      List.of(
          "CHAR_LENGTH",
          "CONCAT",
          "LCASE",
          "LEFT",
          "LENGTH",
          "LOCATE",
          "LTRIM",
          "REPLACE",
          "RIGHT",
          "RTRIM",
          "SUBSTRING",
          "UCASE");
  static final List<String> SYSTEM = List.of("IFNULL");
  static final List<String> TIME =
      List.of(
          "CURRENT_DATE",
          "CURRENT_TIMESTAMP",
          "EXTRACT",
          "HOUR",
          "MINUTE",
          "MONTH",
          "QUARTER",
          "SECOND",
          "TIMESTAMPADD",
          "TIMESTAMPDIFF",
          "WEEK",
          "YEAR");
  private static final List<String> MORE =
      List.of(
          "ANY_VALUE",
          "AVG",
          "COUNT",
          "MAX",
          "MIN",
          "STDDEV_POP",
          "STDDEV_SAMP",
          "SUM",
          "VAR_POP",
          "VAR_SAMP",
          "CUME_DIST",
          "DENSE_RANK",
          "FIRST_VALUE",
          "LAG",
          "LAST_VALUE",
          "LEAD",
          "NTH_VALUE",
          "NTILE",
          "PERCENT_RANK",
          "RANK",
          "ROW_NUMBER",
          "COALESCE",
          "NULLIF",
          "LOWER",
          "UPPER",
          "TRIM",
          "POSITION");

  private SqlFunctions() {}

  static SortedSet<String> all() {
    SortedSet<String> names = new TreeSet<>(NUMERIC);
    names.addAll(STRING);
    names.addAll(SYSTEM);
    names.addAll(TIME);
    names.addAll(MORE);
    return names;
  }
}
