package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer as a table for people: columns as wide as the first thousand rows need, numbers
 * to the right, NULL spelled out.
 */
final class TableFormat {
  private static final int ROWS_MEASURED = 1000;

  private TableFormat() {}

  static void print(ResultSet rows, PrintWriter out) throws SQLException {
    AnswerCells cells = new AnswerCells(rows);
    int[] widths = cells.header().stream().mapToInt(AnswerCells::width).toArray();
    List<List<String>> measured = new ArrayList<>();
    List<@Nullable String> row = null;
    while (measured.size() < ROWS_MEASURED && (row = cells.next()) != null) {
      List<String> line = row.stream().map(AnswerCells::oneLine).toList();
      measured.add(line);
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], AnswerCells.width(line.get(i)));
      }
    }
    line(out, cells.header(), widths, new boolean[widths.length]);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    out.println(String.join("-+-", rule));
    boolean[] numbers = cells.numbers();
    measured.forEach(line -> line(out, line, widths, numbers));
    if (measured.size() == ROWS_MEASURED) {
      while ((row = cells.next()) != null) {
        line(out, row.stream().map(AnswerCells::oneLine).toList(), widths, numbers);
        if (AnswerCells.unread(out, cells.count())) {
          return;
        }
      }
    }
    out.println(cells.summary());
  }

  private static void line(PrintWriter out, List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      line.append(i == 0 ? "" : " | ")
          .append(AnswerCells.padded(cells.get(i), widths[i], right[i]));
    }
    out.println(line.toString().stripTrailing());
  }
}
