package io.timestore.calcite.local;

import io.timestore.calcite.sql.rel.StatementWriter;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Cuts a tree in what ClickHouse computes and what is computed here: the largest subtrees that can
 * be written become parts, and of the expressions right above a part what can be written is
 * computed by the part. For one statement.
 */
final class PlanCutter {
  private final List<RelNode> parts = new ArrayList<>();

  /** The parts by their numbers. */
  List<RelNode> parts() {
    return parts;
  }

  /** The tree with {@link PartScan}s in the places of the parts. */
  RelNode cut(RelNode rel) {
    if (isWritten(rel)) {
      return part(rel);
    }
    if (rel instanceof Project project && isWritten(project.getInput())) {
      return project(project);
    }
    if (rel instanceof Filter filter && isWritten(filter.getInput())) {
      return filter(filter);
    }
    List<RelNode> inputs = new ArrayList<>();
    rel.getInputs().forEach(input -> inputs.add(cut(input)));
    RelNode copy = rel.copy(rel.getTraitSet(), inputs);
    LocalOperators.check(copy);
    return copy;
  }

  private RelNode part(RelNode rel) {
    parts.add(rel);
    return PartScan.of(rel, parts.size() - 1);
  }

  private RelNode project(Project project) {
    RelNode input = project.getInput();
    WrittenExpressions below = new WrittenExpressions(input);
    List<RexNode> above = below.replaceIn(project.getProjects());
    RelNode local =
        LogicalProject.create(
            part(below.project()),
            List.of(),
            above,
            project.getRowType(),
            project.getVariablesSet());
    LocalOperators.check(local);
    return local;
  }

  private RelNode filter(Filter filter) {
    RelNode input = filter.getInput();
    List<RexNode> there = new ArrayList<>();
    List<RexNode> here = new ArrayList<>();
    for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
      boolean written = isWritten(LogicalFilter.create(input, condition));
      (written ? there : here).add(condition);
    }
    RelNode rest =
        there.isEmpty()
            ? input
            : LogicalFilter.create(
                input, RexUtil.composeConjunction(input.getCluster().getRexBuilder(), there));
    WrittenExpressions below = new WrittenExpressions(rest);
    below.keepAll();
    List<RexNode> above = below.replaceIn(here);
    RelNode local =
        LogicalFilter.create(
            part(below.project()),
            RexUtil.composeConjunction(input.getCluster().getRexBuilder(), above),
            com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
    LocalOperators.check(local);
    return LogicalProject.create(
        local,
        List.of(),
        input.getCluster().getRexBuilder().identityProjects(input.getRowType()),
        input.getRowType().getFieldNames(),
        java.util.Set.of());
  }

  /** Whether ClickHouse can compute a tree. */
  static boolean isWritten(RelNode rel) {
    try {
      StatementWriter.write(rel);
      return true;
    } catch (TimestoreException notWritten) {
      return false;
    }
  }
}
