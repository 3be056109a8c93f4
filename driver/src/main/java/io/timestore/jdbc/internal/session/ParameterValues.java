package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a statement's parameters, counted from 1. For one thread. */
final class ParameterValues {
  private static final Object UNSET = new Object();

  private final @Nullable Object[] values;

  ParameterValues(int count) {
    this.values = new Object[count];
    clear();
  }

  void set(int index, @Nullable Object value) throws SQLException {
    if (index < 1 || index > values.length) {
      throw SqlErrors.badArgument(
          "there is no parameter "
              + index
              + "; the statement has "
              + values.length
              + ", counted from 1");
    }
    values[index - 1] = value;
  }

  /** All values; refused if one was not set. */
  List<@Nullable Object> all() throws SQLException {
    List<@Nullable Object> list = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == UNSET) {
        throw SqlErrors.badArgument("parameter " + (i + 1) + " has no value");
      }
      list.add(values[i]);
    }
    return list;
  }

  void clear() {
    Arrays.fill(values, UNSET);
  }
}
