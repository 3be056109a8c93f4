package io.timestore.calcite.proof;

import io.timestore.calcite.request.MergeStrategy;
import io.timestore.core.model.TimestoreException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As much of JDBC over a query engine as a script needs. */
final class PlacedTablesConnection {
  private static final String EXPLAIN = "explain plan for ";

  private PlacedTablesConnection() {}

  static Connection open(PlacedTables tables, MergeStrategy strategy) {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            method.getName().equals("createStatement") ? statement(tables, strategy) : null);
  }

  private static Statement statement(PlacedTables tables, MergeStrategy strategy) {
    return proxy(
        Statement.class,
        (self, method, arguments) ->
            method.getName().equals("executeQuery")
                ? query(tables, strategy, (String) arguments[0])
                : null);
  }

  private static ResultSet query(PlacedTables tables, MergeStrategy strategy, String sql)
      throws SQLException {
    boolean explain = sql.startsWith(EXPLAIN);
    String query = explain ? sql.substring(EXPLAIN.length()) : sql;
    try {
      Answer answer = tables.answer(query, List.of(), strategy);
      return resultSet(
          explain ? new Answer("", List.of("PLAN"), List.of(List.of(answer.plan())), "") : answer);
    } catch (TimestoreException e) {
      throw new SQLException(e.code() + ": " + e.getMessage(), e);
    }
  }

  private static ResultSet resultSet(Answer answer) {
    int[] row = {-1};
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "next" -> ++row[0] < answer.rows().size();
              case "getString" -> text(answer.rows().get(row[0]).get((Integer) arguments[0] - 1));
              case "getMetaData" -> metaData(answer);
              default -> null;
            });
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? null : value.toString();
  }

  private static ResultSetMetaData metaData(Answer answer) {
    return proxy(
        ResultSetMetaData.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getColumnCount" -> answer.labels().size();
              case "getColumnLabel" -> answer.labels().get((Integer) arguments[0] - 1);
              case "getColumnType" -> Types.VARCHAR;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
