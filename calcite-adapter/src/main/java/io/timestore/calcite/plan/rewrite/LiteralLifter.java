package io.timestore.calcite.plan.rewrite;

import io.timestore.calcite.parse.ParsedStatement;
import io.timestore.calcite.parse.Positions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Makes parameters of literals where that cannot change what a statement means: where a WHERE
 * compares a column with a literal, under nothing but AND, OR and NOT. Changes the tree that it is
 * given. For one statement.
 */
public final class LiteralLifter extends SqlBasicVisitor<@Nullable Void> {
  private final String written;
  private final @Nullable Positions positions;
  private final Map<Integer, LiteralValue> candidates;
  private final List<LiteralValue> lifted = new ArrayList<>();

  /** Literals of one BETWEEN: their types decide together how all three operands are compared. */
  private final Map<LiteralValue, LiteralValue> partners = new HashMap<>();

  private LiteralLifter(
      String written, @Nullable Positions positions, Map<Integer, LiteralValue> candidates) {
    this.written = written;
    this.positions = positions;
    this.candidates = candidates;
  }

  /**
   * Lifts literals.
   *
   * @param candidates the literals that may be lifted, by their offset in the statement as it was
   *     written
   * @return knows the literals that now are parameters
   */
  public static LiteralLifter lift(
      String written, ParsedStatement parsed, Map<Integer, LiteralValue> candidates) {
    LiteralLifter lifter = new LiteralLifter(written, parsed.positions(), candidates);
    if (!candidates.isEmpty()) {
      parsed.tree().accept(lifter);
    }
    return lifter;
  }

  /** Lifts no literal. */
  public static LiteralLifter nothing() {
    return new LiteralLifter("", null, Map.of());
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
        LiteralValue value = candidate(call.operand(literal));
        if (value != null && call.operand(1 - literal) instanceof SqlIdentifier) {
          lift(call, literal, value);
        }
      }
      case BETWEEN -> {
        LiteralValue from = candidate(call.operand(1));
        LiteralValue to = candidate(call.operand(2));
        if (from != null && to != null && call.operand(0) instanceof SqlIdentifier) {
          lift(call, 1, from);
          lift(call, 2, to);
          partners.put(from, to);
          partners.put(to, from);
        }
      }
      default -> {}
    }
  }

  private void lift(SqlBasicCall call, int number, LiteralValue value) {
    call.setOperand(
        number, new SqlDynamicParam(lifted.size(), call.operand(number).getParserPosition()));
    lifted.add(value);
  }

  private @Nullable LiteralValue candidate(SqlNode node) {
    if (!(node instanceof SqlLiteral literal) || positions == null) {
      return null;
    }
    SqlParserPos at = literal.getParserPosition();
    LiteralValue candidate =
        candidates.get(offset(positions.of(at.getLineNum(), at.getColumnNum())));
    return candidate != null && candidate.is(read(literal)) ? candidate : null;
  }

  private int offset(Positions.Place place) {
    return Positions.offset(written, place.line(), place.column());
  }

  /** The literal as {@link LiteralValue#parsed} has it. */
  private static @Nullable Object read(SqlLiteral literal) {
    if (literal instanceof SqlUnknownLiteral typed) {
      return typed.tag.toUpperCase(Locale.ROOT) + " " + typed.getValue();
    }
    if (literal instanceof SqlNumericLiteral number) {
      return number.getTypeName() == SqlTypeName.DECIMAL
          ? number.getValueAs(BigDecimal.class)
          : null;
    }
    return literal instanceof SqlCharStringLiteral text ? text.getValueAs(String.class) : null;
  }
}
