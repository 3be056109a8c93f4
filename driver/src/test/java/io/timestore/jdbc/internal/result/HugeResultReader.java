package io.timestore.jdbc.internal.result;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads a result to its end in a JVM of its own, and prints how many rows it had and their sum. */
final class HugeResultReader {
  private static final int FETCH_SIZE = 1_000;

  private HugeResultReader() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection(arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_SIZE);
      long rows = 0;
      long sum = 0;
      try (ResultSet result = statement.executeQuery(arguments[1])) {
        while (result.next()) {
          rows++;
          sum += result.getLong(1) + result.getString(2).length();
        }
      }
      System.out.println(rows + " " + sum);
    }
    System.exit(0);
  }
}
