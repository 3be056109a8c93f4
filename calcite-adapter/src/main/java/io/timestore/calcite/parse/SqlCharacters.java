package io.timestore.calcite.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The characters of the lexer's tokens, as the parser's grammar has them. Stateless. */
final class SqlCharacters {
  private static final String BLANKS = " \t\n\r\f";
  private static final Pattern ESCAPE_HEAD =
      Pattern.compile("\\{(?: *(?:[dD]|[tT][sS]?|[fF][nN]))?");
  private static final Pattern DOLLAR_TAG =
      Pattern.compile("\\$(?:[a-zA-Z_\\x{80}-\\x{FFFF}][a-zA-Z0-9_\\x{80}-\\x{FFFF}]*)?\\$");
  private static final Pattern CHARACTER_SET = Pattern.compile("_[a-zA-Z0-9][a-zA-Z0-9:.\\-_]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private SqlCharacters() {}

  static boolean isBlank(char c) {
    return BLANKS.indexOf(c) >= 0;
  }

  static boolean isLineBreak(char c) {
    return c == '\n' || c == '\r';
  }

  /** Whether a character may be part of a word. */
  static boolean isPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || isDigit(c)
        || c == '_'
        || c == '$'
        || (c >= '\u0080' && c <= '\u1fff')
        || (c >= '\u2d00' && isPartOfTheEast(c));
  }

  private static boolean isPartOfTheEast(char c) {
    return c <= '\u2d25'
        || (c >= '\u3040' && c <= '\u318f')
        || (c >= '\u3300' && c <= '\u337f')
        || (c >= '\u3400' && c <= '\u3d2d')
        || (c >= '\u4e00' && c <= '\u9fff')
        || (c >= '\uf900' && c <= '\ufaff');
  }

  /** Whether a character may be part of a collation; its names have fewer than words have. */
  private static boolean isLetter(char c) {
    return isPart(c)
        && !isDigit(c)
        && (c < '\u0080' || c >= '\u00c0')
        && c != '\u00d7'
        && c != '\u00f7';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isDigitAt(String sql, int at) {
    return at < sql.length() && isDigit(sql.charAt(at));
  }

  static int partEnd(String sql, int from) {
    int end = from;
    while (end < sql.length() && isPart(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind the line break that ends a line: {@code \n}, {@code \r} or both. */
  static int behindLine(String sql, int from) {
    int end = from;
    while (end < sql.length() && !isLineBreak(sql.charAt(end))) {
      end++;
    }
    return end + (sql.startsWith("\r\n", end) ? 2 : end < sql.length() ? 1 : 0);
  }

  /** The quote behind the prefix of a text or of a name; -1 if there is no prefix. */
  static int prefixEnd(String sql, int start, int wordEnd) {
    if (wordEnd == start + 1 && wordEnd < sql.length()) {
      char prefix = Character.toUpperCase(sql.charAt(start));
      boolean unicode = prefix == 'U' && sql.startsWith("&", wordEnd);
      if (unicode && (sql.startsWith("'", wordEnd + 1) || sql.startsWith("\"", wordEnd + 1))) {
        return wordEnd + 1;
      }
      return "ENX".indexOf(prefix) >= 0 && sql.charAt(wordEnd) == '\'' ? wordEnd : -1;
    }
    if (sql.charAt(start) == '_') {
      int end = end(CHARACTER_SET, sql, start);
      return end > 0 && sql.startsWith("'", end) ? end : -1;
    }
    return -1;
  }

  /** Behind {@code $tag$}; -1 if there is none. */
  static int dollarTagEnd(String sql, int start) {
    return end(DOLLAR_TAG, sql, start);
  }

  /** Behind a number; -1 if there is none. */
  static int numberEnd(String sql, int start) {
    return isDigit(sql.charAt(start)) || sql.charAt(start) == '.' ? end(NUMBER, sql, start) : -1;
  }

  /** Behind a brace with the word of an escape that the parser knows, or behind the brace alone. */
  static int escapeHeadEnd(String sql, int brace) {
    return end(ESCAPE_HEAD, sql, brace);
  }

  private static int end(Pattern pattern, String sql, int start) {
    Matcher matcher = pattern.matcher(sql).region(start, sql.length());
    return matcher.lookingAt() ? matcher.end() : -1;
  }

  /**
   * Behind a collation, as in {@code latin1$en$primary}: a character set, which may have colons,
   * dots and hyphens in it, a dollar, letters, and maybe a dollar, letters and digits; -1 if there
   * is none. Dollars are letters, too, so that the longest reading begins at the first dollar of
   * the last row of letters.
   */
  static int collationEnd(String sql, int start) {
    int longest = -1;
    if (!isPart(sql.charAt(start)) || !isSetPart(sql.charAt(start))) {
      return longest;
    }
    int i = start + 1;
    while (i < sql.length() && (isSetPart(sql.charAt(i)) || ":.-".indexOf(sql.charAt(i)) >= 0)) {
      if (sql.charAt(i) == '$' && i + 1 < sql.length() && isLetter(sql.charAt(i + 1))) {
        longest = Math.max(longest, behindDollar(sql, i + 1));
        i = letterEnd(sql, i);
      } else {
        i++;
      }
    }
    return longest;
  }

  private static boolean isSetPart(char c) {
    return isLetter(c) || isDigit(c);
  }

  private static int letterEnd(String sql, int from) {
    int end = from;
    while (end < sql.length() && isLetter(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int behindDollar(String sql, int letters) {
    int end = letterEnd(sql, letters);
    int dollar = sql.indexOf('$', letters + 1);
    if (dollar < 0 || dollar >= end) {
      return end;
    }
    int rest = dollar + 1;
    while (rest < sql.length() && isSetPart(sql.charAt(rest))) {
      rest++;
    }
    return Math.max(end, rest);
  }
}
