package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints each row as a list, one line per column: for rows wider than a screen. */
final class VerticalFormat {
  private VerticalFormat() {}

  static void print(ResultSet rows, PrintWriter out) throws SQLException {
    AnswerCells cells = new AnswerCells(rows);
    List<String> header = cells.header();
    int width = header.stream().mapToInt(AnswerCells::width).max().orElse(0);
    String indent = "\n" + " ".repeat(width) + " | ";
    for (List<@Nullable String> row = cells.next(); row != null; row = cells.next()) {
      out.println("-[ row " + cells.count() + " ]-");
      for (int i = 0; i < header.size(); i++) {
        String value = row.get(i);
        String text = value == null ? "NULL" : value.replace("\n", indent);
        out.println(AnswerCells.padded(header.get(i), width, false) + " | " + text);
      }
      if (AnswerCells.unread(out, cells.count())) {
        return;
      }
    }
    out.println(cells.summary());
  }
}
