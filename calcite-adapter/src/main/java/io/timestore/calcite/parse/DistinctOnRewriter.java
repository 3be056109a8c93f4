package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns PostgreSQL's {@code SELECT DISTINCT ON (keys) … ORDER BY order} into {@code SELECT …
 * QUALIFY ROW_NUMBER() OVER (PARTITION BY keys ORDER BY order) = 1 ORDER BY order}.
 */
final class DistinctOnRewriter {
  /** What may follow the clause that QUALIFY is put behind. */
  private static final Set<String> ENDS =
      Set.of("ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "INTERSECT", "EXCEPT");

  private final String sql;
  private final List<SqlToken> tokens;

  private DistinctOnRewriter(String sql, List<SqlToken> tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  static List<MappedText.Edit> edits(String sql) {
    List<SqlToken> tokens = SqlLexer.significant(sql);
    DistinctOnRewriter rewriter = new DistinctOnRewriter(sql, tokens);
    List<MappedText.Edit> edits = new ArrayList<>();
    for (int i = 0; i + 3 < tokens.size(); i++) {
      if (tokens.get(i).isWord("SELECT")
          && tokens.get(i + 1).isWord("DISTINCT")
          && tokens.get(i + 2).isWord("ON")
          && tokens.get(i + 3).isSign("(")) {
        rewriter.rewrite(i, edits);
      }
    }
    return edits;
  }

  private void rewrite(int select, List<MappedText.Edit> edits) {
    int close = closing(select + 3);
    int end = next(close + 1, ENDS);
    boolean ordered = end < tokens.size() && tokens.get(end).isWord("ORDER");
    int orderEnd = ordered ? next(end + 1, ENDS) : end;
    String keys = text(select + 4, close);
    String order = ordered ? " " + text(end, orderEnd) : "";
    refuse(tokens.subList(select + 4, close));
    refuse(tokens.subList(end, orderEnd));
    edits.add(new MappedText.Edit(tokens.get(select + 1).start(), tokens.get(close).end(), ""));
    int at = end < tokens.size() ? tokens.get(end).start() : tokens.get(end - 1).end();
    edits.add(
        new MappedText.Edit(
            at, at, " QUALIFY ROW_NUMBER() OVER (PARTITION BY " + keys + order + ") = 1 "));
  }

  /** Numbers may stand for columns, and parameters would be there twice. */
  private static void refuse(List<SqlToken> keys) {
    if (keys.stream().anyMatch(t -> t.kind() == SqlToken.Kind.NUMBER || t.isSign("?"))) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "DISTINCT ON with numbers or parameters in its keys or its ORDER BY is not supported;"
              + " write columns, or SELECT … QUALIFY ROW_NUMBER() OVER (PARTITION BY … ORDER BY …)"
              + " = 1");
    }
  }

  private String text(int from, int to) {
    return from >= to ? "" : sql.substring(tokens.get(from).start(), tokens.get(to - 1).end());
  }

  /** The parenthesis that closes the one at a place. */
  private int closing(int open) {
    int close = SqlToken.closing(tokens, open);
    if (close < 0) {
      throw new TimestoreException(ErrorCode.SYNTAX, "syntax error: a parenthesis is not closed");
    }
    return close;
  }

  /** The first of some words outside of parentheses, or the end of the query around them. */
  private int next(int from, Set<String> words) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      depth += token.isSign("(") ? 1 : token.isSign(")") ? -1 : 0;
      boolean word =
          depth == 0 && token.kind() == SqlToken.Kind.WORD && words.contains(token.upper());
      if (depth < 0 || word || (depth == 0 && token.isSign(";"))) {
        return i;
      }
    }
    return tokens.size();
  }
}
