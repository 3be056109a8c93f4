package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.ArrayFunctions;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.Quoting;
import io.timestore.calcite.sql.TypeNames;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** Text. Lengths and positions count characters, not bytes. */
public final class TextCalls {
  private TextCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(SqlStdOperatorTable.CONCAT, (c, e) -> e.function("concat", c));
    writers.put(SqlLibraryOperators.CONCAT_FUNCTION_WITH_NULL, TextCalls::concatWithoutNulls);
    function(writers, SqlStdOperatorTable.UPPER, "upperUTF8");
    function(writers, SqlStdOperatorTable.LOWER, "lowerUTF8");
    function(writers, SqlStdOperatorTable.INITCAP, "initcapUTF8");
    function(writers, SqlStdOperatorTable.REPLACE, "replaceAll");
    function(writers, SqlLibraryOperators.REVERSE, "reverseUTF8");
    function(writers, SqlLibraryOperators.STARTS_WITH, "startsWith");
    function(writers, SqlLibraryOperators.ENDS_WITH, "endsWith");
    writers.put(SqlLibraryOperators.LEFT, (c, e) -> e.function("leftUTF8", c));
    writers.put(SqlLibraryOperators.RIGHT, (c, e) -> e.function("rightUTF8", c));
    typed(writers, SqlStdOperatorTable.CHAR_LENGTH, "lengthUTF8");
    typed(writers, SqlStdOperatorTable.CHARACTER_LENGTH, "lengthUTF8");
    typed(writers, ArrayFunctions.LENGTH, "lengthUTF8");
    writers.put(SqlStdOperatorTable.POSITION, TextCalls::position);
    writers.put(SqlStdOperatorTable.SUBSTRING, TextCalls::substring);
    writers.put(SqlLibraryOperators.SUBSTR_POSTGRESQL, TextCalls::substring);
    writers.put(SqlStdOperatorTable.TRIM, TextCalls::trim);
    writers.put(SqlStdOperatorTable.OVERLAY, TextCalls::overlay);
    writers.put(SqlLibraryOperators.LPAD, (c, e) -> pad("leftPadUTF8", c, e));
    writers.put(SqlLibraryOperators.RPAD, (c, e) -> pad("rightPadUTF8", c, e));
    function(writers, SqlLibraryOperators.REPEAT, "repeat");
    typed(writers, SqlLibraryOperators.STRPOS, "positionUTF8");
    for (SqlOperator hash :
        List.of(
            SqlLibraryOperators.MD5,
            SqlLibraryOperators.SHA1,
            SqlLibraryOperators.SHA256,
            SqlLibraryOperators.SHA512)) {
      writers.put(hash, (c, e) -> "lower(hex(" + e.function(hash.getName(), c) + "))");
    }
    writers.put(SqlLibraryOperators.CONCAT_WS_POSTGRESQL, TextCalls::joined);
    RegexCalls.register(writers);
    writers.put(SqlStdOperatorTable.LIKE, (c, e) -> like("LIKE", c, e));
    writers.put(SqlStdOperatorTable.NOT_LIKE, (c, e) -> like("NOT LIKE", c, e));
    writers.put(SqlLibraryOperators.ILIKE, (c, e) -> like("ILIKE", c, e));
    writers.put(SqlLibraryOperators.NOT_ILIKE, (c, e) -> like("NOT ILIKE", c, e));
  }

  private static void function(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(operator, (c, e) -> e.function(name, c));
  }

  private static void typed(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String name) {
    writers.put(operator, (c, e) -> TypeNames.typed(e.function(name, c), c.getType()));
  }

  /** PostgreSQL's CONCAT: a NULL counts as no text. */
  private static String concatWithoutNulls(RexCall call, OperandWriter e) {
    List<String> texts =
        e.writeAll(call.getOperands()).stream()
            .map(x -> "ifNull(toString(" + x + "), '')")
            .toList();
    return "concat(" + String.join(", ", texts) + ")";
  }

  private static String position(RexCall call, OperandWriter e) {
    if (call.getOperands().size() != 2) {
      throw Refusals.unsupported("POSITION with a start");
    }
    String found =
        "positionUTF8("
            + e.write(call.getOperands().get(1))
            + ", "
            + e.write(call.getOperands().get(0))
            + ")";
    return TypeNames.typed(found, call.getType());
  }

  /** Positions before the first character count towards the length, as in SQL. */
  private static String substring(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    String text = e.write(operands.get(0));
    String start = e.write(operands.get(1));
    boolean inside =
        operands.get(1) instanceof RexLiteral literal
            && !literal.isNull()
            && Literals.number(literal).compareTo(BigDecimal.ONE) >= 0;
    if (operands.size() == 2) {
      return "substringUTF8(" + text + ", " + (inside ? start : "greatest(" + start + ", 1)") + ")";
    }
    String length = e.write(operands.get(2));
    if (inside) {
      return "substringUTF8(" + text + ", " + start + ", greatest(" + length + ", 0))";
    }
    return "substringUTF8(%s, greatest(%s, 1), greatest(%s + %s - greatest(%s, 1), 0))"
        .formatted(text, start, start, length, start);
  }

  private static String overlay(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    String text = e.write(operands.get(0));
    String with = e.write(operands.get(1));
    String start = e.write(operands.get(2));
    String length = operands.size() > 3 ? e.write(operands.get(3)) : "lengthUTF8(" + with + ")";
    return "concat(substringUTF8(%1$s, 1, greatest(%3$s - 1, 0)), %2$s, substringUTF8(%1$s, greatest(%3$s + %4$s, 1)))"
        .formatted(text, with, start, length);
  }

  private static String pad(String name, RexCall call, OperandWriter e) {
    List<String> operands = e.writeAll(call.getOperands());
    String filler = operands.size() > 2 ? ", " + operands.get(2) : "";
    return name + "(" + operands.get(0) + ", greatest(" + operands.get(1) + ", 0)" + filler + ")";
  }

  /** PostgreSQL's CONCAT_WS: what is NULL is left out with its separator. */
  private static String joined(RexCall call, OperandWriter e) {
    List<String> operands = e.writeAll(call.getOperands());
    List<String> values =
        operands.subList(1, operands.size()).stream().map(x -> "toString(" + x + ")").toList();
    return "arrayStringConcat(arrayFilter(x -> isNotNull(x), ["
        + String.join(", ", values)
        + "]), "
        + operands.get(0)
        + ")";
  }

  private static String trim(RexCall call, OperandWriter e) {
    Object flag = ((RexLiteral) call.getOperands().get(0)).getValue();
    String name =
        flag == SqlTrimFunction.Flag.LEADING
            ? "trimLeft"
            : flag == SqlTrimFunction.Flag.TRAILING ? "trimRight" : "trimBoth";
    return name
        + "("
        + e.write(call.getOperands().get(2))
        + ", "
        + e.write(call.getOperands().get(1))
        + ")";
  }

  private static String like(String word, RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    String value = e.write(operands.get(0));
    String escape = operands.size() > 2 ? literalText(operands.get(2)) : null;
    if (operands.get(1) instanceof RexLiteral literal && !literal.isNull()) {
      String pattern = LikePatterns.toClickHouse(literalText(literal), escape);
      return "(" + value + " " + word + " " + Quoting.text(pattern) + ")";
    }
    if (escape != null && !escape.equals("\\")) {
      throw Refusals.unsupported("ESCAPE with a pattern that is not a literal");
    }
    String pattern = e.write(operands.get(1));
    return "("
        + value
        + " "
        + word
        + (escape == null ? " replaceAll(" + pattern + ", '\\\\', '\\\\\\\\')" : " " + pattern)
        + ")";
  }

  private static String literalText(RexNode node) {
    if (node instanceof RexLiteral literal && !literal.isNull()) {
      return Objects.requireNonNull(literal.getValueAs(String.class));
    }
    throw Refusals.unsupported("ESCAPE that is not a literal");
  }
}
