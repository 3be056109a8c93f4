package io.timestore.calcite.proof;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement answered.
 *
 * @param source who answered
 * @param labels the names of the columns
 * @param rows Boolean, BigDecimal (exact numbers), Double, String, LocalDate, LocalDateTime or null
 * @param plan what ran, for a message
 */
record Answer(String source, List<String> labels, List<List<@Nullable Object>> rows, String plan) {

  /** Shows at most so many rows. */
  String shown(int most) {
    StringBuilder text = new StringBuilder(source + ", " + rows.size() + " rows:\n");
    rows.stream().limit(most).forEach(row -> text.append("  ").append(row).append('\n'));
    return text.toString();
  }
}
