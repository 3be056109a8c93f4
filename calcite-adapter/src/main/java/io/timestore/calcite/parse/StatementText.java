package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A statement's text made ready for the parser, token by token: comments become blanks, names in
 * backticks become names in double quotes, the end of the statement is cut off, and forms that the
 * parser does not know become forms that it knows.
 */
final class StatementText {
  private static final Set<String> COMPARISON = Set.of("=", "<", ">", "<=", ">=", "<>", "!=");

  private StatementText() {}

  /**
   * Prepares a statement.
   *
   * @throws TimestoreException SYNTAX for a text that has no tokens, UNSUPPORTED or INVALID_SQL for
   *     forms that are known and refused
   */
  static MappedText prepare(String sql) {
    refuseInvalid(sql);
    MappedText mapped = StandardText.forParser(sql);
    List<MappedText.Edit> distinct = DistinctOnRewriter.edits(mapped.text());
    if (!distinct.isEmpty()) {
      mapped = mapped.with(distinct);
    }
    String text = mapped.text();
    List<SqlToken> tokens = SqlLexer.significant(text);
    RefusedForms.refuse(tokens);
    List<MappedText.Edit> edits = new ArrayList<>();
    cutEnd(text, tokens, edits);
    IntervalRewriter.collect(tokens, edits);
    JdbcEscapes.collect(tokens, edits);
    TimeZoneRewriter.collect(tokens, edits);
    MembershipRewriter.collect(tokens, edits);
    quantileLevels(tokens, edits);
    functionNames(tokens, edits);
    return mapped.with(edits);
  }

  static void refuseInvalid(String sql) {
    for (SqlToken token : SqlLexer.significant(sql)) {
      if (token.kind() == SqlToken.Kind.INVALID) {
        throw new TimestoreException(
            ErrorCode.SYNTAX,
            "syntax error at " + Positions.Place.of(sql, token.start()) + ": " + token.refusal());
      }
    }
  }

  private static void cutEnd(String sql, List<SqlToken> tokens, List<MappedText.Edit> edits) {
    if (tokens.isEmpty()) {
      edits.add(new MappedText.Edit(0, sql.length(), ""));
      return;
    }
    SqlToken last = tokens.get(tokens.size() - 1);
    int end = last.isSign(";") ? last.start() : last.end();
    edits.add(new MappedText.Edit(end, sql.length(), ""));
  }

  /** {@code quantile(0.9)(x)}, as ClickHouse writes it, becomes {@code quantile(0.9, x)}. */
  private static void quantileLevels(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    for (int i = 0; i + 4 < tokens.size(); i++) {
      if (tokens.get(i).kind() == SqlToken.Kind.WORD
          && tokens.get(i).text().toLowerCase(Locale.ROOT).matches("quantile.*|topk")
          && tokens.get(i + 1).isSign("(")
          && tokens.get(i + 3).isSign(")")
          && tokens.get(i + 4).isSign("(")) {
        edits.add(new MappedText.Edit(tokens.get(i + 3).start(), tokens.get(i + 4).end(), ", "));
      }
    }
  }

  /** Functions whose names are words of other things for the parser. */
  private static void functionNames(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      SqlToken name = tokens.get(i);
      if (!tokens.get(i + 1).isSign("(")) {
        continue;
      }
      boolean compared = i > 0 && COMPARISON.contains(tokens.get(i - 1).text());
      boolean unitIsText = tokens.get(i + 2).kind() == SqlToken.Kind.TEXT;
      if (name.isWord("FIRST")
          || name.isWord("LAST")
          || (name.isWord("ANY") && !compared)
          || (name.isWord("DATEDIFF") && unitIsText)) {
        edits.add(new MappedText.Edit(name.start(), name.end(), '"' + name.text() + '"'));
      }
    }
  }
}
