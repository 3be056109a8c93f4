package io.timestore.calcite.plan.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Makes parameters of literals where that cannot change what a statement means: where a WHERE
 * compares a column with a literal, under nothing but AND, OR and NOT. Changes the tree that it is
 * given. For one statement.
 */
public final class LiteralLifter extends SqlBasicVisitor<@Nullable Void> {
  private final IntPredicate mayLift;
  private final List<LiteralValue> lifted = new ArrayList<>();
  private int candidates;

  /** Literals of one BETWEEN: their types decide together how all three operands are compared. */
  private final Map<LiteralValue, LiteralValue> partners = new HashMap<>();

  private LiteralLifter(IntPredicate mayLift) {
    this.mayLift = mayLift;
  }

  /**
   * Lifts literals, unless the statement has parameters of its own.
   *
   * @param mayLift whether to lift a literal, by its {@link LiteralValue#ordinal}
   * @return knows the literals that now are parameters
   */
  public static LiteralLifter lift(SqlNode tree, IntPredicate mayLift) {
    LiteralLifter lifter = new LiteralLifter(mayLift);
    if (!hasParameters(tree)) {
      tree.accept(lifter);
    }
    return lifter;
  }

  private static boolean hasParameters(SqlNode tree) {
    boolean[] found = {false};
    tree.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            found[0] = true;
            return null;
          }
        });
    return found[0];
  }

  /** The literals that now are parameters, in the parameters' order. */
  public List<LiteralValue> lifted() {
    return List.copyOf(lifted);
  }

  /**
   * Compares lifted literals with the types that validation gave their parameters.
   *
   * @throws UnfitException if some must stay literals
   */
  public void refuseUnfit(List<RelDataType> types) {
    List<LiteralValue> unfit = new ArrayList<>();
    for (int i = 0; i < lifted.size(); i++) {
      LiteralValue literal = lifted.get(i);
      if (!literal.fits(types.get(i))) {
        unfit.add(literal);
        LiteralValue partner = partners.get(literal);
        if (partner != null) {
          unfit.add(partner);
        }
      }
    }
    if (!unfit.isEmpty()) {
      throw new UnfitException(unfit);
    }
  }

  /** Literals were lifted that must stay literals. */
  public static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<LiteralValue> literals;

    UnfitException(List<LiteralValue> literals) {
      super(null, null, false, false);
      this.literals = List.copyOf(literals);
    }

    public List<LiteralValue> literals() {
      return literals;
    }
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select) {
      SqlNode where = select.getWhere();
      if (where != null) {
        liftIn(where);
      }
    }
    return super.visit(call);
  }

  private void liftIn(SqlNode condition) {
    if (!(condition instanceof SqlBasicCall call)) {
      return;
    }
    switch (call.getKind()) {
      case AND, OR, NOT -> call.getOperandList().forEach(this::liftIn);
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL -> {
        int literal = call.operand(0) instanceof SqlIdentifier ? 1 : 0;
        if (call.operand(1 - literal) instanceof SqlIdentifier) {
          LiteralValue value = candidate(call.operand(literal), candidates);
          if (value != null) {
            candidates++;
            lift(call, literal, value);
          }
        }
      }
      case BETWEEN -> liftBetween(call);
      default -> {}
    }
  }

  private void liftBetween(SqlBasicCall call) {
    LiteralValue from = candidate(call.operand(1), candidates);
    LiteralValue to = candidate(call.operand(2), candidates + 1);
    if (from != null && to != null && call.operand(0) instanceof SqlIdentifier) {
      candidates += 2;
      if (mayLift.test(from.ordinal()) && mayLift.test(to.ordinal())) {
        lift(call, 1, from);
        lift(call, 2, to);
        partners.put(from, to);
        partners.put(to, from);
      }
    }
  }

  private void lift(SqlBasicCall call, int number, LiteralValue value) {
    if (mayLift.test(value.ordinal())) {
      call.setOperand(
          number, new SqlDynamicParam(lifted.size(), call.operand(number).getParserPosition()));
      lifted.add(value);
    }
  }

  private static @Nullable LiteralValue candidate(SqlNode node, int ordinal) {
    return node instanceof SqlLiteral literal ? LiteralValue.of(ordinal, literal) : null;
  }
}
