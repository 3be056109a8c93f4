package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One SELECT in ClickHouse's own SQL, in which a table's name in braces stands for its snapshot.
 * What it is made of is looked at so far that it can stand in parentheses without ending them or
 * what is around them. Immutable.
 *
 * @param texts the SQL before, between and behind the tables; one more than there are tables
 * @param tables the tables' names in parts
 */
public record NativeSql(List<String> texts, List<List<String>> tables) {
  public NativeSql {
    texts = List.copyOf(texts);
    tables = List.copyOf(tables);
  }

  /**
   * Reads a statement.
   *
   * @throws TimestoreException INVALID_SQL if it is not one SELECT
   */
  public static NativeSql parse(String sql) {
    return new Reader(sql.strip()).run();
  }

  private static final class Reader {
    private final String sql;
    private final List<String> texts = new ArrayList<>();
    private final List<List<String>> tables = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private int at;
    private int depth;

    Reader(String sql) {
      this.sql = sql;
    }

    NativeSql run() {
      while (at < sql.length()) {
        step(sql.charAt(at));
      }
      if (depth != 0) {
        throw wrong("a parenthesis is not closed");
      }
      texts.add(text.toString());
      String head = texts.get(0).replace('(', ' ').strip().toUpperCase(Locale.ROOT);
      if (!head.matches("(?s)(SELECT|WITH)\\b.*")) {
        throw wrong("only SELECT and WITH are accepted");
      }
      return new NativeSql(texts, tables);
    }

    private void step(char c) {
      if (sql.startsWith("--", at) || c == '#') {
        skipTo(sql.indexOf('\n', at), 1);
      } else if (sql.startsWith("/*", at)) {
        skipTo(sql.indexOf("*/", at + 2), 2);
      } else if (c == '\'' || c == '"' || c == '`') {
        quoted(c);
      } else if (c == '{' || c == '}') {
        brace(c);
      } else if (c == ';' && at == sql.length() - 1) {
        at++;
      } else if (c == ';' || c == '$' || (c < ' ' && !Character.isWhitespace(c))) {
        throw wrong("the character '" + c + "' is not accepted");
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth < 0) {
          throw wrong("a parenthesis is closed that was not opened");
        }
        word();
      }
    }

    private void word() {
      int end = at;
      while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
        end++;
      }
      if (end > at && sql.substring(at, end).equalsIgnoreCase("SETTINGS")) {
        throw wrong("SETTINGS are not accepted");
      }
      end = Math.max(end, at + 1);
      text.append(sql, at, end);
      at = end;
    }

    /** Takes a comment for a blank. */
    private void skipTo(int found, int length) {
      text.append(' ');
      at = found < 0 ? sql.length() : found + length;
    }

    private void quoted(char quote) {
      int end = at + 1;
      while (end < sql.length() && sql.charAt(end) != quote) {
        if (sql.charAt(end) < '\u0003') {
          throw wrong("a control character is not accepted");
        }
        end += sql.charAt(end) == '\\' ? 2 : 1;
      }
      if (end >= sql.length()) {
        throw wrong("a quote is not closed");
      }
      text.append(sql, at, end + 1);
      at = end + 1;
    }

    private void brace(char c) {
      if (at + 1 < sql.length() && sql.charAt(at + 1) == c) {
        text.append(c);
        at += 2;
        return;
      }
      int close = sql.indexOf('}', at);
      if (c == '}' || close < 0) {
        throw wrong("a brace stands alone; write {{ or }} for a brace that is meant");
      }
      texts.add(text.toString());
      text = new StringBuilder();
      tables.add(name(sql.substring(at + 1, close)));
      at = close + 1;
    }

    private List<String> name(String written) {
      List<String> parts = new ArrayList<>();
      List<SqlToken> tokens = SqlLexer.significant(written);
      for (int i = 0; i < tokens.size(); i++) {
        SqlToken token = tokens.get(i);
        boolean named = token.kind() == SqlToken.Kind.WORD || isQuoted(token);
        if (i % 2 == 0 ? !named : !token.isSign(".")) {
          throw wrong("{" + written + "} is no table's name");
        }
        if (named) {
          parts.add(unquoted(token));
        }
      }
      if (tokens.size() % 2 == 0) {
        throw wrong("{" + written + "} is no table's name");
      }
      return List.copyOf(parts);
    }

    private static boolean isQuoted(SqlToken token) {
      return token.kind() == SqlToken.Kind.NAME && !SqlCharacters.isPart(token.text().charAt(0));
    }

    private static String unquoted(SqlToken token) {
      if (token.kind() == SqlToken.Kind.WORD) {
        return token.text();
      }
      return StandardText.content(token.text());
    }

    private TimestoreException wrong(String why) {
      return new TimestoreException(
          ErrorCode.INVALID_SQL, "clickhouse.query: " + why + " (at character " + (at + 1) + ")");
    }
  }
}
