package io.timestore.jdbc;

import io.timestore.calcite.clickhouse.StatementOperators;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.FamilyOperandTypeChecker;
import org.jspecify.annotations.Nullable;

/**
 * The operands of the functions that statements may name, from the planner's own list. The result
 * stands first; its type and that of an operand that takes several is ANY. Stateless.
 */
final class FunctionRows {
  private static final String ANY = "ANY";

  private FunctionRows() {}

  /** Functions by their names in upper case; of several with one name the first. */
  static SortedMap<String, SqlFunction> functions() {
    SortedMap<String, SqlFunction> functions = new TreeMap<>();
    for (SqlOperator operator : StatementOperators.TABLE.getOperatorList()) {
      String name = operator.getName();
      boolean written =
          StatementOperators.pushedDown().contains(StatementOperators.nameOf(operator))
              || StatementOperators.isSynonym(name);
      if (written && operator instanceof SqlFunction function && name.matches("[A-Za-z]\\w*")) {
        functions.putIfAbsent(name.toUpperCase(Locale.ROOT), function);
      }
    }
    return functions;
  }

  static ResultSet columns(@Nullable String functionPattern, @Nullable String columnPattern) {
    MetaRows rows =
        new MetaRows(
            "FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE:s DATA_TYPE:i"
                + " TYPE_NAME PRECISION:i LENGTH:i SCALE:s RADIX:s NULLABLE:s REMARKS"
                + " CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i IS_NULLABLE SPECIFIC_NAME");
    for (Map.Entry<String, SqlFunction> each : functions().entrySet()) {
      if (NamePattern.matches(functionPattern, each.getKey())) {
        int count = operands(each.getValue());
        for (int position = 0; position <= count; position++) {
          add(rows, each.getKey(), each.getValue(), position, columnPattern);
        }
      }
    }
    return rows.answer();
  }

  /** As many as it may have; as many as it needs, if there is no end. */
  private static int operands(SqlFunction function) {
    if (function.getOperandTypeChecker() == null) {
      return 0;
    }
    SqlOperandCountRange range = function.getOperandCountRange();
    return range.getMax() < 0 ? Math.max(0, range.getMin()) : range.getMax();
  }

  private static void add(
      MetaRows rows, String name, SqlFunction function, int position, @Nullable String pattern) {
    String column = position == 0 ? "" : "operand" + position;
    if (!NamePattern.matches(pattern, column)) {
      return;
    }
    String type = position == 0 ? ANY : type(function, position - 1);
    rows.row(
        null,
        null,
        name,
        column,
        position == 0 ? DatabaseMetaData.functionReturn : DatabaseMetaData.functionColumnIn,
        number(type),
        type,
        null,
        null,
        null,
        null,
        DatabaseMetaData.functionNullableUnknown,
        null,
        null,
        position,
        "",
        name);
  }

  private static String type(SqlFunction function, int operand) {
    if (!(function.getOperandTypeChecker() instanceof FamilyOperandTypeChecker families)) {
      return ANY;
    }
    return switch (families.getOperandSqlTypeFamily(operand)) {
      case NUMERIC, EXACT_NUMERIC, DECIMAL -> "DECIMAL";
      case INTEGER -> "BIGINT";
      case APPROXIMATE_NUMERIC -> "DOUBLE";
      case CHARACTER, STRING -> "VARCHAR";
      case BOOLEAN -> "BOOLEAN";
      case DATE -> "DATE";
      case DATETIME, TIMESTAMP -> "TIMESTAMP";
      default -> ANY;
    };
  }

  private static int number(String type) {
    return switch (type) {
      case "DECIMAL" -> Types.DECIMAL;
      case "BIGINT" -> Types.BIGINT;
      case "DOUBLE" -> Types.DOUBLE;
      case "VARCHAR" -> Types.VARCHAR;
      case "BOOLEAN" -> Types.BOOLEAN;
      case "DATE" -> Types.DATE;
      case "TIMESTAMP" -> Types.TIMESTAMP;
      default -> Types.OTHER;
    };
  }
}
