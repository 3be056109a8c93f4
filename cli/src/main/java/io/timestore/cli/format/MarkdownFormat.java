package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints an answer as a table of GitHub's Markdown, row by row; NULL is an empty cell. */
final class MarkdownFormat {
  private MarkdownFormat() {}

  static void print(ResultSet rows, PrintWriter out) throws SQLException {
    AnswerCells cells = new AnswerCells(rows);
    line(out, cells.header());
    List<String> rule = new ArrayList<>();
    for (boolean number : cells.numbers()) {
      rule.add(number ? "---:" : "---");
    }
    out.println("| " + String.join(" | ", rule) + " |");
    for (List<@Nullable String> row = cells.next(); row != null; row = cells.next()) {
      line(out, row);
      if (AnswerCells.unread(out, cells.count())) {
        return;
      }
    }
  }

  private static void line(PrintWriter out, List<? extends @Nullable String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (String cell : cells) {
      line.append(' ').append(cell == null ? "" : escaped(cell)).append(" |");
    }
    out.println(line);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("\r\n|\r|\n", "<br>");
  }
}
