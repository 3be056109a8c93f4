package io.timestore.jdbc.internal.text;

import io.timestore.core.model.TimestoreException;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Errors of a statement within a text of several. Stateless. */
public final class StatementErrors {
  private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

  private StatementErrors() {}

  /**
   * An error of a statement; line and column that it tells are those of the whole text, and the
   * character's number is told, too.
   */
  public static SQLException of(TimestoreException e, SqlPart part) {
    String message = String.valueOf(e.getMessage());
    Matcher place = PLACE.matcher(message);
    if (!place.find()) {
      return SqlErrors.of(e);
    }
    int line = Integer.parseInt(place.group(1));
    int column = Integer.parseInt(place.group(2));
    int lineStart = 0;
    for (int i = 1; i < line; i++) {
      lineStart = part.text().indexOf('\n', lineStart) + 1;
    }
    SqlPart.Start start = part.start();
    int shown = line == 1 ? start.column() + column : column;
    String told =
        message.substring(0, place.start())
            + "line %d, column %d".formatted(start.line() + line, shown)
            + message.substring(place.end());
    int position = start.offset() + lineStart + column;
    return SqlErrors.of(e.code(), told + "\n  Position: " + position, e);
  }
}
