package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.Refusals;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Regular expressions, in RE2's syntax. */
final class RegexCalls {
  private RegexCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    writers.put(SqlLibraryOperators.REGEXP_LIKE, RegexCalls::like);
    writers.put(SqlLibraryOperators.REGEXP_REPLACE_PG_3, RegexCalls::replace);
    writers.put(SqlLibraryOperators.REGEXP_REPLACE_PG_4, RegexCalls::replace);
    match(writers, SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE, "", false);
    match(writers, SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE, "", true);
    match(writers, SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_SENSITIVE, "NOT ", false);
    match(writers, SqlStdOperatorTable.NEGATED_POSIX_REGEX_CASE_INSENSITIVE, "NOT ", true);
  }

  private static void match(
      Map<SqlOperator, CallWriter> writers, SqlOperator operator, String not, boolean anyCase) {
    writers.put(
        operator,
        (c, e) -> {
          String pattern = e.write(c.getOperands().get(1));
          String asked = anyCase ? "concat('(?i)', " + pattern + ")" : pattern;
          return "(" + not + "match(" + e.write(c.getOperands().get(0)) + ", " + asked + "))";
        });
  }

  private static String like(RexCall call, OperandWriter e) {
    if (call.getOperands().size() > 2) {
      throw Refusals.unsupported("REGEXP_LIKE with flags");
    }
    return e.function("match", call);
  }

  /** As in PostgreSQL: the first match, or all with the flag g. */
  private static String replace(RexCall call, OperandWriter e) {
    List<RexNode> operands = call.getOperands();
    String flags = "";
    if (operands.size() > 3) {
      flags =
          operands.get(3) instanceof RexLiteral literal && !literal.isNull()
              ? String.valueOf(literal.getValueAs(String.class))
              : "?";
    }
    if (!flags.matches("[gi]*")) {
      throw Refusals.unsupported("REGEXP_REPLACE with other flags than 'g' and 'i'");
    }
    String pattern = e.write(operands.get(1));
    String asked = flags.contains("i") ? "concat('(?i)', " + pattern + ")" : pattern;
    String name = flags.contains("g") ? "replaceRegexpAll" : "replaceRegexpOne";
    return name
        + "("
        + e.write(operands.get(0))
        + ", "
        + asked
        + ", "
        + e.write(operands.get(2))
        + ")";
  }
}
