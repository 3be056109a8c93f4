package io.timestore.cli.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer to a question with all its rows, the time it took and where its rows came from. */
record Asked(DemoReport.Answer answer, @Nullable AnswerOrigin provenance) {

  /**
   * Asks twice and keeps the second answer: the first also pays for planning.
   *
   * @param provenance whether to ask the statement where its rows came from
   */
  static Asked twice(Connection connection, String sql, boolean provenance) throws SQLException {
    once(connection, sql);
    return ask(connection, sql, provenance);
  }

  static Asked once(Connection connection, String sql) throws SQLException {
    return ask(connection, sql, false);
  }

  private static Asked ask(Connection connection, String sql, boolean provenance)
      throws SQLException {
    long began = System.nanoTime();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<List<String>> cells = Cells.read(rows);
      double millis = (System.nanoTime() - began) / 1e6;
      return new Asked(
          new DemoReport.Answer(labels(rows.getMetaData()), cells, Math.round(millis * 10) / 10.0),
          provenance ? OriginReader.read(statement) : null);
    }
  }

  private static List<String> labels(ResultSetMetaData columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      labels.add(columns.getColumnLabel(i));
    }
    return labels;
  }
}
