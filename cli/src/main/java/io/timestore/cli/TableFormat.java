package io.timestore.cli;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints an answer as a table for people: columns as wide as the first thousand rows need, numbers
 * to the right, NULL spelled out.
 */
final class TableFormat {
  private static final int ROWS_MEASURED = 1000;

  private TableFormat() {}

  static void print(ResultSet rows, PrintWriter out) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> header = header(columns);
    List<List<String>> measured = new ArrayList<>();
    while (measured.size() < ROWS_MEASURED && rows.next()) {
      measured.add(row(rows, header.size()));
    }
    int[] widths = widths(header, measured);
    boolean[] right = new boolean[widths.length];
    for (int i = 0; i < right.length; i++) {
      right[i] = isNumber(columns.getColumnType(i + 1));
    }
    line(out, header, widths, new boolean[widths.length]);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    out.println(String.join("-+-", rule));
    measured.forEach(cells -> line(out, cells, widths, right));
    long count = measured.size();
    if (measured.size() == ROWS_MEASURED) {
      for (; rows.next(); count++) {
        line(out, row(rows, widths.length), widths, right);
      }
    }
    out.println(count == 1 ? "(1 row)" : "(" + count + " rows)");
  }

  private static List<String> header(ResultSetMetaData columns) throws SQLException {
    List<String> header = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      header.add(columns.getColumnLabel(i));
    }
    return header;
  }

  private static List<String> row(ResultSet rows, int columns) throws SQLException {
    List<String> cells = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      String text = rows.getString(i);
      cells.add(text == null ? "NULL" : text.replace("\n", "\\n").replace("\r", "\\r"));
    }
    return cells;
  }

  private static int[] widths(List<String> header, List<List<String>> rows) {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  private static void line(PrintWriter out, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String pad = " ".repeat(Math.max(0, widths[i] - cell.length()));
      line.append(i == 0 ? "" : " | ").append(right[i] ? pad + cell : cell + pad);
    }
    out.println(line.toString().stripTrailing());
  }
}
