package io.timestore.calcite.sql.rel;

import io.timestore.calcite.sql.EagerAggregation;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.Scan;
import io.timestore.calcite.sql.StatementParts;
import java.util.List;
import org.apache.calcite.rel.RelNode;

/** Writes statements in ClickHouse SQL. Stateless. */
public final class StatementWriter {
  private StatementWriter() {}

  /** Writes the statement that a tree of relational operators means. */
  public static GeneratedSql write(RelNode root) {
    return write(root, Scan.Side.BOTH);
  }

  /** Writes the statement with rows that are grouped before they are joined. */
  public static GeneratedSql write(RelNode root, List<EagerAggregation> eager) {
    return write(root, new StatementParts(Scan.Side.BOTH), eager);
  }

  /** Writes the statement over one side of its tables. */
  public static GeneratedSql write(RelNode root, Scan.Side side) {
    return write(root, new StatementParts(side), List.of());
  }

  private static GeneratedSql write(
      RelNode root, StatementParts parts, List<EagerAggregation> eager) {
    return parts.statement(RelWriter.of(parts, eager, root).write(root).answerSql());
  }
}
