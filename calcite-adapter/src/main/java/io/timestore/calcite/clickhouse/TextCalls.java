package io.timestore.calcite.clickhouse;

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
final class TextCalls {
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
    typed(writers, SqlLibraryOperators.LENGTH, "lengthUTF8");
    typed(writers, SqlStdOperatorTable.OCTET_LENGTH, "length");
    writers.put(SqlStdOperatorTable.POSITION, TextCalls::position);
    writers.put(SqlStdOperatorTable.SUBSTRING, TextCalls::substring);
    writers.put(SqlLibraryOperators.SUBSTR_POSTGRESQL, TextCalls::substring);
    writers.put(SqlStdOperatorTable.TRIM, TextCalls::trim);
    function(writers, SqlLibraryOperators.LTRIM, "trimLeft");
    function(writers, SqlLibraryOperators.RTRIM, "trimRight");
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
    writers.put(operator, (c, e) -> ExpressionWriter.typed(e.function(name, c), c.getType()));
  }

  /** PostgreSQL's CONCAT: a NULL counts as no text. */
  private static String concatWithoutNulls(RexCall call, ExpressionWriter e) {
    List<String> texts =
        e.writeAll(call.getOperands()).stream()
            .map(x -> "ifNull(toString(" + x + "), '')")
            .toList();
    return "concat(" + String.join(", ", texts) + ")";
  }

  private static String position(RexCall call, ExpressionWriter e) {
    if (call.getOperands().size() != 2) {
      throw Refusals.unsupported("POSITION with a start");
    }
    String found =
        "positionUTF8("
            + e.write(call.getOperands().get(1))
            + ", "
            + e.write(call.getOperands().get(0))
            + ")";
    return ExpressionWriter.typed(found, call.getType());
  }

  /** Positions before the first character count towards the length, as in SQL. */
  private static String substring(RexCall call, ExpressionWriter e) {
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

  private static String trim(RexCall call, ExpressionWriter e) {
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

  private static String like(String word, RexCall call, ExpressionWriter e) {
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
