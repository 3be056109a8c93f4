package io.timestore.jdbc.internal.session;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The warnings of a connection or statement. After the first hundred, more are dropped. */
final class Warnings {
  private static final int MOST = 100;

  private @Nullable SQLWarning first;
  private int count;

  synchronized void add(SQLWarning warning) {
    if (count >= MOST) {
      return;
    }
    count++;
    if (first == null) {
      first = warning;
    } else {
      first.setNextWarning(warning);
    }
  }

  synchronized @Nullable SQLWarning first() {
    return first;
  }

  synchronized void clear() {
    first = null;
    count = 0;
  }
}
