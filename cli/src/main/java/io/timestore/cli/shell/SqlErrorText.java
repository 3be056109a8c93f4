package io.timestore.cli.shell;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes an error with its SQLSTATE and a mark under the place of the statement. Stateless. */
final class SqlErrorText {
  private static final Pattern POSITION = Pattern.compile("\\s*Position: (\\d{1,9})");

  private SqlErrorText() {}

  static String of(SQLException e, String sql) {
    String message = String.valueOf(e.getMessage());
    String head = "ERROR " + e.getSQLState() + ": ";
    Matcher position = POSITION.matcher(message);
    if (!position.find()) {
      return head + message;
    }
    int at = Integer.parseInt(position.group(1)) - 1;
    if (at < 0 || at > sql.length()) {
      return head + message;
    }
    int start = sql.lastIndexOf('\n', at - 1) + 1;
    int end = sql.indexOf('\n', at);
    String line = sql.substring(start, end < 0 ? sql.length() : end);
    return head
        + position.replaceFirst("")
        + "\n  "
        + line.replace('\t', ' ')
        + "\n  "
        + " ".repeat(at - start)
        + "^";
  }
}
