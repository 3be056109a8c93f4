package io.timestore.verify.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.timestore.verify.check.History.Lookup;
import io.timestore.verify.check.History.Read;
import io.timestore.verify.check.History.Seen;
import io.timestore.verify.check.Violation.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker finds what is wrong, and nothing in a good history. */
final class CheckerTest {
  private final History history = new History();

  private static Seen exactly(int writer, long last) {
    return new Seen(writer, last, last, 1, last, Rows.numbers(last), Rows.values(last));
  }

  private void read(Seen... writers) {
    long began = System.nanoTime();
    history.read(new Read(began, System.nanoTime(), "test", List.of(writers)));
  }

  private List<Kind> kinds() {
    return new Checker(history).check().stream().map(Violation::kind).toList();
  }

  private void write(int writer, long upTo) {
    history.sent(writer, upTo);
    history.acknowledged(writer, upTo);
  }

  @Test
  void aGoodHistoryHasNoViolation() {
    write(1, 10);
    read(exactly(1, 10));
    history.sent(1, 25);
    read(exactly(1, 25));
    history.acknowledged(1, 25);
    write(2, 500);
    read(exactly(1, 25), exactly(2, 500));
    history.sent(3, 7);
    read(exactly(1, 25), exactly(2, 500));
    long now = System.nanoTime();
    history.lookup(new Lookup(now, now, 2, 400, 1));
    assertThat(kinds()).isEmpty();
  }

  @Test
  void aRowThatWasAcknowledgedBeforeIsMissing() {
    write(1, 10);
    write(1, 20);
    read(exactly(1, 10));
    assertThat(kinds()).containsExactly(Kind.STALE);
    Violation found = new Checker(history).check().get(0);
    assertThat(found.what()).contains("10 acknowledged rows are missing");
    assertThat(found.story()).hasSizeGreaterThan(2).first().asString().contains("up to 20");
  }

  @Test
  void aWriterThatIsMissingAltogetherIsStale() {
    write(1, 10);
    read();
    assertThat(kinds()).containsExactly(Kind.STALE);
  }

  @Test
  void aRowIsThereTwice() {
    write(1, 10);
    read(new Seen(1, 11, 10, 1, 10, Rows.numbers(10) + 5, Rows.values(10) + 5));
    assertThat(kinds()).containsExactly(Kind.DUPLICATED);
  }

  @Test
  void aRowIsThereBeforeItWasSent() {
    read(exactly(1, 10));
    write(1, 10);
    assertThat(kinds()).containsExactly(Kind.PHANTOM);
  }

  @Test
  void aPartOfARequestIsTorn() {
    history.sent(1, 10);
    read(exactly(1, 7));
    assertThat(kinds()).containsExactly(Kind.TORN);
  }

  @Test
  void aGapIsTorn() {
    history.sent(1, 5);
    history.sent(1, 10);
    read(new Seen(1, 9, 9, 1, 10, Rows.numbers(10) - 3, Rows.values(10) - 3));
    assertThat(kinds()).containsExactly(Kind.TORN);
  }

  @Test
  void aReadShowsLessThanAnEarlierOne() {
    history.sent(1, 10);
    history.sent(1, 20);
    read(exactly(1, 20));
    history.fault("kill -9 redis");
    read(exactly(1, 10));
    assertThat(kinds()).containsExactly(Kind.WENT_BACK);
    assertThat(new Checker(history).check().get(0).story())
        .satisfiesExactly(
            event -> assertThat(event).contains("test answered", "distinct=20"),
            event -> assertThat(event).contains("kill -9 redis"),
            event -> assertThat(event).contains("test began"),
            event -> assertThat(event).contains("test answered", "distinct=10"));
  }

  @Test
  void sumsThatDoNotFitContradict() {
    write(1, 10);
    read(new Seen(1, 10, 10, 1, 10, Rows.numbers(10), Rows.values(10) + 1));
    assertThat(kinds()).containsExactly(Kind.CONTRADICTION);
  }

  @Test
  void aLookupFindsNothingOrTwo() {
    write(1, 10);
    long now = System.nanoTime();
    history.lookup(new Lookup(now, now + 1, 1, 3, 0));
    history.lookup(new Lookup(now, now + 1, 1, 3, 2));
    assertThat(kinds()).containsExactly(Kind.STALE, Kind.DUPLICATED);
    assertThat(new Checker(history).check().get(0).story())
        .satisfiesExactly(
            event -> assertThat(event).contains("writer 1: acknowledged up to 10"),
            event -> assertThat(event).contains("lookup began"),
            event -> assertThat(event).contains("lookup found 0 rows"));
  }

  @Test
  void aPointInThePastWithTwoAnswersIsToldWithBoth() {
    history.changedPast(
        new History.ChangedPast(
            1, 2, 3, "verify.records=5", List.of(exactly(1, 10)), List.of(exactly(1, 12))));
    assertThat(kinds()).containsExactly(Kind.PAST_CHANGED);
    assertThat(String.join("\n", new Checker(history).check().get(0).story()))
        .contains("verify.records=5", "distinct=10", "distinct=12");
  }

  /** A check that compared every read with every other one would take hours. */
  @Test
  void aLongHistoryIsCheckedInLittleTime() {
    int writers = 20;
    for (int round = 1; round <= 600; round++) {
      Seen[] seen = new Seen[writers];
      for (int writer = 0; writer < writers; writer++) {
        write(writer, round);
        seen[writer] = exactly(writer, round);
      }
      for (int i = 0; i < 100; i++) {
        read(seen);
      }
    }
    assertThat(history.reads()).hasSizeGreaterThan(50_000);
    assertTimeout(Duration.ofSeconds(30), () -> assertThat(kinds()).isEmpty());
  }

  @Test
  void theEndTellsLostRows() {
    write(1, 10);
    long now = System.nanoTime();
    assertThat(new Checker(history).checkEnd(new Read(now, now, "end", List.of())))
        .extracting(Violation::kind)
        .containsExactly(Kind.LOST);
    assertThat(
            new Checker(history).checkEnd(new Read(now, now + 1, "end", List.of(exactly(1, 10)))))
        .isEmpty();
  }

  @Test
  void sumsOfRowsAreThoseOfALoop() {
    long numbers = 0;
    long values = 0;
    for (long n = 1; n <= 1_000; n++) {
      numbers += n;
      values += Rows.value(n);
      assertThat(Rows.numbers(n)).isEqualTo(numbers);
      assertThat(Rows.values(n)).isEqualTo(values);
    }
  }
}
