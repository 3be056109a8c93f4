package io.timestore.verify;

import io.timestore.verify.check.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a run went.
 *
 * @param operations requests and reads by kind
 * @param faults faults by kind
 * @param errors failed statements by SQLSTATE
 * @param acknowledged rows that were acknowledged
 * @param found rows in ClickHouse alone at the end
 * @param time from the first fault to the verdict, or to the first violation
 */
record VerifyResult(
    long seed,
    Map<String, Long> operations,
    Map<String, Integer> faults,
    Map<String, Long> errors,
    long acknowledged,
    long found,
    List<Violation> violations,
    Duration time) {
  VerifyResult {
    violations = List.copyOf(violations);
  }

  long count(Violation.Kind kind) {
    return violations.stream().filter(v -> v.kind() == kind).count();
  }
}
