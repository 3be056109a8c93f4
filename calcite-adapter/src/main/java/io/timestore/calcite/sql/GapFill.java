package io.timestore.calcite.sql;

import io.timestore.calcite.function.TimeFunctions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Rows sorted by keys and a bucket that is marked by {@link TimeFunctions#GAP_FILL}: for each of
 * the keys' values there is a row for each bucket of a time, with NULL for what is not known.
 *
 * @param sort sorts by the bucket last
 * @param call the mark, of bucket, size, begin and end
 */
public record GapFill(Sort sort, Project project, RexCall call) {
  /** What a sort fills, null if it only sorts. */
  public static @Nullable GapFill of(Sort sort) {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    if (keys.isEmpty() || !(sort.getInput() instanceof Project project)) {
      return null;
    }
    RexNode last = project.getProjects().get(keys.get(keys.size() - 1).getFieldIndex());
    return last instanceof RexCall call && call.getOperator().equals(TimeFunctions.GAP_FILL)
        ? new GapFill(sort, project, call)
        : null;
  }

  /** The rows with the bucket as it is. */
  public RelNode unmarked() {
    List<RexNode> columns = new ArrayList<>(project.getProjects());
    columns.set(bucket(), call.getOperands().get(0));
    return LogicalProject.create(
        project.getInput(),
        List.of(),
        columns,
        project.getRowType().getFieldNames(),
        project.getVariablesSet());
  }

  /** The bucket's column. */
  public int bucket() {
    List<RelFieldCollation> keys = sort.getCollation().getFieldCollations();
    return keys.get(keys.size() - 1).getFieldIndex();
  }
}
