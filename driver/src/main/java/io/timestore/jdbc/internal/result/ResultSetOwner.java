package io.timestore.jdbc.internal.result;

import java.sql.SQLException;
import java.sql.Statement;

/** A statement as its result sets see it. */
public interface ResultSetOwner {
  Statement statement();

  /** Whether commit closes its result sets, in the numbers of {@link java.sql.ResultSet}. */
  int holdability();

  /** Told by a result set that it was closed. */
  void resultSetClosed() throws SQLException;
}
