package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.parse.Positions;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Gives recursive common table expressions the form that Calcite knows: what does not read the
 * table itself, UNION what does. A query of WITH RECURSIVE that does not read itself is an ordinary
 * one.
 */
public final class Recursions extends SqlShuttle {
  private final Positions positions;

  private Recursions(Positions positions) {
    this.positions = positions;
  }

  /**
   * The tree with its recursions arranged.
   *
   * @throws TimestoreException INVALID_SQL or UNSUPPORTED for what is no recursion that can be
   *     computed
   */
  public static SqlNode arranged(SqlNode tree, Positions positions) {
    SqlNode arranged = tree.accept(new Recursions(positions));
    return arranged == null ? tree : arranged;
  }

  /** The queries of a tree that read themselves, once {@link #arranged}. */
  public static List<SqlWithItem> of(SqlNode tree) {
    List<SqlWithItem> items = new ArrayList<>();
    tree.accept(
        new SqlShuttle() {
          @Override
          public @Nullable SqlNode visit(SqlCall call) {
            SqlNode visited = super.visit(call);
            if (call instanceof SqlWithItem item && item.recursive.booleanValue()) {
              items.add(item);
            }
            return visited;
          }
        });
    return items;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode node = super.visit(call);
    if (node instanceof SqlWith with) {
      spell(with);
    }
    if (!(node instanceof SqlWithItem item) || !item.recursive.booleanValue()) {
      return node;
    }
    String table = item.name.getSimple();
    SqlNode query = item.query;
    List<SqlIdentifier> references = SelfReferences.of(query, table);
    references.forEach(reader -> spell(reader, table));
    boolean recursive = !references.isEmpty();
    return new SqlWithItem(
        item.getParserPosition(),
        item.name,
        item.columnList,
        recursive ? arranged(query, table) : query,
        SqlLiteral.createBoolean(recursive, item.recursive.getParserPosition()));
  }

  /** Calcite minds the case of the names that WITH gives. */
  private static void spell(SqlWith with) {
    List<SqlWithItem> items = new ArrayList<>();
    with.withList.forEach(item -> items.add((SqlWithItem) item));
    List<String> names = items.stream().map(item -> item.name.getSimple()).toList();
    for (String name : names) {
      List<SqlIdentifier> readers = new ArrayList<>(SelfReferences.of(with.body, name));
      items.forEach(item -> readers.addAll(SelfReferences.of(item.query, name)));
      for (SqlIdentifier reader : readers) {
        if (!names.contains(reader.getSimple())) {
          spell(reader, name);
        }
      }
    }
  }

  private static void spell(SqlIdentifier reader, String name) {
    reader.setNames(List.of(name), List.of(reader.getComponentParserPosition(0)));
  }

  private SqlNode arranged(SqlNode query, String table) {
    if (query instanceof SqlWith with) {
      return new SqlWith(with.getParserPosition(), with.withList, arranged(with.body, table));
    }
    if (query.getKind() != SqlKind.UNION) {
      throw refused(
          ErrorCode.INVALID_SQL,
          query,
          "the recursive table "
              + table
              + " needs a query of the form SELECT … UNION ALL SELECT … FROM "
              + table
              + "; ORDER BY and LIMIT belong to the query behind WITH");
    }
    SqlOperator union = ((SqlCall) query).getOperator();
    List<SqlNode> seeds = new ArrayList<>();
    List<SqlNode> steps = new ArrayList<>();
    for (SqlNode branch : branches(query, table)) {
      (SelfReferences.in(branch, table) ? steps : seeds).add(branch);
    }
    checkParts(query, table, seeds, steps);
    steps.forEach(step -> check(step, table));
    SqlParserPos at = query.getParserPosition();
    return union.createCall(at, together(seeds, union, at), together(steps, union, at));
  }

  private void checkParts(SqlNode query, String table, List<SqlNode> seeds, List<SqlNode> steps) {
    if (seeds.isEmpty()) {
      throw refused(
          ErrorCode.INVALID_SQL,
          query,
          "every SELECT of the recursive table "
              + table
              + " reads "
              + table
              + " itself; one must not, to begin with");
    }
    if (steps.isEmpty()) {
      throw refused(
          ErrorCode.UNSUPPORTED,
          query,
          "a WITH before the UNION ALL of the recursive table "
              + table
              + " reads "
              + table
              + ", which is not supported; write it in the SELECT behind UNION ALL");
    }
  }

  private List<SqlNode> branches(SqlNode query, String table) {
    if (query.getKind() != SqlKind.UNION || !SelfReferences.in(query, table)) {
      return List.of(query);
    }
    if (((SqlCall) query).getOperator().equals(SqlStdOperatorTable.UNION)) {
      throw distinct(query, table);
    }
    List<SqlNode> branches = new ArrayList<>();
    for (SqlNode operand : ((SqlCall) query).getOperandList()) {
      branches.addAll(branches(operand, table));
    }
    return branches;
  }

  private TimestoreException distinct(SqlNode query, String table) {
    return refused(
        ErrorCode.UNSUPPORTED,
        query,
        "the recursive table "
            + table
            + " is made by UNION without ALL, which is not supported; write UNION ALL with a"
            + " condition that ends cycles, and DISTINCT in the query behind WITH");
  }

  private static SqlNode together(List<SqlNode> queries, SqlOperator union, SqlParserPos at) {
    SqlNode all = queries.get(0);
    for (SqlNode query : queries.subList(1, queries.size())) {
      all = union.createCall(at, all, query);
    }
    return all;
  }

  private void check(SqlNode step, String table) {
    SqlNode refused = SelfReferences.refused(step, table);
    if (refused instanceof SqlCall call && SqlKind.QUERY.contains(call.getKind())) {
      throw refused(
          ErrorCode.UNSUPPORTED,
          call,
          "a subquery in an expression reads the recursive table "
              + table
              + ", which is not supported; join "
              + table
              + " in FROM");
    }
    if (refused instanceof SqlCall call) {
      throw refused(
          ErrorCode.INVALID_SQL,
          call,
          "the SELECT that reads the recursive table "
              + table
              + " itself has the aggregate "
              + call.getOperator().getName()
              + ", which SQL does not accept there; aggregate in the query behind WITH");
    }
  }

  private TimestoreException refused(ErrorCode code, SqlNode node, String message) {
    SqlParserPos at = node.getParserPosition();
    return new TimestoreException(
        code, "error at " + positions.of(at.getLineNum(), at.getColumnNum()) + ": " + message);
  }
}
