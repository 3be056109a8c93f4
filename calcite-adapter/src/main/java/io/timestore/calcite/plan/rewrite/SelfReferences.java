package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.function.StatementOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Where a query reads a table by its simple name. For one query. */
final class SelfReferences extends SqlBasicVisitor<@Nullable Void> {
  private static final Set<SqlKind> AROUND_AGGREGATES =
      Set.of(SqlKind.FILTER, SqlKind.IGNORE_NULLS, SqlKind.RESPECT_NULLS, SqlKind.WITHIN_GROUP);

  private final String table;
  private final List<SqlIdentifier> found = new ArrayList<>();

  private SelfReferences(String table) {
    this.table = table;
  }

  static boolean in(@Nullable SqlNode query, String table) {
    return !of(query, table).isEmpty();
  }

  /** The names by which a query reads a table. */
  static List<SqlIdentifier> of(@Nullable SqlNode query, String table) {
    SelfReferences references = new SelfReferences(table);
    references.source(query);
    return references.found;
  }

  /** What stands in FROM, or a query. */
  private void source(@Nullable SqlNode node) {
    if (node instanceof SqlIdentifier name) {
      if (name.isSimple() && name.getSimple().equalsIgnoreCase(table)) {
        found.add(name);
      }
    } else if (node instanceof SqlJoin join) {
      source(join.getLeft());
      source(join.getRight());
      if (join.getCondition() != null) {
        join.getCondition().accept(this);
      }
    } else if (node instanceof SqlCall call
        && Set.of(SqlKind.AS, SqlKind.TABLE_REF, SqlKind.EXPLICIT_TABLE).contains(node.getKind())) {
      source(call.operand(0));
    } else if (node != null) {
      node.accept(this);
    }
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlWith with && hides(with)) {
      return null;
    }
    if (call instanceof SqlSelect select) {
      source(select.getFrom());
    } else if (call.getKind() == SqlKind.EXPLICIT_TABLE) {
      source(call);
    }
    return super.visit(call);
  }

  private boolean hides(SqlWith with) {
    return with.withList.stream()
        .anyMatch(item -> ((SqlWithItem) item).name.getSimple().equalsIgnoreCase(table));
  }

  /** What a recursion does not accept: an aggregate over its own rows, or a subquery of them. */
  static @Nullable SqlNode refused(SqlNode query, String table) {
    if (!(query instanceof SqlSelect select)) {
      SqlKind kind = query.getKind();
      if (SqlKind.QUERY.contains(kind) || kind == SqlKind.WITH_ITEM || kind == SqlKind.AS) {
        return first(((SqlCall) query).getOperandList(), table);
      }
      return query instanceof SqlJoin join
          ? first(List.of(join.getLeft(), join.getRight()), table)
          : null;
    }
    boolean reads = in(select.getFrom(), table);
    Clauses clauses = new Clauses(table, reads);
    for (SqlNode operand : select.getOperandList()) {
      if (operand != null && operand != select.getFrom()) {
        operand.accept(clauses);
      }
    }
    joinConditions(select.getFrom(), clauses);
    return clauses.refused == null && reads && select.getFrom() != null
        ? refused(select.getFrom(), table)
        : clauses.refused;
  }

  private static void joinConditions(@Nullable SqlNode from, Clauses clauses) {
    if (from instanceof SqlJoin join) {
      joinConditions(join.getLeft(), clauses);
      joinConditions(join.getRight(), clauses);
      if (join.getCondition() != null) {
        join.getCondition().accept(clauses);
      }
    }
  }

  private static @Nullable SqlNode first(List<? extends @Nullable SqlNode> nodes, String table) {
    for (SqlNode node : nodes) {
      SqlNode refused = node == null ? null : refused(node, table);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** The clauses of one SELECT but FROM. */
  private static final class Clauses extends SqlBasicVisitor<@Nullable Void> {
    private final String table;
    private final boolean reads;
    private @Nullable SqlNode refused;

    Clauses(String table, boolean reads) {
      this.table = table;
      this.reads = reads;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      boolean query = SqlKind.QUERY.contains(call.getKind());
      if (query ? in(call, table) : reads && StatementOperators.isAggregate(call.getOperator())) {
        refused = refused == null ? call : refused;
      }
      if (call.getKind() == SqlKind.OVER) {
        windowed(call.operand(0));
        call.operand(1).accept(this);
        return null;
      }
      return query ? null : super.visit(call);
    }

    /** An aggregate over a window is as good as any function; what it is computed of is not. */
    private void windowed(SqlCall function) {
      for (SqlNode operand : function.getOperandList()) {
        if (AROUND_AGGREGATES.contains(function.getKind()) && operand == function.operand(0)) {
          windowed((SqlCall) operand);
        } else if (operand != null) {
          operand.accept(this);
        }
      }
    }
  }
}
