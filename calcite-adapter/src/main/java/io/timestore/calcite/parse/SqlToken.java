package io.timestore.calcite.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * A token of a statement, without its meaning: where words, names, texts, numbers and signs stand.
 * Blanks and comments are none.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 */
record SqlToken(Kind kind, int start, int end, String text) {
  enum Kind {
    WORD,
    /** A name in double quotes or backticks. */
    NAME,
    TEXT,
    NUMBER,
    SIGN
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** The parenthesis that closes the one at a place, -1 if none does. */
  static int closing(List<SqlToken> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      depth += tokens.get(i).isSign("(") ? 1 : tokens.get(i).isSign(")") ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The tokens of a statement. What is not closed ends with the statement. */
  static List<SqlToken> of(String sql) {
    return new Lexer(sql).run();
  }

  private static final class Lexer {
    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    Lexer(String sql) {
      this.sql = sql;
    }

    List<SqlToken> run() {
      while (at < sql.length()) {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
          at++;
        } else if (sql.startsWith("--", at)) {
          at = behind("\n", at);
        } else if (sql.startsWith("/*", at) && !sql.startsWith("/*+", at)) {
          at = behind("*/", at + 2);
        } else if (c == '\'') {
          add(Kind.TEXT, quotedEnd(c, escapesByBackslash()));
        } else if (c == '"' || c == '`') {
          add(Kind.NAME, quotedEnd(c, false));
        } else if (Character.isDigit(c)) {
          add(Kind.NUMBER, numberEnd());
        } else if (Character.isJavaIdentifierStart(c)) {
          add(Kind.WORD, wordEnd());
        } else {
          add(Kind.SIGN, at + (sql.startsWith("::", at) ? 2 : 1));
        }
      }
      return tokens;
    }

    private void add(Kind kind, int end) {
      tokens.add(new SqlToken(kind, at, end, sql.substring(at, end)));
      at = end;
    }

    /** Whether the text that begins here is of the form {@code E'…'}. */
    private boolean escapesByBackslash() {
      SqlToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
      return last != null && last.end() == at && last.isWord("E");
    }

    /** A quote that is doubled does not end what it quotes. */
    private int quotedEnd(char quote, boolean backslash) {
      int end = at + 1;
      while (end < sql.length()) {
        char c = sql.charAt(end);
        if (c == '\\' && backslash) {
          end += 2;
        } else if (c != quote) {
          end++;
        } else if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
          end += 2;
        } else {
          return end + 1;
        }
      }
      return sql.length();
    }

    private int wordEnd() {
      int end = at;
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      return end;
    }

    private int numberEnd() {
      int end = at;
      while (end < sql.length()
          && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
        end++;
      }
      return end;
    }

    private int behind(String what, int from) {
      int found = sql.indexOf(what, from);
      return found < 0 ? sql.length() : found + what.length();
    }
  }
}
