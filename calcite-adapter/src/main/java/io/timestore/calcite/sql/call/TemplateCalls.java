package io.timestore.calcite.sql.call;

import io.timestore.calcite.function.ScalarFunctions;
import io.timestore.calcite.sql.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlOperator;

/** Functions whose ClickHouse text is a template. */
final class TemplateCalls {
  private TemplateCalls() {}

  static void register(Map<SqlOperator, CallWriter> writers) {
    ScalarFunctions.templates()
        .forEach((operator, text) -> writers.put(operator, (c, e) -> write(c, e, text)));
  }

  private static String write(RexCall call, OperandWriter e, String template) {
    List<String> operands = e.writeAll(call.getOperands());
    String text = template.replace("$*", "\u0003");
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$') {
        parts.add(operands.get(text.charAt(++i) - '1'));
      } else {
        parts.add(c == '\u0003' ? String.join(", ", operands) : String.valueOf(c));
      }
    }
    return TypeNames.typed(String.join("", parts), call.getType());
  }
}
