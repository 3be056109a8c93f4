package io.timestore.calcite.parse;

import java.util.List;
import java.util.Locale;

/**
 * A token of a statement, without its meaning. The texts of a statement's tokens, joined, are the
 * statement.
 *
 * @param start offset of its first character
 * @param end offset behind its last character
 */
public record SqlToken(Kind kind, int start, int end, String text) {
  /** The class of a token. */
  public enum Kind {
    /** Spaces, tabs, form feeds and line breaks. */
    BLANK,
    /**
     * From {@code --} to the end of the line, or between slashes with stars; a hint is one, too.
     */
    COMMENT,
    /** A keyword, or a name without quotes. */
    WORD,
    /** A name in quotes, with {@code U&} before it or not. */
    NAME,
    /** A string literal with its prefix ({@code E}, {@code N}, {@code U&}, {@code X}, …). */
    TEXT,
    NUMBER,
    /** An operator, a bracket, a parameter, the head of a JDBC escape, a collation. */
    SIGN,
    /** No token: the statement is refused. */
    INVALID
  }

  private static final int LAST_ASCII = 0x7F;

  /** Whether it stands for something, which blanks and comments do not. */
  public boolean isSignificant() {
    return kind != Kind.BLANK && kind != Kind.COMMENT;
  }

  public boolean isWord(String word) {
    return kind == Kind.WORD && text.length() == word.length() && upper().equals(word);
  }

  public boolean isSign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  /** A word in upper case as the parser reads keywords: letters beyond ASCII make no keyword. */
  public String upper() {
    boolean ascii = text.chars().allMatch(c -> c <= LAST_ASCII);
    return ascii ? text.toUpperCase(Locale.ROOT) : text;
  }

  /** The reason why an invalid token is refused. */
  String refusal() {
    if (text.startsWith("/*")) {
      return "a comment is not closed";
    }
    if (text.equals("//")) {
      return "'//' is no operator and begins no comment; a comment begins with -- or /*";
    }
    if (text.length() > 1 && text.startsWith("$")) {
      return "texts in dollar quotes are not supported; write '…', with '' for a quote in it";
    }
    if (text.startsWith("\"") || text.startsWith("`") || text.startsWith("&\"", 1)) {
      return "a name in quotes is empty or not closed on its line";
    }
    return text.indexOf('\'') >= 0
        ? "a text in quotes is not closed"
        : "the character '" + text + "' is not accepted";
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
}
