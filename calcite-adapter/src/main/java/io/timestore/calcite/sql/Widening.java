package io.timestore.calcite.sql;

/**
 * What is written around a sum of integers so that it is computed in 128 bits, and is an error if
 * it does not fit into 64.
 *
 * @param before before the sum
 * @param function before its operand in parentheses
 * @param after behind the sum
 */
public record Widening(String before, String function, String after) {
  public static final Widening ALWAYS =
      new Widening("accurateCast(", "toInt128", ", 'Nullable(Int64)')");

  private static final int PARTS = 3;

  /** With gaps in the place of its parts, because it may turn out not to be needed. */
  static Widening gaps(int sum) {
    int first = firstGap(sum);
    return new Widening(
        SqlTemplate.sumGap(first), SqlTemplate.sumGap(first + 1), SqlTemplate.sumGap(first + 2));
  }

  static int firstGap(int sum) {
    return sum * PARTS;
  }

  /** The number of the sum that a gap belongs to. */
  static int sumOf(int gap) {
    return gap / PARTS;
  }

  static String textOf(int gap) {
    return switch (gap % PARTS) {
      case 0 -> ALWAYS.before;
      case 1 -> ALWAYS.function;
      default -> ALWAYS.after;
    };
  }
}
