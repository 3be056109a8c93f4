package io.timestore.jdbc.internal.text;

import io.timestore.calcite.parse.Positions;
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
    Matcher told = PLACE.matcher(message);
    if (!told.find()) {
      return SqlErrors.of(e);
    }
    Positions.Place place =
        new Positions.Place(Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2)));
    String whole =
        message.substring(0, told.start())
            + part.statement().place(place)
            + message.substring(told.end());
    int position = part.statement().offset(place) + 1;
    return SqlErrors.of(e.code(), whole + "\n  Position: " + position, e);
  }
}
