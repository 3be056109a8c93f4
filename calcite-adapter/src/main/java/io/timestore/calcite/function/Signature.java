package io.timestore.calcite.function;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;

/**
 * Operand types of a function in short: {@code t} date or timestamp, {@code n} number, {@code i}
 * integer, {@code s} text, {@code b} boolean, {@code v} interval, {@code a} any; {@code ?} behind
 * one makes it optional, {@code *} stands for any number of any.
 */
public final class Signature {
  private Signature() {}

  public static SqlOperandTypeChecker of(String signature) {
    if (signature.equals("*")) {
      return OperandTypes.ONE_OR_MORE;
    }
    List<SqlTypeFamily> families = new ArrayList<>();
    List<Integer> optional = new ArrayList<>();
    for (int i = 0; i < signature.length(); i++) {
      char c = signature.charAt(i);
      if (c == '?') {
        optional.add(families.size() - 1);
      } else {
        families.add(family(c));
      }
    }
    if (families.isEmpty()) {
      return OperandTypes.NILADIC;
    }
    return OperandTypes.family(families, optional::contains);
  }

  private static SqlTypeFamily family(char c) {
    return switch (c) {
      case 't' -> SqlTypeFamily.DATETIME;
      case 'n' -> SqlTypeFamily.NUMERIC;
      case 'i' -> SqlTypeFamily.INTEGER;
      case 's' -> SqlTypeFamily.CHARACTER;
      case 'b' -> SqlTypeFamily.BOOLEAN;
      case 'v' -> SqlTypeFamily.DATETIME_INTERVAL;
      case 'a' -> SqlTypeFamily.ANY;
      default -> throw new IllegalArgumentException("no operand type: " + c);
    };
  }
}
