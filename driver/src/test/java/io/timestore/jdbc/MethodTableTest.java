package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls every method of java.sql; what each did is the page docs/jdbc-methods.md. */
final class MethodTableTest {
  private static final String ROW = "SELECT n, name, time, ARRAY[n] AS a FROM methods WHERE n = 1";
  private static DriverStack stack;
  private static Connection open;

  @BeforeAll
  static void start() throws IOException, SQLException {
    stack = new DriverStack();
    stack.fill("methods", 6, 10);
    open = DriverManager.getConnection(stack.url());
  }

  @AfterAll
  static void stop() throws SQLException {
    open.close();
    stack.close();
  }

  /** Makes what a method is called on, anew for each call. */
  private interface Target {
    Object of(Connection connection, Method method) throws SQLException;
  }

  private static final List<Map.Entry<Class<?>, Target>> TARGETS =
      List.of(
          Map.entry(Connection.class, MethodTableTest::connection),
          Map.entry(Statement.class, (c, m) -> statement(c)),
          Map.entry(PreparedStatement.class, MethodTableTest::prepared),
          Map.entry(ResultSet.class, (c, m) -> row(c)),
          Map.entry(ResultSetMetaData.class, (c, m) -> row(c).getMetaData()),
          Map.entry(
              ParameterMetaData.class,
              (c, m) -> c.prepareStatement("SELECT n + ? FROM methods").getParameterMetaData()),
          Map.entry(DatabaseMetaData.class, (c, m) -> c.getMetaData()),
          Map.entry(Array.class, (c, m) -> c.createArrayOf("BIGINT", new Object[] {1, null})),
          Map.entry(Savepoint.class, MethodTableTest::savepoint),
          Map.entry(Driver.class, (c, m) -> new TimestoreDriver()),
          Map.entry(DataSource.class, (c, m) -> new TimestoreDataSource(stack.url())));

  private static Object connection(Connection c, Method method) throws SQLException {
    switch (method.getName()) {
      case "commit", "rollback", "setSavepoint", "releaseSavepoint" -> c.setAutoCommit(false);
      default -> {}
    }
    return c;
  }

  private static Statement statement(Connection c) throws SQLException {
    return c.createStatement();
  }

  private static Object prepared(Connection c, Method method) throws SQLException {
    boolean update = method.getName().contains("Update");
    PreparedStatement statement =
        c.prepareStatement(
            update
                ? "SET timestore.freshness = 'strict'"
                : method.getName().equals("addBatch")
                    ? "INSERT INTO methods (time, name) VALUES (TIMESTAMP '2001-01-01 00:00:00', ?)"
                    : "SELECT CAST(? AS VARCHAR)");
    if (!update && !method.getName().startsWith("set")) {
      statement.setString(1, "text");
    }
    return statement;
  }

  private static ResultSet row(Connection c) throws SQLException {
    ResultSet row =
        c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)
            .executeQuery(ROW);
    row.next();
    return row;
  }

  private static Object savepoint(Connection c, Method method) throws SQLException {
    c.setAutoCommit(false);
    return method.getName().endsWith("Name") ? c.setSavepoint("name") : c.setSavepoint();
  }

  private static String outcome(Target target, Method method) throws Exception {
    try (Connection connection = DriverManager.getConnection(stack.url())) {
      Object on = target.of(connection, method);
      if (method.getParameterCount() == 1 && method.getParameterTypes()[0] == Savepoint.class) {
        Savepoint savepoint = connection.setSavepoint();
        method.invoke(on, savepoint);
        return MethodCalls.WORKS;
      }
      return MethodCalls.outcome(on, method);
    }
  }

  /** All failures, so that one run tells everything. */
  private static final class Failures {
    private final List<String> messages = new ArrayList<>();

    String outcome(Callable<String> call) throws Exception {
      try {
        return call.call();
      } catch (AssertionError e) {
        messages.add(e.getMessage() + ": " + e.getCause());
        return "fails";
      }
    }
  }

  @Test
  void everyMethodWorksOrIsRefusedByName() throws Exception {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    Failures failures = new Failures();
    int works = 0;
    int refused = 0;
    for (Map.Entry<Class<?>, Target> entry : TARGETS) {
      page.append("\n## ").append(entry.getKey().getSimpleName()).append("\n\n");
      page.append("| method | what it does |\n| --- | --- |\n");
      for (Map.Entry<String, Method> method : methods(entry.getKey()).entrySet()) {
        String outcome = failures.outcome(() -> outcome(entry.getValue(), method.getValue()));
        page.append("| `").append(method.getKey()).append("` | ").append(outcome).append(" |\n");
        if (outcome.equals(MethodCalls.WORKS)) {
          works++;
        } else {
          refused++;
        }
      }
    }
    assertThat(failures.messages).isEmpty();
    page.append("\n").append(works).append(" methods work, ").append(refused);
    page.append(" are refused with an `SQLFeatureNotSupportedException`.\n");
    DocumentedPage.check("docs/jdbc-methods.md", page.toString());
  }

  private static Map<String, Method> methods(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    Stream.of(type.getMethods())
        .filter(
            m -> m.getDeclaringClass() == type || m.getDeclaringClass() == java.sql.Wrapper.class)
        .filter(m -> !java.lang.reflect.Modifier.isStatic(m.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .forEach(m -> methods.put(MethodCalls.signature(m), m));
    return methods;
  }

  private static final String INTRODUCTION =
      """
      # Every method of java.sql

      This page is made by `MethodTableTest`, which calls each method of the interfaces of `java.sql` 4.3 on a live connection
      and compares. A method *works*, or it is refused with an `SQLFeatureNotSupportedException` that names it. There
      are no stored procedures, so there is no `CallableStatement`, and answers are read only.
      """;
}
