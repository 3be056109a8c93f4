package io.timestore.verify;

import java.util.Locale;

/** A result as a table for people; each line is a name and a number, for scripts. */
final class Report {
  private static final int MOST_VIOLATIONS = 3;

  private Report() {}

  static String of(VerifyResult result) {
    StringBuilder text = new StringBuilder();
    result.operations().forEach((what, count) -> line(text, what, count));
    result.errors().forEach((state, count) -> line(text, "statements failed with " + state, count));
    result.faults().forEach((what, count) -> line(text, "fault: " + what, count));
    line(text, "rows acknowledged", result.acknowledged());
    line(text, "rows found in ClickHouse alone", result.found());
    for (Violation.Kind kind : Violation.Kind.values()) {
      line(text, kind.word(), result.count(kind));
    }
    text.append(
        result.violations().isEmpty()
            ? "every promise held"
            : result.violations().size() + " promises were broken");
    text.append(" (seed ").append(result.seed()).append(")\n");
    result.violations().stream()
        .limit(MOST_VIOLATIONS)
        .forEach(
            v -> {
              text.append('\n').append(v.kind().word()).append(": ").append(v.what()).append('\n');
              v.story().forEach(event -> text.append("  ").append(event).append('\n'));
            });
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "%-36s %12d%n", what, count));
  }
}
