package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A statement that asks for what the catalog says: {@code SHOW TABLES}, {@code SHOW SCHEMAS},
 * {@code SHOW COLUMNS}, {@code SHOW CREATE TABLE} or {@code DESCRIBE}. Immutable.
 *
 * @param name the schema's or the table's name in parts, empty for none
 * @param place where the name stands
 * @param pattern what names must be like; null for any
 */
public record ShowStatement(
    Subject subject, List<String> name, Positions.Place place, @Nullable Pattern pattern) {
  /** What is asked for. */
  public enum Subject {
    TABLES,
    SCHEMAS,
    COLUMNS,
    CREATE_TABLE
  }

  /**
   * The pattern of LIKE.
   *
   * @param text null if it is a parameter
   */
  public record Pattern(@Nullable String text) {}

  public ShowStatement {
    name = List.copyOf(name);
  }

  /** How many {@code ?} there are. */
  public int parameters() {
    return pattern != null && pattern.text() == null ? 1 : 0;
  }

  /** Whether a statement is one of these, be it with mistakes: settings are shown by others. */
  public static boolean isOne(String sql) {
    return begins(sql) && Reader.of(sql).isOne();
  }

  /**
   * Reads a statement; null if it is none of these.
   *
   * @throws TimestoreException SYNTAX, with line and column
   */
  public static @Nullable ShowStatement of(String sql) {
    if (!begins(sql)) {
      return null;
    }
    Reader reader = Reader.of(sql);
    return reader.isOne() ? reader.read() : null;
  }

  /** Rules out most statements without reading them. */
  private static boolean begins(String sql) {
    SqlLexer lexer = new SqlLexer(sql, QuoteStyle.DOUBLE_QUOTE);
    SqlToken token = lexer.next();
    while (token != null && !token.isSignificant()) {
      token = lexer.next();
    }
    return token != null
        && (token.isWord("SHOW") || token.isWord("DESC") || token.isWord("DESCRIBE"));
  }

  /** Reads tokens from the first to the last. */
  private static final class Reader {
    private static final List<String> SUBJECTS =
        List.of("FULL", "TABLES", "SCHEMAS", "DATABASES", "COLUMNS", "FIELDS", "CREATE");

    private final String sql;
    private final List<SqlToken> tokens;
    private int at;

    private Reader(String sql, List<SqlToken> tokens) {
      this.sql = sql;
      this.tokens = tokens;
    }

    static Reader of(String sql) {
      return new Reader(sql, SqlLexer.significant(sql));
    }

    boolean isOne() {
      if (tokens.isEmpty()) {
        return false;
      }
      SqlToken first = tokens.get(0);
      return first.isWord("DESCRIBE")
          || first.isWord("DESC")
          || (first.isWord("SHOW")
              && tokens.size() > 1
              && SUBJECTS.stream().anyMatch(tokens.get(1)::isWord));
    }

    ShowStatement read() {
      boolean describe = !tokens.get(at++).isWord("SHOW");
      ShowStatement read = describe ? described() : shown();
      if (at < tokens.size() && tokens.get(at).isSign(";")) {
        at++;
      }
      if (at < tokens.size()) {
        throw expected("the end of the statement");
      }
      return read;
    }

    private ShowStatement described() {
      takeWord("TABLE");
      return named(Subject.COLUMNS, false);
    }

    private ShowStatement shown() {
      boolean full = takeWord("FULL");
      if (takeWord("TABLES")) {
        return takeFrom()
            ? named(Subject.TABLES, true)
            : new ShowStatement(Subject.TABLES, List.of(), place(), pattern());
      }
      if (takeWord("COLUMNS") || takeWord("FIELDS")) {
        if (!takeFrom()) {
          throw expected("FROM and a table");
        }
        return named(Subject.COLUMNS, true);
      }
      if (!full && (takeWord("SCHEMAS") || takeWord("DATABASES"))) {
        return new ShowStatement(Subject.SCHEMAS, List.of(), place(), pattern());
      }
      if (!full && takeWord("CREATE") && takeWord("TABLE")) {
        return named(Subject.CREATE_TABLE, false);
      }
      throw expected(full ? "TABLES or COLUMNS" : "TABLE");
    }

    private ShowStatement named(Subject subject, boolean mayMatch) {
      Positions.Place place = place();
      List<String> name = new ArrayList<>(List.of(name()));
      while (at < tokens.size() && tokens.get(at).isSign(".")) {
        at++;
        name.add(name());
      }
      return new ShowStatement(subject, name, place, mayMatch ? pattern() : null);
    }

    private String name() {
      SqlToken token = at < tokens.size() ? tokens.get(at) : null;
      if (token == null || (token.kind() != SqlToken.Kind.WORD && !isClosedName(token))) {
        throw expected("a name");
      }
      at++;
      if (token.kind() == SqlToken.Kind.WORD) {
        return token.text();
      }
      String quote = token.text().substring(0, 1);
      return token.text().substring(1, token.text().length() - 1).replace(quote + quote, quote);
    }

    private static boolean isClosedName(SqlToken token) {
      return token.kind() == SqlToken.Kind.NAME
          && token.text().length() > 2
          && token.text().endsWith(token.text().substring(0, 1));
    }

    private @Nullable Pattern pattern() {
      if (!takeWord("LIKE") && !takeWord("ILIKE")) {
        return null;
      }
      SqlToken token = at < tokens.size() ? tokens.get(at) : null;
      if (token != null && token.isSign("?")) {
        at++;
        return new Pattern(null);
      }
      String text = token == null ? "" : token.text();
      if (token == null
          || token.kind() != SqlToken.Kind.TEXT
          || text.length() < 2
          || !text.startsWith("'")) {
        throw expected("a pattern in quotes or ?");
      }
      at++;
      return new Pattern(text.substring(1, text.length() - 1).replace("''", "'"));
    }

    private boolean takeFrom() {
      return takeWord("FROM") || takeWord("IN");
    }

    private boolean takeWord(String word) {
      boolean found = at < tokens.size() && tokens.get(at).isWord(word);
      at += found ? 1 : 0;
      return found;
    }

    private Positions.Place place() {
      return Positions.Place.of(sql, at < tokens.size() ? tokens.get(at).start() : sql.length());
    }

    private TimestoreException expected(String what) {
      String found =
          at < tokens.size()
              ? "'" + tokens.get(at).text().toLowerCase(Locale.ROOT) + "'"
              : "the end";
      return new TimestoreException(
          ErrorCode.SYNTAX,
          "syntax error at " + place() + ": expected " + what + ", found " + found);
    }
  }
}
