package io.timestore.e2e.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A program of its own: runs each line of its input as a query and prints one line for it. */
final class SmallHeapClient {
  private SmallHeapClient() {}

  public static void main(String[] args) throws IOException, SQLException {
    try (Connection connection = DriverManager.getConnection(args[0]);
        Statement statement = connection.createStatement();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String sql = in.readLine(); sql != null; sql = in.readLine()) {
        System.out.println(answer(statement, sql));
      }
    }
  }

  private static String answer(Statement statement, String sql) {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    }
  }
}
