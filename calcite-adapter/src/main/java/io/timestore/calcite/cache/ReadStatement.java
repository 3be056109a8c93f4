package io.timestore.calcite.cache;

import io.timestore.calcite.parse.ParsedStatement;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.rewrite.LiteralLifter;
import io.timestore.calcite.plan.rewrite.LiteralValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement's key and the literals that could be lifted out of it. Immutable.
 *
 * @param key without the values of any of these literals
 * @param literals in the order of their ordinals
 */
record ReadStatement(PlanKey key, List<LiteralValue> literals) {
  ReadStatement {
    literals = List.copyOf(literals);
  }

  /**
   * Reads a statement.
   *
   * @throws io.timestore.core.model.TimestoreException SYNTAX
   */
  static ReadStatement of(SqlPlanner.Request request, boolean lifting) {
    ParsedStatement parsed = StatementParser.parse(request.sql());
    List<LiteralValue> literals = LiteralLifter.lift(parsed.tree(), ordinal -> lifting).lifted();
    return new ReadStatement(PlanKey.of(request, TreeText.of(parsed.tree()), literals), literals);
  }

  /** The key of the statement's plan if these literals are its parameters. */
  PlanKey keyWith(List<Integer> lifted) {
    return key.with(literals, lifted);
  }

  /** The values of literals. */
  List<@Nullable Object> values(List<Integer> ordinals) {
    List<@Nullable Object> values = new ArrayList<>(ordinals.size());
    for (int ordinal : ordinals) {
      values.add(literals.get(ordinal).value());
    }
    return values;
  }

  /** About how much memory it takes. */
  long bytes() {
    long bytes = key.bytes();
    for (LiteralValue literal : literals) {
      bytes += literal.value() instanceof String text ? 2L * text.length() : 0;
    }
    return bytes;
  }
}
