package io.timestore.calcite.local;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * The allow-list of what is computed here: an operator that is not on it is refused, because
 * Calcite may compute something else than ClickHouse does elsewhere. Timestamps of more than 3
 * digits are only passed on and compared with their like. Immutable.
 */
public final class LocalOperators {
  private static final int MILLI_DIGITS = 3;

  /** What looks at values of any type as a whole. */
  private static final Set<String> PASSING =
      names(
          "= <> < <= > >= CASE COALESCE COUNT MIN MAX ARRAY_AGG"
              + " ROW_NUMBER RANK DENSE_RANK FIRST_VALUE LAST_VALUE",
          "= SOME",
          "IS NULL",
          "IS NOT NULL",
          "IS DISTINCT FROM",
          "IS NOT DISTINCT FROM");

  private static final Set<String> KEEPING =
      names(
          "ARRAY_AGG LISTAGG MODE JSON_ARRAYAGG_ABSENT_ON_NULL"
              + " JSON_ARRAYAGG_NULL_ON_NULL JSON_OBJECTAGG_NULL_ON_NULL"
              + " JSON_OBJECTAGG_ABSENT_ON_NULL");

  private static final Set<String> COMPUTING =
      names(
          "AND OR NOT SEARCH + - * / MOD CAST || ASCII CHR TRANSLATE3 ARRAY ITEM"
              + " CARDINALITY STRING_TO_ARRAY JSON_VALUE JSON_QUERY JSON_OBJECT"
              + " JSON_ARRAY JSON_TYPE JSON_DEPTH JSON_LENGTH JSON_KEYS JSON_REMOVE"
              + " SUM $SUM0 AVG LISTAGG MODE JSON_ARRAYAGG_ABSENT_ON_NULL"
              + " JSON_ARRAYAGG_NULL_ON_NULL JSON_OBJECTAGG_NULL_ON_NULL"
              + " JSON_OBJECTAGG_ABSENT_ON_NULL",
          "IS TRUE",
          "IS FALSE",
          "IS NOT TRUE",
          "IS NOT FALSE",
          "IS JSON VALUE",
          "IS JSON OBJECT",
          "IS JSON ARRAY",
          "IS JSON SCALAR",
          "IS NOT JSON VALUE",
          "IS NOT JSON OBJECT",
          "IS NOT JSON ARRAY",
          "IS NOT JSON SCALAR");

  private LocalOperators() {}

  private static Set<String> names(String words, String... phrases) {
    Set<String> names = new TreeSet<>(List.of(words.split(" ")));
    Collections.addAll(names, phrases);
    return Collections.unmodifiableSet(names);
  }

  /** Whether an aggregate function keeps all values until the end. */
  static boolean keepsRows(String name) {
    return KEEPING.contains(name);
  }

  /** The names of all that is computed here. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(PASSING);
    names.addAll(COMPUTING);
    return names;
  }

  /**
   * Looks at the expressions of an operator of a tree.
   *
   * @throws TimestoreException UNSUPPORTED if one may not be computed here
   */
  static void check(RelNode rel) {
    if (!(rel instanceof Project
        || rel instanceof Filter
        || rel instanceof Aggregate
        || rel instanceof Sort
        || rel instanceof Join
        || rel instanceof Correlate
        || rel instanceof Uncollect
        || rel instanceof SetOp
        || rel instanceof Values)) {
      throw refused("the operation " + rel.getRelTypeName());
    }
    if (rel instanceof Uncollect && rel.getInput(0).getRowType().getFieldCount() != 1) {
      throw refused("UNNEST of several arrays");
    }
    Checker checker = new Checker();
    rel.accept(checker);
    if (rel instanceof AsofJoin join) {
      join.getMatchCondition().accept(checker);
    }
    if (rel instanceof Aggregate aggregate) {
      List<RelDataType> types = new ArrayList<>();
      aggregate.getInput().getRowType().getFieldList().forEach(f -> types.add(f.getType()));
      for (AggregateCall call : aggregate.getAggCallList()) {
        List<RelDataType> operands = new ArrayList<>();
        call.getArgList().forEach(index -> operands.add(types.get(index)));
        checkCall(call.getAggregation().getName(), operands, call.getType());
      }
    }
  }

  private static void checkCall(String name, List<RelDataType> operands, RelDataType result) {
    boolean passes = PASSING.contains(name);
    if (!passes && !COMPUTING.contains(name)) {
      throw refused("the function or operator " + name);
    }
    Set<Integer> digits = new TreeSet<>();
    List<RelDataType> all = new ArrayList<>(operands);
    all.add(result);
    for (RelDataType type : all) {
      if (SqlTypeUtil.isInterval(type) || type.getSqlTypeName() == SqlTypeName.TIME) {
        throw refused(name + " with " + type);
      }
      if (type.getSqlTypeName() == SqlTypeName.TIMESTAMP) {
        digits.add(type.getPrecision());
      }
    }
    boolean fine = digits.stream().anyMatch(d -> d > MILLI_DIGITS);
    boolean dates = all.stream().anyMatch(t -> t.getSqlTypeName() == SqlTypeName.DATE);
    boolean computesTime =
        !passes && (!digits.isEmpty() || dates) && !name.equals("SEARCH") && !name.equals("CAST");
    if ((fine && (!passes || digits.size() > 1)) || computesTime) {
      throw refused(
          name
              + " of "
              + operands
              + " (in a subquery that ClickHouse computes, cast the time to TIMESTAMP(3), or"
              + " compute the value there)");
    }
  }

  private static TimestoreException refused(String what) {
    return new TimestoreException(
        ErrorCode.UNSUPPORTED, what + " is not supported where ClickHouse does not compute it");
  }

  private static final class Checker extends RexShuttle {
    @Override
    public RexNode visitCall(RexCall call) {
      List<RelDataType> operands = call.getOperands().stream().map(RexNode::getType).toList();
      checkCall(call.getOperator().getName(), operands, call.getType());
      if (call.getKind() == SqlKind.CAST) {
        checkCast(operands.get(0), call.getType());
      }
      if (call.getKind() == SqlKind.SOME) {
        checkQuantified(operands.get(0));
      }
      return super.visitCall(call);
    }

    @Override
    public RexNode visitOver(RexOver over) {
      List<RelDataType> operands = over.getOperands().stream().map(RexNode::getType).toList();
      checkCall(over.getAggOperator().getName(), operands, over.getType());
      if (over.ignoreNulls()
          || over.getWindow().getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
        throw refused("IGNORE NULLS or EXCLUDE");
      }
      if (!over.getWindow().isRows() && hasOffset(over.getWindow())) {
        throw refused("RANGE with an offset");
      }
      return super.visitOver(over);
    }

    /** Calcite adds offsets to keys without looking whether they are NULL. */
    private static boolean hasOffset(RexWindow window) {
      return window.getLowerBound().getOffset() != null
          || window.getUpperBound().getOffset() != null;
    }

    /** Calcite compares numbers and the like without looking whether they are NULL. */
    private static void checkQuantified(RelDataType value) {
      if (!SqlTypeUtil.isCharacter(value)) {
        throw refused("a comparison of " + value + " with any element of an array");
      }
    }

    private static void checkCast(RelDataType from, RelDataType to) {
      boolean texts = SqlTypeUtil.isCharacter(from) || from.getSqlTypeName() == SqlTypeName.ANY;
      boolean allowed =
          from.getSqlTypeName() == to.getSqlTypeName()
              || (SqlTypeUtil.isNumeric(from) && SqlTypeUtil.isNumeric(to))
              || (texts && (SqlTypeUtil.isNumeric(to) || SqlTypeUtil.isCharacter(to)));
      if (!allowed) {
        throw refused("a conversion from " + from + " to " + to);
      }
    }
  }
}
