package io.timestore.cli.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** Describes a connection. Stateless. */
final class ConnectionText {
  private ConnectionText() {}

  static String of(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    String user = metadata.getUserName();
    String schema = connection.getSchema();
    return "url:      "
        + metadata.getURL()
        + "\nuser:     "
        + (user == null || user.isEmpty() ? "(none)" : user)
        + "\nschema:   "
        + (schema == null ? "(none)" : schema)
        + "\ndatabase: "
        + metadata.getDatabaseProductName()
        + " "
        + metadata.getDatabaseProductVersion()
        + "\ndriver:   "
        + metadata.getDriverName()
        + " "
        + metadata.getDriverVersion();
  }
}
