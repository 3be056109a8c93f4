package io.timestore.jdbc.internal.error;

import java.sql.SQLException;

/** What {@code Wrapper} asks of every object of the driver. */
public final class Unwrapping {
  private Unwrapping() {}

  public static <T> T unwrap(Object object, Class<T> type) throws SQLException {
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw SqlErrors.badArgument(
        object.getClass().getSimpleName() + " does not wrap a " + type.getName());
  }
}
