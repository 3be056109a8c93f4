package io.timestore.calcite.parse;

import java.util.List;
import java.util.Set;

/**
 * Turns {@code x AT TIME ZONE z} into {@code AT_TIME_ZONE(x, z)}. As in PostgreSQL it binds tighter
 * than any sign but {@code ::} and the dot.
 */
final class TimeZoneRewriter {
  /** Words before a parenthesis that are no function's name. */
  private static final Set<String> NO_FUNCTIONS =
      Set.of(
          "SELECT",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "IN",
          "ON",
          "HAVING",
          "BY",
          "THEN",
          "ELSE",
          "WHEN",
          "CASE",
          "BETWEEN",
          "LIKE",
          "DISTINCT",
          "ALL",
          "FROM",
          "AS",
          "VALUES",
          "LIMIT",
          "OFFSET");

  private final List<SqlToken> tokens;

  private TimeZoneRewriter(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  static void collect(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    TimeZoneRewriter rewriter = new TimeZoneRewriter(tokens);
    for (int i = 1; i + 3 < tokens.size(); i++) {
      if (rewriter.isAtTimeZone(i)) {
        int start = rewriter.primaryStart(i - 1);
        int end = rewriter.primaryEnd(i + 3);
        edits.add(insertion(tokens.get(start).start(), "AT_TIME_ZONE("));
        edits.add(new MappedText.Edit(tokens.get(i).start(), tokens.get(i + 2).end(), ","));
        edits.add(insertion(tokens.get(end).end(), ")"));
      }
    }
  }

  private static MappedText.Edit insertion(int at, String text) {
    return new MappedText.Edit(at, at, text);
  }

  private boolean isAtTimeZone(int i) {
    return i >= 0
        && i + 2 < tokens.size()
        && tokens.get(i).isWord("AT")
        && tokens.get(i + 1).isWord("TIME")
        && tokens.get(i + 2).isWord("ZONE");
  }

  /** The first token of the operand whose last token is given. */
  private int primaryStart(int last) {
    SqlToken token = tokens.get(last);
    int start = last;
    if (token.isSign(")")) {
      start = opening(last);
      if (start > 0 && isFunctionName(start - 1)) {
        start = nameStart(start - 1);
      }
    } else if (token.isWord("END")) {
      start = caseStart(last);
    } else if (token.kind() == SqlToken.Kind.TEXT) {
      start = last > 0 ? literalStart(last) : last;
    } else {
      start = nameStart(last);
    }
    if (start > 0 && tokens.get(start - 1).isSign("::")) {
      return primaryStart(start - 2);
    }
    if (isAtTimeZone(start - 3)) {
      return primaryStart(start - 4);
    }
    return start;
  }

  private boolean isFunctionName(int i) {
    SqlToken token = tokens.get(i);
    return token.kind() == SqlToken.Kind.NAME
        || (token.kind() == SqlToken.Kind.WORD && !NO_FUNCTIONS.contains(token.upper()));
  }

  private int literalStart(int text) {
    SqlToken before = tokens.get(text - 1);
    boolean typed = before.isWord("TIMESTAMP") || before.isWord("DATE") || before.isWord("TIME");
    return typed ? text - 1 : text;
  }

  private int nameStart(int last) {
    int start = last;
    while (start > 1 && tokens.get(start - 1).isSign(".")) {
      start -= 2;
    }
    return start;
  }

  private int caseStart(int end) {
    int depth = 0;
    for (int i = end; i >= 0; i--) {
      depth += tokens.get(i).isWord("END") ? 1 : tokens.get(i).isWord("CASE") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return end;
  }

  private int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      depth += tokens.get(i).isSign(")") ? 1 : tokens.get(i).isSign("(") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return close;
  }

  /** The last token of the operand that begins with the given one. */
  private int primaryEnd(int first) {
    int end = first;
    if (tokens.get(first).isSign("(")) {
      return closing(first);
    }
    while (end + 2 < tokens.size() && tokens.get(end + 1).isSign(".")) {
      end += 2;
    }
    return end + 1 < tokens.size() && tokens.get(end + 1).isSign("(") ? closing(end + 1) : end;
  }

  private int closing(int open) {
    int close = SqlToken.closing(tokens, open);
    return close < 0 ? tokens.size() - 1 : close;
  }
}
