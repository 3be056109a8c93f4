package io.timestore.jdbc.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLWarning;
import org.junit.jupiter.api.Test;

/** A session that warns for ever keeps a bounded number of warnings. */
final class WarningsTest {
  private static int count(Warnings warnings) {
    int count = 0;
    for (SQLWarning each = warnings.first(); each != null; each = each.getNextWarning()) {
      count++;
    }
    return count;
  }

  @Test
  void warningsBeyondAHundredAreDroppedUntilTheyAreCleared() {
    Warnings warnings = new Warnings();
    for (int i = 0; i < 10_000; i++) {
      warnings.add(new SQLWarning("warning " + i));
    }
    assertThat(count(warnings)).isEqualTo(100);
    assertThat((Throwable) warnings.first()).hasMessage("warning 0");
    warnings.clear();
    assertThat((Throwable) warnings.first()).isNull();
    warnings.add(new SQLWarning("again"));
    assertThat(count(warnings)).isEqualTo(1);
  }
}
