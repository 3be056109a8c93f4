package io.timestore.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Properties;

/**
 * The program of a fresh JVM: connects, asks twice, and prints how long each took. Arguments: URL
 * and statement; properties come from standard input.
 */
public final class FirstQuery {
  private static final double NANOS_PER_MILLI = 1e6;

  private FirstQuery() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    long jvm = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    Properties properties = new Properties();
    properties.load(System.in);
    long start = System.nanoTime();
    try (Connection connection = DriverManager.getConnection(arguments[0], properties);
        Statement statement = connection.createStatement()) {
      long connected = System.nanoTime();
      ask(statement, arguments[1]);
      long first = System.nanoTime();
      ask(statement, arguments[1]);
      long second = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "%d %.1f %.1f %.1f%n",
          jvm,
          (connected - start) / NANOS_PER_MILLI,
          (first - connected) / NANOS_PER_MILLI,
          (second - first) / NANOS_PER_MILLI);
    }
  }

  private static void ask(Statement statement, String sql) throws SQLException {
    try (ResultSet answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        answer.getObject(1);
      }
    }
  }
}
