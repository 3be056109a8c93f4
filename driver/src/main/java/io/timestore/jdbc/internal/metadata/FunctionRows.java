package io.timestore.jdbc.internal.metadata;

import io.timestore.calcite.function.StatementOperators;
import io.timestore.calcite.show.NamePattern;
import io.timestore.calcite.sql.rel.PushedOperators;
import io.timestore.jdbc.internal.value.ColumnInfo;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.jspecify.annotations.Nullable;

/**
 * The operands of the functions that statements may name, from the planner's own list. The result
 * stands first. What may have several types is ANY. Stateless.
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
          PushedOperators.names().contains(PushedOperators.nameOf(operator))
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
        int count = FunctionTypes.operands(each.getValue());
        for (int position = 0; position <= count; position++) {
          add(rows, each.getKey(), each.getValue(), position, columnPattern);
        }
      }
    }
    return rows.answer();
  }

  private static void add(
      MetaRows rows, String name, SqlFunction function, int position, @Nullable String pattern) {
    String column = position == 0 ? "" : "operand" + position;
    if (!NamePattern.matches(pattern, column)) {
      return;
    }
    RelDataType type =
        position == 0
            ? FunctionTypes.result(function)
            : FunctionTypes.operand(function, position - 1);
    ColumnInfo info = type == null ? null : ColumnInfo.of(type);
    rows.row(
        null,
        null,
        name,
        column,
        position == 0 ? DatabaseMetaData.functionReturn : DatabaseMetaData.functionColumnIn,
        info == null ? Types.OTHER : info.jdbcType(),
        info == null ? ANY : info.typeName(),
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
}
