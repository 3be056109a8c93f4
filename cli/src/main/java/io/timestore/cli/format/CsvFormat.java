package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer as CSV (RFC 4180 with a line feed): a header line, NULL as an empty cell, an
 * empty string as {@code ""}.
 */
final class CsvFormat {
  private CsvFormat() {}

  static void print(ResultSet rows, PrintWriter out) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    int count = columns.getColumnCount();
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      cell(line, i, columns.getColumnLabel(i));
    }
    out.print(line.append('\n'));
    for (long row = 1; rows.next(); row++) {
      line.setLength(0);
      for (int i = 1; i <= count; i++) {
        cell(line, i, rows.getString(i));
      }
      out.print(line.append('\n'));
      if (AnswerCells.unread(out, row)) {
        return;
      }
    }
    out.flush();
  }

  private static void cell(StringBuilder line, int column, @Nullable String text) {
    if (column > 1) {
      line.append(',');
    }
    if (text == null) {
      return;
    }
    if (text.isEmpty() || text.chars().anyMatch(c -> ",\"\n\r".indexOf(c) >= 0)) {
      line.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      line.append(text);
    }
  }
}
