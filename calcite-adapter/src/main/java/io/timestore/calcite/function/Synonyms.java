package io.timestore.calcite.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are another way to write standard SQL: their calls become what they stand for
 * before anything else is done with them.
 */
final class Synonyms {
  private static final Map<String, SqlOperator> BY_NAME = new LinkedHashMap<>();

  /** Makes what a call stands for of its operands. */
  private interface Rewriting {
    SqlNode of(List<SqlNode> operands, SqlParserPos at);
  }

  static {
    add("NOW", 0, 0, (o, at) -> SqlStdOperatorTable.CURRENT_TIMESTAMP.createCall(at));
    add("TODAY", 0, 0, (o, at) -> SqlStdOperatorTable.CURRENT_DATE.createCall(at));
    add("DATE_TRUNC", 2, 2, Synonyms::truncate);
    add("DATE_PART", 2, 2, (o, at) -> part(rangeOf(o.get(0)), o.get(1), at));
    add("TO_CHAR", 2, 2, Synonyms::formatted);
    add("LAST_DAY", 1, 1, (o, at) -> named("toLastDayOfMonth", o, at));
    add("DATE", 1, 1, (o, at) -> cast(o.get(0), SqlTypeName.DATE, -1, at));
    add("toDate", 1, 1, (o, at) -> cast(o.get(0), SqlTypeName.DATE, -1, at));
    add("toDateTime", 1, 1, (o, at) -> cast(o.get(0), SqlTypeName.TIMESTAMP, 0, at));
    add("IF", 3, 3, Synonyms::choice);
    add("multiIf", 3, 99, Synonyms::choice);
    add("IFNULL", 2, 2, (o, at) -> SqlStdOperatorTable.COALESCE.createCall(at, o));
    add("NVL", 2, 2, (o, at) -> SqlStdOperatorTable.COALESCE.createCall(at, o));
    add("isNull", 1, 1, (o, at) -> SqlStdOperatorTable.IS_NULL.createCall(at, o));
    add("isNotNull", 1, 1, (o, at) -> SqlStdOperatorTable.IS_NOT_NULL.createCall(at, o));
    add("LCASE", 1, 1, (o, at) -> SqlStdOperatorTable.LOWER.createCall(at, o));
    add("UCASE", 1, 1, (o, at) -> SqlStdOperatorTable.UPPER.createCall(at, o));
    add("lengthUTF8", 1, 1, (o, at) -> SqlStdOperatorTable.CHAR_LENGTH.createCall(at, o));
    add("POW", 2, 2, (o, at) -> SqlStdOperatorTable.POWER.createCall(at, o));
    add("TRUNC", 1, 2, (o, at) -> SqlStdOperatorTable.TRUNCATE.createCall(at, o));
    add("LOCATE", 2, 2, (o, at) -> SqlStdOperatorTable.POSITION.createCall(at, o));
    add("INSTR", 2, 2, (o, at) -> SqlStdOperatorTable.POSITION.createCall(at, o.get(1), o.get(0)));
    add("DAY", 1, 1, (o, at) -> part(TimeUnitRange.DAY, o.get(0), at));
    add("toUnixTimestamp", 1, 1, (o, at) -> part(TimeUnitRange.EPOCH, o.get(0), at));
    parts();
    for (TimeUnit unit :
        List.of(
            TimeUnit.SECOND,
            TimeUnit.MINUTE,
            TimeUnit.HOUR,
            TimeUnit.DAY,
            TimeUnit.WEEK,
            TimeUnit.MONTH,
            TimeUnit.QUARTER,
            TimeUnit.YEAR)) {
      String name = camel(unit);
      add("toStartOf" + name, 1, 1, (o, at) -> floor(o.get(0), unit, at));
      add("add" + name + "s", 2, 2, (o, at) -> shift(unit, o.get(1), o.get(0), at));
      add(
          "subtract" + name + "s",
          2,
          2,
          (o, at) ->
              shift(unit, SqlStdOperatorTable.UNARY_MINUS.createCall(at, o.get(1)), o.get(0), at));
    }
  }

  private Synonyms() {}

  static List<SqlOperator> operators() {
    return List.copyOf(BY_NAME.values());
  }

  private static void parts() {
    Map<String, TimeUnitRange> units =
        Map.of(
            "toYear",
            TimeUnitRange.YEAR,
            "toQuarter",
            TimeUnitRange.QUARTER,
            "toMonth",
            TimeUnitRange.MONTH,
            "toDayOfMonth",
            TimeUnitRange.DAY,
            "toDayOfYear",
            TimeUnitRange.DOY,
            "toDayOfWeek",
            TimeUnitRange.ISODOW,
            "toHour",
            TimeUnitRange.HOUR,
            "toMinute",
            TimeUnitRange.MINUTE,
            "toSecond",
            TimeUnitRange.SECOND,
            "toISOWeek",
            TimeUnitRange.WEEK);
    units.forEach((name, unit) -> add(name, 1, 1, (o, at) -> part(unit, o.get(0), at)));
    add("toISOYear", 1, 1, (o, at) -> part(TimeUnitRange.ISOYEAR, o.get(0), at));
  }

  private static String camel(TimeUnit unit) {
    return unit.name().charAt(0) + unit.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static void add(String name, int least, int most, Rewriting rewriting) {
    BY_NAME.put(name.toUpperCase(Locale.ROOT), new Synonym(name, least, most, rewriting));
  }

  private static SqlNode truncate(List<SqlNode> operands, SqlParserPos at) {
    TimeUnitRange range = rangeOf(operands.get(0));
    if (range.endUnit != null) {
      throw Refusals.invalid("DATE_TRUNC cannot truncate to " + range);
    }
    return floor(operands.get(1), range.startUnit, at);
  }

  private static SqlNode formatted(List<SqlNode> operands, SqlParserPos at) {
    String pattern = text(operands.get(1));
    if (pattern == null) {
      throw Refusals.unsupported("TO_CHAR with a pattern that is not a text literal");
    }
    SqlNode format = SqlLiteral.createCharString(TimeFormats.of(pattern), at);
    return named("formatDateTime", List.of(operands.get(0), format), at);
  }

  private static SqlNode named(String function, List<SqlNode> operands, SqlParserPos at) {
    return new SqlUnresolvedFunction(
            new SqlIdentifier(function, at),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(at, operands);
  }

  private static @Nullable String text(SqlNode node) {
    return node instanceof SqlLiteral literal
            && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())
        ? literal.getValueAs(String.class)
        : null;
  }

  private static SqlNode floor(SqlNode time, TimeUnit unit, SqlParserPos at) {
    return SqlStdOperatorTable.FLOOR.createCall(at, time, new SqlIntervalQualifier(unit, null, at));
  }

  private static SqlNode part(TimeUnitRange range, SqlNode time, SqlParserPos at) {
    return SqlStdOperatorTable.EXTRACT.createCall(
        at, new SqlIntervalQualifier(range.startUnit, null, at), time);
  }

  private static SqlNode shift(TimeUnit unit, SqlNode count, SqlNode time, SqlParserPos at) {
    return SqlStdOperatorTable.TIMESTAMP_ADD.createCall(
        at, new SqlIntervalQualifier(unit, null, at), count, time);
  }

  private static SqlNode cast(SqlNode node, SqlTypeName type, int digits, SqlParserPos at) {
    return SqlStdOperatorTable.CAST.createCall(
        at, node, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, digits, at), at));
  }

  /** Conditions and values in turn, and a value for the rest. */
  private static SqlNode choice(List<SqlNode> operands, SqlParserPos at) {
    if (operands.size() % 2 == 0) {
      throw Refusals.invalid(
          "multiIf needs conditions and values in turn, and a value for the rest");
    }
    SqlNodeList conditions = new SqlNodeList(at);
    SqlNodeList values = new SqlNodeList(at);
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      conditions.add(operands.get(i));
      values.add(operands.get(i + 1));
    }
    return new SqlCase(at, null, conditions, values, operands.get(operands.size() - 1));
  }

  private static TimeUnitRange rangeOf(SqlNode node) {
    String name = text(node);
    if (name == null) {
      throw Refusals.unsupported("a time unit that is not a text literal, as in 'hour',");
    }
    String plain = name.toUpperCase(Locale.ROOT).strip();
    String singular = plain.endsWith("S") ? plain.substring(0, plain.length() - 1) : plain;
    try {
      return TimeUnitRange.valueOf(singular.equals("CENTURIE") ? "CENTURY" : singular);
    } catch (IllegalArgumentException e) {
      throw Refusals.invalid("'" + name + "' is no unit of time");
    }
  }

  private static final class Synonym extends SqlFunction {
    private final int least;
    private final int most;
    private final transient Rewriting rewriting;

    Synonym(String name, int least, int most, Rewriting rewriting) {
      super(
          name,
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG0,
          null,
          OperandTypes.VARIADIC,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.least = least;
      this.most = most;
      this.rewriting = rewriting;
    }

    @Override
    public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
      List<SqlNode> operands = new ArrayList<>(call.getOperandList());
      if (operands.size() < least || operands.size() > most) {
        throw Refusals.invalid(
            getName()
                + " needs "
                + (least == most ? "" + least : least + " to " + most)
                + " operands; "
                + operands.size()
                + " are given");
      }
      return rewriting.of(operands, call.getParserPosition());
    }
  }
}
