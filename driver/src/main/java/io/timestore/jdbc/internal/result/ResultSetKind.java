package io.timestore.jdbc.internal.result;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How a result set can be moved through, and whether commit closes it.
 *
 * @param type forward only or scroll insensitive
 */
public record ResultSetKind(int type, int holdability) {
  public static ResultSetKind of(int type, int concurrency, int holdability) throws SQLException {
    if (concurrency != ResultSet.CONCUR_READ_ONLY) {
      if (concurrency == ResultSet.CONCUR_UPDATABLE) {
        throw SqlErrors.unsupported("CONCUR_UPDATABLE, a result set that can be changed,");
      }
      throw SqlErrors.badArgument("unknown result set concurrency " + concurrency);
    }
    if (type == ResultSet.TYPE_SCROLL_SENSITIVE) {
      throw SqlErrors.unsupported("TYPE_SCROLL_SENSITIVE, a result set that shows later changes,");
    }
    if (type != ResultSet.TYPE_FORWARD_ONLY && type != ResultSet.TYPE_SCROLL_INSENSITIVE) {
      throw SqlErrors.badArgument("unknown result set type " + type);
    }
    return new ResultSetKind(type, checkedHoldability(holdability));
  }

  public static int checkedHoldability(int holdability) throws SQLException {
    if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT
        && holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
      throw SqlErrors.badArgument("unknown holdability " + holdability);
    }
    return holdability;
  }

  public static int checkedDirection(int direction) throws SQLException {
    if (direction != ResultSet.FETCH_FORWARD
        && direction != ResultSet.FETCH_REVERSE
        && direction != ResultSet.FETCH_UNKNOWN) {
      throw SqlErrors.badArgument("unknown fetch direction " + direction);
    }
    return direction;
  }

  public boolean scrolls() {
    return type == ResultSet.TYPE_SCROLL_INSENSITIVE;
  }
}
