package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.function.StatementOperators;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * Writes a list over groups as one over the columns of filled rows, and collects the values that
 * the groups must have for it. For one query.
 */
final class GapFillList extends SqlShuttle {
  static final String VALUE = "_value";

  private final SqlNode fill;
  private final List<SqlNode> keys;
  private final String bucket;
  private final List<String> keyNames;
  private final List<SqlNode> values = new ArrayList<>();

  GapFillList(SqlNode fill, List<SqlNode> keys, String bucket, List<String> keyNames) {
    this.fill = fill;
    this.keys = List.copyOf(keys);
    this.bucket = bucket;
    this.keyNames = List.copyOf(keyNames);
  }

  /** The values by their numbers. */
  List<SqlNode> values() {
    return values;
  }

  SqlNode replace(SqlNode item) {
    SqlNode replaced = item.accept(this);
    return replaced == null ? item : replaced;
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier column) {
    int key = key(column);
    return key < 0 ? column : name(keyNames.get(key));
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (same(call, fill)) {
      return name(bucket);
    }
    int key = key(call);
    if (key >= 0) {
      return name(keyNames.get(key));
    }
    String function = call.getOperator().getName();
    if (function.equalsIgnoreCase("locf") && call.operandCount() == 1) {
      return StatementParser.expression(carried(value(call.operand(0)), ""));
    }
    if (function.equalsIgnoreCase("interpolate") && call.operandCount() == 1) {
      return StatementParser.expression(interpolated(value(call.operand(0))));
    }
    if (call.getKind() == SqlKind.OVER) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "a window function beside "
              + GapFills.FUNCTION
              + "; put the query into a subquery:"
              + " the function is not supported");
    }
    return isAggregate(call) ? name(value(call)) : super.visit(call);
  }

  private static SqlIdentifier name(String name) {
    return new SqlIdentifier(name, SqlParserPos.ZERO);
  }

  private int key(SqlNode node) {
    for (int i = 0; i < keys.size(); i++) {
      if (same(keys.get(i), node)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether two nodes are the same expression; a column may be named with its table or without. */
  private static boolean same(SqlNode a, SqlNode b) {
    if (a instanceof SqlIdentifier left && b instanceof SqlIdentifier right) {
      boolean simple =
          left.isSimple() || right.isSimple() || left.names.size() == right.names.size();
      return simple
          && left.names
              .get(left.names.size() - 1)
              .equalsIgnoreCase(right.names.get(right.names.size() - 1));
    }
    return a.equalsDeep(b, Litmus.IGNORE);
  }

  private String value(SqlNode node) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).equalsDeep(node, Litmus.IGNORE)) {
        return VALUE + i;
      }
    }
    values.add(node);
    return VALUE + (values.size() - 1);
  }

  /** The last known value before a row, or after it with the order turned round. */
  private String carried(String value, String direction) {
    String partition =
        keyNames.isEmpty()
            ? ""
            : IntStream.range(0, keyNames.size())
                .mapToObj(i -> quoted(keyNames.get(i)))
                .collect(Collectors.joining(", ", "PARTITION BY ", " "));
    return "locf("
        + (value.startsWith("CASE") ? value : quoted(value))
        + ") OVER ("
        + partition
        + "ORDER BY "
        + quoted(bucket)
        + direction
        + ")";
  }

  private String interpolated(String value) {
    String known = "CASE WHEN " + quoted(value) + " IS NOT NULL THEN " + quoted(bucket) + " END";
    String before = carried(value, "");
    String after = carried(value, " DESC");
    String start = carried(known, "");
    String end = carried(known, " DESC");
    return "COALESCE(CAST(%s AS DOUBLE), %s + CAST(%s - %s AS DOUBLE) * CAST(TIMESTAMPDIFF(MICROSECOND, %s, %s) AS DOUBLE) / TIMESTAMPDIFF(MICROSECOND, %s, %s))"
        .formatted(quoted(value), before, after, before, start, quoted(bucket), start, end);
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static boolean isAggregate(SqlCall call) {
    SqlNode function = call;
    while ((function.getKind() == SqlKind.FILTER || function.getKind() == SqlKind.WITHIN_GROUP)
        && function instanceof SqlCall wrapper) {
      function = wrapper.operand(0);
    }
    return function instanceof SqlCall inner && StatementOperators.isAggregate(inner.getOperator());
  }
}
