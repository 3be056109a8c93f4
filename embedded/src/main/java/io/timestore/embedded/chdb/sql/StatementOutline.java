package io.timestore.embedded.chdb.sql;

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
public record StatementOutline(
    Kind kind, @Nullable String format, int headEnd, int dataStart, boolean several) {

  /** How a statement is run. */
  public enum Kind {
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

  public static StatementOutline of(byte[] sql, int length) {
    ClickHouseLexer lexer = new ClickHouseLexer(sql, length);
    ClickHouseToken first = lexer.next();
    while (first.isSymbol('(')) {
      first = lexer.next();
    }
    if (first.kind() == ClickHouseToken.Kind.END) {
      return new StatementOutline(Kind.EMPTY, null, 0, 0, false);
    }
    if (first.is("INSERT")) {
      return insert(sql, length, lexer);
    }
    boolean select = SELECT_WORDS.stream().anyMatch(first::is);
    Kind kind = select ? Kind.SELECT : first.is("KILL") ? Kind.KILL : Kind.OTHER;
    return answering(kind, length, lexer);
  }

  private static StatementOutline answering(Kind kind, int length, ClickHouseLexer lexer) {
    List<ClickHouseToken> last = new ArrayList<>();
    String format = null;
    boolean several = false;
    boolean ended = false;
    for (ClickHouseToken t = lexer.next(); t.kind() != ClickHouseToken.Kind.END; t = lexer.next()) {
      several |= ended;
      ended |= t.isSymbol(';') && t.depth() == 0;
      boolean named = last.size() == 1 && t.kind() == ClickHouseToken.Kind.WORD;
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
    return new StatementOutline(kind, format, length, length, several);
  }

  private static boolean closes(ClickHouseToken token) {
    return token.isSymbol(';') || token.is("SETTINGS") || token.is("INTO");
  }

  private static StatementOutline insert(byte[] sql, int length, ClickHouseLexer lexer) {
    ClickHouseToken previous = lexer.next();
    boolean named = !previous.is("INTO");
    for (ClickHouseToken t = lexer.next(); t.kind() != ClickHouseToken.Kind.END; t = lexer.next()) {
      if (t.depth() == 0 && named) {
        if (t.is("VALUES")) {
          return new StatementOutline(Kind.INSERT_DATA, "Values", previous.end(), t.end(), false);
        }
        if (t.is("FORMAT")) {
          ClickHouseToken name = lexer.next();
          int start = dataStart(sql, name.end(), length);
          return new StatementOutline(Kind.INSERT_DATA, name.text(), previous.end(), start, false);
        }
        if (t.is("SELECT") || t.is("WITH") || t.is("FROM")) {
          return new StatementOutline(Kind.INSERT_QUERY, null, length, length, false);
        }
        if (t.isSymbol(';')) {
          return new StatementOutline(Kind.INSERT_DATA, null, previous.end(), t.end(), false);
        }
      }
      if (t.is("SELECT") && previous.isSymbol('(')) {
        return new StatementOutline(Kind.INSERT_QUERY, null, length, length, false);
      }
      named |= !t.is("INTO") && !t.is("TABLE") && !t.is("FUNCTION");
      previous = t;
    }
    return new StatementOutline(Kind.INSERT_DATA, null, previous.end(), length, false);
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
