package io.timestore.calcite.sql;

import io.timestore.calcite.sql.EagerAggregation.Guard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Follows the inner and semi joins below an aggregation down to tables, as far as they are written
 * as one FROM, and finds out what of each table is needed above.
 */
final class JoinPaths {
  private final Aggregate aggregate;

  JoinPaths(Aggregate aggregate) {
    this.aggregate = aggregate;
  }

  /**
   * What is needed of an operation's rows.
   *
   * @param scalars columns that are needed of each row
   * @param open columns that are joined in other ways than guards
   * @param operands operands of aggregates by their columns below the aggregation, null if none
   * @param guards columns that have values of others; the column is the index of a column here
   */
  private record Needs(
      ImmutableBitSet scalars,
      ImmutableBitSet open,
      List<@Nullable RexNode> operands,
      List<Guard> guards) {
    Needs with(RexNode condition) {
      return new Needs(scalars.union(columns(condition)), open, operands, guards);
    }
  }

  private static ImmutableBitSet columns(RexNode expression) {
    return RelOptUtil.InputFinder.bits(expression);
  }

  /** Adds what can be grouped first, one for each table that can. */
  void search(List<EagerAggregation> found) {
    RelNode rel = aggregate.getInput();
    Needs needs = new Needs(aggregate.getGroupSet(), ImmutableBitSet.of(), operands(), List.of());
    if (rel instanceof Project project) {
      if (!mayMove(project)) {
        return;
      }
      needs = below(project, needs);
      rel = project.getInput();
    }
    if (rel instanceof Filter filter && RexUtil.isDeterministic(filter.getCondition())) {
      needs = needs.with(filter.getCondition());
      rel = filter.getInput();
    }
    follow(rel, needs, found);
  }

  private List<@Nullable RexNode> operands() {
    RelDataType row = aggregate.getInput().getRowType();
    List<@Nullable RexNode> operands =
        new ArrayList<>(Collections.nCopies(row.getFieldCount(), null));
    for (AggregateCall call : aggregate.getAggCallList()) {
      call.getArgList().forEach(column -> operands.set(column, RexInputRef.of(column, row)));
      if (call.hasFilter()) {
        operands.set(call.filterArg, RexInputRef.of(call.filterArg, row));
      }
    }
    return operands;
  }

  private static boolean mayMove(Project project) {
    return project.getProjects().stream()
        .allMatch(
            e ->
                RexUtil.isDeterministic(e)
                    && !RexOver.containsOver(e)
                    && RexUtil.SubQueryFinder.find(e) == null);
  }

  private void follow(RelNode rel, Needs needs, List<EagerAggregation> found) {
    if (EagerAggregation.scan(rel) != null) {
      EagerAggregation grouped =
          needs.open.except(guarded(needs)).isEmpty()
              ? EagerAggregation.of(aggregate, rel, needs.scalars, needs.operands, needs.guards)
              : null;
      if (grouped != null) {
        found.add(grouped);
      }
    } else if (rel instanceof Project project
        && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      follow(project.getInput(), below(project, needs), found);
    } else if (rel instanceof Join join
        && !(join instanceof AsofJoin)
        && (join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.SEMI)
        && RexUtil.isDeterministic(join.getCondition())
        && !join.analyzeCondition().leftKeys.isEmpty()) {
      Needs all = needs.with(join.getCondition());
      enter(join, true, all, found);
      if (join.getJoinType() == JoinRelType.INNER
          && EagerAggregation.scan(join.getRight()) != null) {
        enter(join, false, all, found);
      }
    }
  }

  private static ImmutableBitSet guarded(Needs needs) {
    return ImmutableBitSet.of(needs.guards.stream().map(Guard::column).toList());
  }

  private static Needs below(Project project, Needs needs) {
    List<RexNode> projects = project.getProjects();
    List<@Nullable RexNode> operands = new ArrayList<>();
    for (RexNode operand : needs.operands) {
      operands.add(operand == null ? null : RelOptUtil.pushPastProject(operand, project));
    }
    List<Guard> guards = new ArrayList<>();
    for (Guard guard : needs.guards) {
      int column = ((RexInputRef) projects.get(guard.column())).getIndex();
      guards.add(new Guard(column, guard.other(), guard.otherColumn()));
    }
    return new Needs(
        columns(needs.scalars, projects), columns(needs.open, projects), operands, guards);
  }

  private static ImmutableBitSet columns(ImmutableBitSet of, List<RexNode> projects) {
    ImmutableBitSet.Builder all = ImmutableBitSet.builder();
    of.forEach(i -> all.addAll(columns(projects.get(i))));
    return all.build();
  }

  /** Goes on with one side of a join, if all operands of aggregates are of it. */
  private void enter(Join join, boolean left, Needs needs, List<EagerAggregation> found) {
    int leftCount = join.getLeft().getRowType().getFieldCount();
    int count = leftCount + join.getRight().getRowType().getFieldCount();
    RelNode side = left ? join.getLeft() : join.getRight();
    RelNode other = left ? join.getRight() : join.getLeft();
    int from = left ? 0 : leftCount;
    ImmutableBitSet own = ImmutableBitSet.range(from, left ? leftCount : count);
    List<Guard> guards = new ArrayList<>();
    for (Guard guard : needs.guards) {
      if (own.get(guard.column())) {
        guards.add(new Guard(guard.column() - from, guard.other(), guard.otherColumn()));
      }
    }
    ImmutableBitSet open = needs.open;
    for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
      Guard guard = guard(condition, own, from, other, left ? leftCount : 0);
      if (guard == null) {
        open = open.union(columns(condition));
      } else {
        guards.add(guard);
      }
    }
    List<@Nullable RexNode> operands = new ArrayList<>();
    for (RexNode operand : needs.operands) {
      if (operand != null && !own.contains(columns(operand))) {
        return;
      }
      operands.add(operand == null ? null : RexUtil.shift(operand, -from));
    }
    follow(
        side,
        new Needs(
            needs.scalars.intersect(own).shift(-from),
            open.intersect(own).shift(-from),
            operands,
            List.copyOf(guards)),
        found);
  }

  /** A condition that equates a column of a side with one of the other, which can be read twice. */
  private static @Nullable Guard guard(
      RexNode condition, ImmutableBitSet own, int from, RelNode other, int otherFrom) {
    if (condition.getKind() != SqlKind.EQUALS || EagerAggregation.scan(other) == null) {
      return null;
    }
    List<RexNode> operands = ((RexCall) condition).getOperands();
    if (!(operands.get(0) instanceof RexInputRef a)
        || !(operands.get(1) instanceof RexInputRef b)) {
      return null;
    }
    boolean first = own.get(a.getIndex());
    if (first == own.get(b.getIndex())) {
      return null;
    }
    int column = (first ? a : b).getIndex() - from;
    return new Guard(column, other, (first ? b : a).getIndex() - otherFrom);
  }
}
