package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.SqlErrors;
import io.timestore.jdbc.internal.ingest.PendingInserts;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** How far the rows of a transaction had come. Immutable. */
final class TimestoreSavepoint implements Savepoint {
  private final int id;
  private final @Nullable String name;
  private final PendingInserts.Mark mark;

  TimestoreSavepoint(int id, @Nullable String name, PendingInserts.Mark mark) {
    this.id = id;
    this.name = name;
    this.mark = mark;
  }

  PendingInserts.Mark mark() {
    return mark;
  }

  boolean isNamed(String wanted) {
    return wanted.equalsIgnoreCase(name);
  }

  @Override
  public int getSavepointId() throws SQLException {
    if (name != null) {
      throw SqlErrors.badArgument("the savepoint '" + name + "' has a name, not a number");
    }
    return id;
  }

  @Override
  public String getSavepointName() throws SQLException {
    if (name == null) {
      throw SqlErrors.badArgument("the savepoint " + id + " has a number, not a name");
    }
    return name;
  }
}
