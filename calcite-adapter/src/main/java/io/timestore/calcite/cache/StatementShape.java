package io.timestore.calcite.cache;

import io.timestore.calcite.plan.rewrite.LiteralValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a statement's text without blanks, comments, the case of words that shape a
 * statement, and the values of literals that may become parameters. Statements of one shape and the
 * same remaining literals have the same meaning. Immutable.
 */
final class StatementShape {
  private final List<String> between;
  private final List<Literal> literals;

  /**
   * A literal that may become a parameter.
   *
   * @param source how it was written
   * @param mark what stands for it in a shape; the marks of two literals are the same only if a
   *     parameter that holds one holds the other
   */
  record Literal(int offset, String source, String mark, LiteralValue value) {}

  /**
   * @param between the texts around the literals, one more than those
   */
  StatementShape(List<String> between, List<Literal> literals) {
    this.between = List.copyOf(between);
    this.literals = List.copyOf(literals);
  }

  /** The shape of a statement; one that cannot be read is its own shape. */
  static StatementShape of(String sql) {
    StatementShape shape = ShapeReader.read(sql);
    return shape == null ? new StatementShape(List.of(sql), List.of()) : shape;
  }

  /** The shape with no literal's value. */
  String text() {
    return text(null);
  }

  /** The shape with the values of the literals that are not among the given ones. */
  String textWithout(List<Integer> ordinals) {
    return text(new HashSet<>(ordinals));
  }

  private String text(@Nullable Set<Integer> without) {
    StringBuilder text = new StringBuilder(between.get(0));
    for (int i = 0; i < literals.size(); i++) {
      Literal literal = literals.get(i);
      boolean left = without == null || without.contains(i);
      text.append(left ? literal.mark() : literal.source()).append(between.get(i + 1));
    }
    return text.toString();
  }

  /** The values of literals. */
  List<@Nullable Object> values(List<Integer> ordinals) {
    List<@Nullable Object> values = new ArrayList<>(ordinals.size());
    for (int ordinal : ordinals) {
      values.add(literals.get(ordinal).value().value());
    }
    return values;
  }

  /** The literals by their offset in the statement as it was written. */
  Map<Integer, LiteralValue> byOffset() {
    Map<Integer, LiteralValue> byOffset = new HashMap<>();
    literals.forEach(literal -> byOffset.put(literal.offset(), literal.value()));
    return byOffset;
  }
}
