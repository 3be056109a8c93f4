package io.timestore.calcite.cache;

import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.rewrite.LiteralValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is found by: statements of one key have the same plan in the same catalog.
 *
 * @param tree the statement's tree as {@link TreeText} has it, in which parameters stand for the
 *     literals that could be lifted; or the statement as it was written
 * @param isTree whether it is the tree
 * @param literals for each of these parameters the nature of the values that it holds, or the one
 *     literal that it stands for
 * @param user the session's user, where the statement asks for it
 */
record PlanKey(
    String tree,
    boolean isTree,
    List<Object> literals,
    @Nullable String schema,
    Map<Integer, ParameterType> parameterTypes,
    @Nullable String user) {
  private static final int FIXED_BYTES = 200;
  private static final int LITERAL_BYTES = 100;
  private static final int TYPE_BYTES = 80;

  /** The key of statements that differ in nothing but the values of these literals. */
  static PlanKey of(SqlPlanner.Request request, String tree, List<LiteralValue> literals) {
    List<Object> natures = new ArrayList<>(literals.size());
    literals.forEach(literal -> natures.add(literal.nature()));
    return new PlanKey(
        tree, true, natures, request.schema(), request.parameterTypes(), request.user());
  }

  /** The key of a statement that was written just so. */
  static PlanKey ofWritten(SqlPlanner.Request request) {
    return new PlanKey(
        request.sql(),
        false,
        List.of(),
        request.schema(),
        request.parameterTypes(),
        request.user());
  }

  /** The key with the literals that are not lifted in it. */
  PlanKey with(List<LiteralValue> all, List<Integer> lifted) {
    if (lifted.size() == all.size()) {
      return this;
    }
    List<Object> some = new ArrayList<>(all);
    lifted.forEach(ordinal -> some.set(ordinal, literals.get(ordinal)));
    return new PlanKey(tree, isTree, some, schema, parameterTypes, user);
  }

  /** About how much memory it takes. */
  long bytes() {
    long bytes = FIXED_BYTES + 2L * tree.length();
    for (Object literal : literals) {
      bytes +=
          LITERAL_BYTES
              + (literal instanceof LiteralValue value && value.value() instanceof String text
                  ? 2L * text.length()
                  : 0);
    }
    return bytes + (long) TYPE_BYTES * parameterTypes.size();
  }
}
