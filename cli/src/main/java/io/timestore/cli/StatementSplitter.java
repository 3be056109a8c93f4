package io.timestore.cli;

import io.timestore.calcite.parse.QuoteStyle;
import io.timestore.calcite.parse.SqlLexer;
import io.timestore.calcite.parse.SqlToken;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into SQL statements at the semicolons among its tokens. Feed it whole lines; it gives
 * back each statement when its end has come. For one thread.
 */
public final class StatementSplitter {
  private final StringBuilder current = new StringBuilder();
  private String open = "";
  private boolean significant;

  /** Takes more text and returns the statements that it ends, without their semicolons. */
  public List<String> feed(String text) {
    List<String> done = new ArrayList<>();
    SqlLexer lexer = new SqlLexer(open + text, QuoteStyle.DOUBLE_QUOTE);
    open = "";
    SqlToken token = lexer.next();
    while (token != null) {
      SqlToken following = lexer.next();
      if (following == null && mayGoOn(token)) {
        open = token.text();
      } else {
        add(token, done);
      }
      token = following;
    }
    return done;
  }

  /** Whether the text that follows may be part of the token: what is not closed yet. */
  private static boolean mayGoOn(SqlToken token) {
    return token.kind() == SqlToken.Kind.INVALID;
  }

  /** The statement that the end of the text ends, if there is one. */
  public List<String> end() {
    List<String> done = new ArrayList<>();
    significant |= !open.isEmpty();
    current.append(open);
    open = "";
    take(done);
    return done;
  }

  /** Whether no statement has begun. */
  public boolean isEmpty() {
    return !significant && open.isEmpty();
  }

  private void add(SqlToken token, List<String> done) {
    if (token.isSign(";")) {
      take(done);
    } else {
      significant |= token.isSignificant();
      current.append(token.text());
    }
  }

  private void take(List<String> done) {
    if (significant) {
      done.add(current.toString().strip());
    }
    current.setLength(0);
    significant = false;
  }
}
