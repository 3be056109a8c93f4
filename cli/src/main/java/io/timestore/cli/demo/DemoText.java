package io.timestore.cli.demo;

import static java.util.stream.Collectors.joining;

import io.timestore.cli.demo.DemoReport.Answer;
import io.timestore.cli.demo.DemoReport.Check;
import io.timestore.cli.demo.DemoReport.Comparison;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Prints a {@link DemoReport} for people: answers side by side, then rates and checks. */
public final class DemoText {
  private static final int ROWS_SHOWN = 5;

  private final PrintWriter out;

  public DemoText(PrintWriter out) {
    this.out = out;
  }

  public void print(DemoReport report) {
    report.questions().forEach(this::question);
    rates(report);
    checks(report);
    out.flush();
  }

  private void question(Comparison comparison) {
    out.println();
    out.println(comparison.question());
    List<String> left = table(comparison.clickHouse());
    List<String> right = table(comparison.timestore());
    left.add(0, "ClickHouse alone, %.1f ms".formatted(comparison.clickHouse().millis()));
    right.add(0, "jdbc:timestore:, %.1f ms".formatted(comparison.timestore().millis()));
    int width = left.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String line = "  %-" + width + "s  │ %s";
      out.println(line.formatted(cell(left, i), cell(right, i)).stripTrailing());
    }
    AnswerOrigin from = comparison.provenance();
    String watermarks = from.watermarks().stream().map(String::valueOf).collect(joining(", "));
    out.printf(
        "  from %,d cold and %,d hot rows, watermark %s, %s%n",
        from.coldRows(), from.hotRows(), watermarks, from.strategy());
  }

  private static String cell(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static List<String> table(Answer answer) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(answer.columns());
    rows.addAll(answer.rows().subList(0, Math.min(ROWS_SHOWN, answer.rows().size())));
    int[] widths = new int[answer.columns().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : "  ").append(row.get(i));
        line.append(" ".repeat(widths[i] - row.get(i).length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private void rates(DemoReport report) {
    out.println();
    DemoReport.Load load = report.load();
    if (load != null) {
      out.printf(
          "Bulk load of %,d rows (%,d MB of JSON) until flushed: %.1f s, %,d rows/s;%n"
              + "ClickHouse alone took %.1f s for the same bytes, %,d rows/s.%n",
          load.rows(),
          load.bytes() / 1_000_000,
          load.timestoreSeconds(),
          load.timestoreRowsPerSecond(),
          load.engineSeconds(),
          load.engineRowsPerSecond());
    }
    DemoReport.Stream stream = report.stream();
    if (stream != null) {
      out.printf(
          "Then %,d rows in %,d small batches, %,d rows of them late; %d batches were sent twice,%n"
              + "%d of them answered as replays.%n",
          stream.rows(),
          stream.batches(),
          stream.lateRows(),
          stream.sentTwice(),
          stream.replayed());
    }
  }

  private void checks(DemoReport report) {
    out.println();
    for (Check check : report.checks()) {
      boolean isLong = check.expected().length() > 60;
      String detail =
          isLong ? "equal to the file's" : "%s = %s".formatted(check.found(), check.expected());
      out.println(
          (check.ok() ? "  ok    " : "  FAIL  ")
              + check.what()
              + (check.ok() ? ": " + detail : ""));
    }
    report.failures().forEach(failure -> out.println("FAILED: " + failure));
    out.printf(
        "%n%s after %.1f s.%n",
        report.ok() ? "All sums and answers are right" : "Something is wrong", report.seconds());
  }
}
