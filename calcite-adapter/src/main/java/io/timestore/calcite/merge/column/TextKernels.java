package io.timestore.calcite.merge.column;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of text. Stateless. */
public final class TextKernels {
  private TextKernels() {}

  /** LIKE with a pattern that is known when the plan is made. */
  static Expression like(Expression operand, String pattern) {
    Pattern compiled = Pattern.compile(regex(pattern), Pattern.DOTALL);
    return (batch, bindings) -> {
      TextColumn a = (TextColumn) operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      byte[] last = null;
      for (int i = 0; i < values.length; i++) {
        byte[] bytes = a.bytes(i);
        values[i] =
            i > 0 && bytes == last
                ? values[i - 1]
                : compiled.matcher(new String(bytes, StandardCharsets.UTF_8)).matches() ? 1 : 0;
        last = bytes;
      }
      return new LongColumn(values, a.nulls());
    };
  }

  private static String regex(String pattern) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return regex.toString();
  }

  static Expression concatenate(Expression left, Expression right) {
    return (batch, bindings) -> {
      TextColumn a = (TextColumn) left.evaluate(batch, bindings);
      TextColumn b = (TextColumn) right.evaluate(batch, bindings);
      byte[] @Nullable [] values = new byte[batch.rows()][];
      for (int i = 0; i < values.length; i++) {
        byte[] head = a.bytes(i);
        byte[] tail = b.bytes(i);
        byte[] whole = java.util.Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, whole, head.length, tail.length);
        values[i] = whole;
      }
      return new TextColumn(values, Column.eitherNull(a, b));
    };
  }

  /** Whether a text is one of some. */
  public static Expression in(Expression operand, Set<String> texts, boolean negated) {
    Set<Key> keys = new HashSet<>();
    texts.forEach(text -> keys.add(new Key(text.getBytes(StandardCharsets.UTF_8))));
    return (batch, bindings) -> {
      TextColumn a = (TextColumn) operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        values[i] = keys.contains(new Key(a.bytes(i))) == negated ? 0 : 1;
      }
      return new LongColumn(values, a.nulls());
    };
  }

  /** Whether an integer, date or timestamp is one of some. */
  public static Expression in(Expression operand, long[] sorted, boolean negated) {
    return (batch, bindings) -> {
      LongColumn a = (LongColumn) operand.evaluate(batch, bindings);
      long[] values = new long[a.rows()];
      for (int i = 0; i < values.length; i++) {
        boolean found = java.util.Arrays.binarySearch(sorted, a.values[i]) >= 0;
        values[i] = found == negated ? 0 : 1;
      }
      return new LongColumn(values, a.nulls());
    };
  }

  private static final class Key {
    private final byte[] bytes;

    Key(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && java.util.Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return java.util.Arrays.hashCode(bytes);
    }
  }
}
