package io.timestore.calcite.sql.aggregate;

import java.util.ArrayList;
import java.util.List;

/**
 * An aggregate as calls of ClickHouse aggregates and what is made of their results.
 *
 * @param calls aggregate calls; in a window each gets the OVER clause
 * @param result a format with a {@code %n$s} for each call
 */
public record AggregateText(List<String> calls, String result) {
  private static final String AS_BIGINT = "toInt64(%1$s)";

  public static AggregateText of(String call) {
    return new AggregateText(List.of(call), "%1$s");
  }

  public static AggregateText of(String call, String result) {
    return new AggregateText(List.of(call), result);
  }

  /** A number of rows or values, as ClickHouse counts them. */
  static AggregateText count(String call) {
    return of(call, AS_BIGINT);
  }

  /** The whole expression where its value is answered: a count is read as it is. */
  public String answered() {
    return result.equals(AS_BIGINT) ? calls.get(0) : sql("");
  }

  /** The whole expression, with text put behind each call. */
  public String sql(String behindCall) {
    List<String> parts = new ArrayList<>();
    for (String call : calls) {
      parts.add(call + behindCall);
    }
    return result.formatted(parts.toArray());
  }
}
