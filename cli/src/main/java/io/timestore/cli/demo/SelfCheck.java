package io.timestore.cli.demo;

import io.timestore.cli.demo.DemoReport.Check;
import java.util.ArrayList;
import java.util.List;

/** Holds what was found against what was expected and remembers both. For one thread. */
final class SelfCheck {
  private final List<Check> checks = new ArrayList<>();

  void equal(String what, Object expected, Object found) {
    checks.add(new Check(what, expected.toString(), found.toString(), expected.equals(found)));
  }

  void between(String what, long least, long most, long found) {
    boolean ok = least <= found && found <= most;
    checks.add(new Check(what, least + " to " + most, Long.toString(found), ok));
  }

  List<Check> all() {
    return List.copyOf(checks);
  }

  List<String> failures() {
    return checks.stream()
        .filter(check -> !check.ok())
        .map(c -> c.what() + ": expected " + c.expected() + ", found " + c.found())
        .toList();
  }
}
