package io.timestore.calcite.sql.rel;

import io.timestore.calcite.function.ArrayTypes;
import io.timestore.calcite.function.Refusals;
import io.timestore.calcite.sql.FromItem;
import io.timestore.calcite.sql.TypeNames;
import io.timestore.calcite.sql.UniqueNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** Writes joins as a chain in one FROM, each side that is more than an item as a subquery. */
final class JoinWriter {
  private final InputWriter rels;

  JoinWriter(InputWriter rels) {
    this.rels = rels;
  }

  SelectBlock write(Join join) {
    SelectBlock left = rels.write(join.getLeft());
    left.dropUselessOrder();
    if (!left.isJoinable()) {
      left = rels.wrap(left, join.getLeft().getRowType());
    }
    SelectBlock right = rels.write(join.getRight());
    right.dropUselessOrder();
    if (!right.isJoinable() || right.onlyItem() == null) {
      right = rels.wrap(right, join.getRight().getRowType());
    }
    FromItem item = Objects.requireNonNull(right.onlyItem());
    int leftCount = join.getLeft().getRowType().getFieldCount();
    List<Supplier<String>> all = new ArrayList<>();
    for (int i = 0; i < leftCount; i++) {
      all.add(left.columnSupplier(i));
    }
    for (int i = 0; i < right.columnCount(); i++) {
      all.add(right.columnSupplier(i));
    }
    ExpressionWriter e = rels.expressions((IntFunction<String>) i -> all.get(i).get());
    List<RexNode> conditions = RelOptUtil.conjunctions(join.getCondition());
    boolean keyed = conditions.stream().anyMatch(c -> isKey(c, leftCount));
    List<String> texts = new ArrayList<>();
    conditions.forEach(c -> texts.add(text(c, leftCount, e)));
    RexNode deciding = join.getCondition();
    if (join instanceof AsofJoin asof) {
      deciding = asof.getMatchCondition();
      texts.add(nearest((RexCall) deciding, e));
    }
    if (!keyed && join.getJoinType() != JoinRelType.INNER && !isDecided(deciding)) {
      texts.add(0, key(all, RelOptUtil.InputFinder.bits(deciding), leftCount));
    }
    if (join.getJoinType() == JoinRelType.INNER && !keyed) {
      left.join(" CROSS JOIN ", item, null);
    } else {
      left.join(head(join), item, texts.isEmpty() ? "1 = 1" : String.join(" AND ", texts));
    }
    list(left, join, all);
    if (join.getJoinType() == JoinRelType.INNER && !keyed) {
      left.where.addAll(texts);
    }
    return left;
  }

  /** The condition of which the nearest row is joined: a comparison of exact values of one type. */
  private static String nearest(RexCall match, ExpressionWriter e) {
    RexNode a = match.getOperands().get(0);
    RexNode b = match.getOperands().get(1);
    boolean exact =
        switch (a.getType().getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, DATE, TIMESTAMP -> true;
          default -> false;
        };
    if (!exact || !TypeNames.same(a.getType(), b.getType())) {
      throw Refusals.unsupported("MATCH_CONDITION of " + a.getType() + " and " + b.getType());
    }
    return e.write(a)
        + switch (match.getKind()) {
          case LESS_THAN -> " < ";
          case LESS_THAN_OR_EQUAL -> " <= ";
          case GREATER_THAN -> " > ";
          case GREATER_THAN_OR_EQUAL -> " >= ";
          default -> throw Refusals.unsupported("MATCH_CONDITION with " + match.getKind());
        }
        + e.write(b);
  }

  /** Whether a condition is the same for all rows; ClickHouse takes that as it is. */
  private static boolean isDecided(RexNode condition) {
    return condition.isAlwaysTrue() || condition.isAlwaysFalse();
  }

  private static void list(SelectBlock block, Join join, List<Supplier<String>> all) {
    List<String> names = UniqueNames.of(join.getRowType().getFieldNames());
    Map<String, Supplier<String>> list = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      list.put(names.get(i), all.get(i));
    }
    block.setColumns(list);
  }

  /**
   * ClickHouse joins by equality only; this one is between all rows of both sides. It is made of
   * columns that the condition reads anyway, if there are.
   */
  private static String key(List<Supplier<String>> all, ImmutableBitSet used, int leftCount) {
    if (leftCount == 0 || leftCount == all.size()) {
      throw Refusals.unsupported("an outer join of a side without columns");
    }
    int ofLeft = used.nextSetBit(0);
    int ofRight = used.nextSetBit(leftCount);
    return "ignore("
        + all.get(ofLeft < 0 || ofLeft >= leftCount ? 0 : ofLeft).get()
        + ") = ignore("
        + all.get(ofRight < 0 ? leftCount : ofRight).get()
        + ")";
  }

  private static String head(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> " INNER JOIN ";
      case LEFT -> " LEFT JOIN ";
      case RIGHT -> " RIGHT JOIN ";
      case FULL -> " FULL JOIN ";
      case SEMI -> " LEFT SEMI JOIN ";
      case ANTI -> " LEFT ANTI JOIN ";
      case ASOF -> " ASOF INNER JOIN ";
      case LEFT_ASOF -> " ASOF LEFT JOIN ";
      default -> throw Refusals.unsupported("a join of type " + join.getJoinType());
    };
  }

  private static String text(RexNode condition, int leftCount, ExpressionWriter e) {
    if (condition.getKind() == SqlKind.IS_NOT_DISTINCT_FROM && isKey(condition, leftCount)) {
      List<RexNode> operands = ((RexCall) condition).getOperands();
      if (ArrayTypes.takesArrays((RexCall) condition)) {
        throw Refusals.unsupported("a join by arrays");
      }
      return "(" + e.write(operands.get(0)) + " <=> " + e.write(operands.get(1)) + ")";
    }
    return e.condition(condition);
  }

  /** Whether a condition equates something of the left with something of the right. */
  private static boolean isKey(RexNode condition, int leftCount) {
    if (condition.getKind() != SqlKind.EQUALS
        && condition.getKind() != SqlKind.IS_NOT_DISTINCT_FROM) {
      return false;
    }
    List<RexNode> operands = ((RexCall) condition).getOperands();
    int a = side(operands.get(0), leftCount);
    int b = side(operands.get(1), leftCount);
    return a * b < 0;
  }

  /** -1 for only left columns, 1 for only right ones, 0 for none or both. */
  private static int side(RexNode node, int leftCount) {
    ImmutableBitSet used = RelOptUtil.InputFinder.bits(node);
    if (used.isEmpty()) {
      return 0;
    }
    return used.length() <= leftCount ? -1 : used.nextSetBit(0) >= leftCount ? 1 : 0;
  }
}
