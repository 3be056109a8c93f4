package io.timestore.embedded.chdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a statement to run it.
 *
 * @param kind how it is run
 * @param format the FORMAT clause's name, {@code Values} for an INSERT with VALUES, null without
 * @param headEnd for INSERT with data: end of the statement without its FORMAT or VALUES clause
 * @param dataStart for INSERT with data: where data starts in the text
 * @param several true if another statement follows
 */
record StatementShape(
    Kind kind, @Nullable String format, int headEnd, int dataStart, boolean several) {

  /** How a statement is run. */
  enum Kind {
    EMPTY,
    /** Answers rows, can be streamed. */
    SELECT,
    /** An INSERT whose rows follow as data. */
    INSERT_DATA,
    /** An INSERT whose rows come from a query. */
    INSERT_QUERY,
    KILL,
    OTHER
  }

  private static final Set<String> SELECT_WORDS = Set.of("SELECT", "WITH", "FROM");

  static StatementShape of(byte[] sql, int length) {
    SqlLexer lexer = new SqlLexer(sql, length);
    SqlToken first = lexer.next();
    while (first.isSymbol('(')) {
      first = lexer.next();
    }
    if (first.kind() == SqlToken.Kind.END) {
      return new StatementShape(Kind.EMPTY, null, 0, 0, false);
    }
    if (first.is("INSERT")) {
      return insert(sql, length, lexer);
    }
    boolean select = SELECT_WORDS.stream().anyMatch(first::is);
    Kind kind = select ? Kind.SELECT : first.is("KILL") ? Kind.KILL : Kind.OTHER;
    return answering(kind, length, lexer);
  }

  private static StatementShape answering(Kind kind, int length, SqlLexer lexer) {
    List<SqlToken> last = new ArrayList<>();
    String format = null;
    boolean several = false;
    boolean ended = false;
    for (SqlToken t = lexer.next(); t.kind() != SqlToken.Kind.END; t = lexer.next()) {
      several |= ended;
      ended |= t.isSymbol(';') && t.depth() == 0;
      boolean named = last.size() == 1 && t.kind() == SqlToken.Kind.WORD;
      if (named) {
        last.add(t);
      } else {
        if (last.size() == 2 && closes(t)) {
          format = last.get(1).text();
        }
        last.clear();
        if (t.depth() == 0 && t.is("FORMAT")) {
          last.add(t);
        }
      }
    }
    if (last.size() == 2) {
      format = last.get(1).text();
    }
    return new StatementShape(kind, format, length, length, several);
  }

  private static boolean closes(SqlToken token) {
    return token.isSymbol(';') || token.is("SETTINGS") || token.is("INTO");
  }

  private static StatementShape insert(byte[] sql, int length, SqlLexer lexer) {
    SqlToken previous = lexer.next();
    boolean named = !previous.is("INTO");
    for (SqlToken t = lexer.next(); t.kind() != SqlToken.Kind.END; t = lexer.next()) {
      if (t.depth() == 0 && named) {
        if (t.is("VALUES")) {
          return new StatementShape(Kind.INSERT_DATA, "Values", previous.end(), t.end(), false);
        }
        if (t.is("FORMAT")) {
          SqlToken name = lexer.next();
          int start = dataStart(sql, name.end(), length);
          return new StatementShape(Kind.INSERT_DATA, name.text(), previous.end(), start, false);
        }
        if (t.is("SELECT") || t.is("WITH") || t.is("FROM")) {
          return new StatementShape(Kind.INSERT_QUERY, null, length, length, false);
        }
        if (t.isSymbol(';')) {
          return new StatementShape(Kind.INSERT_DATA, null, previous.end(), t.end(), false);
        }
      }
      if (t.is("SELECT") && previous.isSymbol('(')) {
        return new StatementShape(Kind.INSERT_QUERY, null, length, length, false);
      }
      named |= !t.is("INTO") && !t.is("TABLE") && !t.is("FUNCTION");
      previous = t;
    }
    return new StatementShape(Kind.INSERT_DATA, null, previous.end(), length, false);
  }

  /** ClickHouse skips blanks and one line end behind the format's name. */
  private static int dataStart(byte[] sql, int from, int length) {
    int at = from;
    while (at < length && (sql[at] == ' ' || sql[at] == '\t' || sql[at] == '\r')) {
      at++;
    }
    return at < length && sql[at] == '\n' ? at + 1 : at;
  }
}
