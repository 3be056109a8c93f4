package io.timestore.calcite.plan.rewrite;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Finds natural joins, which would join on system columns too where a statement shows them. */
public final class NaturalJoins extends SqlBasicVisitor<@Nullable Void> {
  private boolean found;

  private NaturalJoins() {}

  public static boolean isIn(SqlNode tree) {
    NaturalJoins finder = new NaturalJoins();
    tree.accept(finder);
    return finder.found;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    found |= call instanceof SqlJoin join && join.isNatural();
    return super.visit(call);
  }
}
