package io.timestore.embedded.chdb.sql;

import io.timestore.embedded.chdb.sql.ClickHouseToken.Kind;
import java.util.Arrays;

/**
 * Cuts a statement in ClickHouse's dialect into tokens, skipping white space and comments. It works
 * on bytes, because the data of an INSERT may follow the statement, and it never fails: what it
 * does not know is a symbol. For one thread.
 */
public final class ClickHouseLexer {
  private final byte[] sql;
  private final int limit;
  private int at;
  private int depth;

  public ClickHouseLexer(byte[] sql, int limit) {
    this.sql = sql;
    this.limit = limit;
  }

  /** Where the next token is searched. */
  int position() {
    return at;
  }

  public ClickHouseToken next() {
    skipBlanks();
    int start = at;
    if (at >= limit) {
      return new ClickHouseToken(sql, Kind.END, limit, limit, depth);
    }
    byte c = sql[at];
    if (c == '\'') {
      quoted(c);
      return token(Kind.STRING, start);
    }
    if (c == '`' || c == '"') {
      quoted(c);
      return token(Kind.QUOTED, start);
    }
    if (isWordStart(c)) {
      word();
      return token(Kind.WORD, start);
    }
    if (c >= '0' && c <= '9') {
      word();
      return token(Kind.NUMBER, start);
    }
    if (c == '$' && heredoc()) {
      return token(Kind.STRING, start);
    }
    return symbol(c, start);
  }

  private ClickHouseToken symbol(byte c, int start) {
    at++;
    if (c == ')') {
      depth--;
    }
    ClickHouseToken token = token(Kind.SYMBOL, start);
    if (c == '(') {
      depth++;
    }
    return token;
  }

  private ClickHouseToken token(Kind kind, int start) {
    return new ClickHouseToken(sql, kind, start, at, depth);
  }

  private void word() {
    while (at < limit && (isWordStart(sql[at]) || (sql[at] >= '0' && sql[at] <= '9'))) {
      at++;
    }
  }

  /** Letters, underscore and every byte of a UTF-8 sequence. */
  private static boolean isWordStart(byte c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c < 0;
  }

  private void quoted(byte quote) {
    at++;
    while (at < limit) {
      byte c = sql[at++];
      if (c == '\\') {
        at = Math.min(limit, at + 1);
      } else if (c == quote) {
        if (at < limit && sql[at] == quote) {
          at++;
        } else {
          return;
        }
      }
    }
  }

  /** {@code $tag$ ... $tag$}. */
  private boolean heredoc() {
    int tagEnd = at + 1;
    while (tagEnd < limit && isWordStart(sql[tagEnd])) {
      tagEnd++;
    }
    if (tagEnd >= limit || sql[tagEnd] != '$') {
      return false;
    }
    int length = tagEnd + 1 - at;
    for (int i = tagEnd + 1; i + length <= limit; i++) {
      if (Arrays.equals(sql, at, at + length, sql, i, i + length)) {
        at = i + length;
        return true;
      }
    }
    return false;
  }

  private void skipBlanks() {
    while (at < limit) {
      byte c = sql[at];
      if (c >= 0 && c <= ' ') {
        at++;
      } else if (starts("--") || starts("# ") || starts("#!")) {
        while (at < limit && sql[at] != '\n') {
          at++;
        }
      } else if (starts("/*")) {
        at += 2;
        while (at < limit && !starts("*/")) {
          at++;
        }
        at = Math.min(limit, at + 2);
      } else {
        return;
      }
    }
  }

  private boolean starts(String prefix) {
    return at + 1 < limit && sql[at] == prefix.charAt(0) && sql[at + 1] == prefix.charAt(1);
  }
}
