package io.timestore.jdbc.internal.error;

import java.sql.SQLException;

/** Checks arguments of java.sql's methods. Stateless. */
public final class ArgumentCheck {
  private ArgumentCheck() {}

  /**
   * Refuses a negative number.
   *
   * @param name of the argument, for the message
   */
  public static long notNegative(long value, String name) throws SQLException {
    if (value < 0) {
      throw SqlErrors.badArgument("the " + name + " " + value + " must be 0 or more");
    }
    return value;
  }
}
