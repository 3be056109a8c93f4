package io.timestore.calcite.proof;

import io.timestore.calcite.proof.query.Expr;
import io.timestore.calcite.proof.query.Kind;
import io.timestore.calcite.proof.query.Query;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Asks one random query in several ways that must agree. For one thread. */
final class Check {
  private static final MergeStrategy[] STRATEGIES = {
    MergeStrategy.SHIP_TAIL,
    MergeStrategy.MERGE_HERE,
    MergeStrategy.MERGE_HERE,
    MergeStrategy.GROUP_FIRST,
    MergeStrategy.AUTO
  };

  private final List<PlacedTables> placed;
  private final DuckDb duckDb;
  private final PlainClickHouse plain;

  Check(List<PlacedTables> placed, DuckDb duckDb, PlainClickHouse plain) {
    this.placed = placed;
    this.duckDb = duckDb;
    this.plain = plain;
  }

  /** How a check ended. */
  enum Outcome {
    SAME,
    DIFFERENT,
    /** The query is not supported. */
    REFUSED
  }

  /**
   * What came of a query.
   *
   * @param duckDb whether DuckDB answered too
   * @param clickHouse whether a plain ClickHouse table answered too
   * @param difference what differs, or what another database said; null if nothing
   */
  record Result(Outcome outcome, boolean duckDb, boolean clickHouse, @Nullable String difference) {}

  /**
   * Asks on two placements, with a strategy each, in DuckDB, and three of five queries in plain
   * ClickHouse tables; the choice follows the seed. What has too many rows is asked for numbers of
   * values.
   */
  Result run(Query query, long seed) {
    Random random = new Random(seed);
    int first = random.nextInt(placed.size());
    int second = (first + 1 + random.nextInt(placed.size() - 1)) % placed.size();
    MergeStrategy a = STRATEGIES[random.nextInt(STRATEGIES.length)];
    MergeStrategy b = STRATEGIES[random.nextInt(STRATEGIES.length)];
    Expr statement = query.statement();
    Answer one;
    Answer other;
    try {
      one = placed.get(first).answer(statement.ours(), statement.parameters(), a);
      if (isTooLong(one)) {
        return run(query.counted(), seed);
      }
      other = placed.get(second).answer(statement.ours(), statement.parameters(), b);
      String partitioned =
          random.nextInt(3) == 0 ? partitions(query, placed.get(first), a, random) : null;
      if (partitioned != null) {
        return new Result(Outcome.DIFFERENT, false, false, partitioned);
      }
    } catch (TimestoreException e) {
      boolean refused = e.code() == ErrorCode.UNSUPPORTED;
      return new Result(refused ? Outcome.REFUSED : Outcome.DIFFERENT, false, false, e.toString());
    }
    boolean ordered = query.isOrdered();
    String difference = Comparison.difference(one, other, ordered);
    String note = null;
    boolean inDuckDb = false;
    if (difference == null && statement.standard()) {
      try {
        difference = Comparison.difference(duckDb.answer(statement.duck()), one, ordered);
        inDuckDb = true;
      } catch (SQLException e) {
        note = statement.duck() + "\n" + e.getMessage();
      }
    }
    boolean inClickHouse = false;
    if (difference == null && statement.click() != null && Math.floorMod(seed, 5) < 3) {
      try {
        difference =
            Comparison.difference(plain.answer(statement.click(), query.kinds()), one, ordered);
        inClickHouse = true;
      } catch (TimestoreException e) {
        note = (note == null ? "" : note + "\n") + statement.click() + "\n" + e.getMessage();
      }
    }
    if (difference == null) {
      return new Result(Outcome.SAME, inDuckDb, inClickHouse, note);
    }
    String plans = "\nplan: " + one.plan() + "\nother plan: " + other.plan();
    return new Result(Outcome.DIFFERENT, inDuckDb, inClickHouse, difference + plans);
  }

  /**
   * The rows for which a condition is true, false and unknown are all rows; and it is true as often
   * when it is computed for every row as when it filters.
   */
  private static @Nullable String partitions(
      Query query, PlacedTables tables, MergeStrategy strategy, Random random) {
    if (query.groups() != null
        || query.distinct()
        || query.right() != null
        || query.end().limits()
        || query.where().isEmpty()
        || !query.statement().exact()
        || query.statement().ours().contains(" OVER (")) {
      return null;
    }
    Expr condition = query.where().get(random.nextInt(query.where().size()));
    return random.nextBoolean()
        ? ternary(query, condition, tables, strategy)
        : counted(query, condition, tables, strategy);
  }

  private static @Nullable String ternary(
      Query query, Expr condition, PlacedTables tables, MergeStrategy strategy) {
    Query all = query.withWhere(List.of()).withEnd(Query.End.NONE);
    Answer whole = answer(all, tables, strategy);
    if (isTooLong(whole)) {
      return null;
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (String form : List.of("(%s)", "NOT (%s)", "(%s) IS NULL")) {
      Query part = all.withWhere(List.of(Expr.of(Kind.BOOL, form, condition)));
      rows.addAll(answer(part, tables, strategy).rows());
    }
    Answer parts = new Answer("true, false and unknown", whole.labels(), rows, whole.plan());
    String difference = Comparison.difference(whole, parts, false);
    return difference == null
        ? null
        : "TLP by " + condition.ours() + "\n" + difference + "\nplan: " + whole.plan();
  }

  private static @Nullable String counted(
      Query query, Expr condition, PlacedTables tables, MergeStrategy strategy) {
    Query all = query.withWhere(List.of()).withEnd(Query.End.NONE);
    Query filtered =
        all.withList(List.of(Expr.text(Kind.INT, "COUNT(*)"))).withWhere(List.of(condition));
    Query computed =
        all.withList(
            List.of(
                Expr.of(Kind.INT, "COALESCE(SUM(CASE WHEN %s THEN 1 ELSE 0 END), 0)", condition)));
    if (!condition.parameters().isEmpty() && query.statement().ours().contains("(SELECT")) {
      return null;
    }
    Answer one = answer(filtered, tables, strategy);
    Answer other = answer(computed, tables, strategy);
    String difference = Comparison.difference(one, other, false);
    return difference == null
        ? null
        : "NoREC by "
            + condition.ours()
            + "\n"
            + difference
            + "\nplan: "
            + one.plan()
            + "\nother plan: "
            + other.plan();
  }

  private static boolean isTooLong(Answer answer) {
    return answer.rows().size() > PlacedTables.MOST_ROWS;
  }

  private static Answer answer(Query query, PlacedTables tables, MergeStrategy strategy) {
    Expr statement = query.statement();
    return tables.answer(statement.ours(), statement.parameters(), strategy);
  }

  /** The simplest query at hand that still differs. */
  Query shrunk(Query query, long seed) {
    Query simplest = query;
    int tries = 0;
    boolean progress = true;
    while (progress && tries < 40) {
      progress = false;
      for (Query candidate : simplest.simpler()) {
        tries++;
        if (run(candidate, seed).outcome() == Outcome.DIFFERENT) {
          simplest = candidate;
          progress = true;
          break;
        }
      }
    }
    return simplest;
  }
}
