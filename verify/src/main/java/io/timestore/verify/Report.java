package io.timestore.verify;

import io.timestore.verify.check.Violation;
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
    boolean held = result.violations().isEmpty();
    text.append(held ? "every promise held" : broken(result.violations().size()));
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

  private static String broken(int count) {
    return count + (count == 1 ? " violation" : " violations") + " of the promises";
  }

  /** One line: whether a broken protocol was caught, when, and by which check. */
  static String ofMutation(Mutation mutation, VerifyResult result) {
    if (result.violations().isEmpty()) {
      return String.format(Locale.ROOT, "%-24s NOT CAUGHT", mutation.word());
    }
    Violation first = result.violations().get(0);
    return String.format(
        Locale.ROOT,
        "%-24s caught after %5.1f s: %s: %s",
        mutation.word(),
        result.time().toMillis() / 1e3,
        first.kind().word(),
        first.what());
  }

  private static void line(StringBuilder text, String what, long count) {
    text.append(String.format(Locale.ROOT, "%-44s %12d%n", what, count));
  }
}
