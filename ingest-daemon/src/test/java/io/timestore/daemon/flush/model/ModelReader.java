package io.timestore.daemon.flush.model;

import java.util.Set;
import java.util.function.BiConsumer;

/** A statement that reads the table twice, as a self-join does, from one capture. */
final class ModelReader {
  private static final byte IDLE = 0;
  private static final byte FIRST_SCAN = 1;
  private static final byte SECOND_SCAN = 2;
  private static final byte CHECK = 3;
  static final byte ANSWERED = 4;

  private final Set<Fault> faults;
  private final int reads;

  ModelReader(Set<Fault> faults, int reads) {
    this.faults = faults;
    this.reads = reads;
  }

  void actions(State s, BiConsumer<String, State> to) {
    switch (s.reading) {
      case IDLE -> capture(s, to);
      case FIRST_SCAN -> scan(s, SECOND_SCAN, to);
      case SECOND_SCAN -> scan(s, s.readFiltered == 1 ? ANSWERED : CHECK, to);
      case CHECK -> check(s, to);
      case ANSWERED -> {
        State n = s.copy();
        forget(n);
        to.accept("the reader ends", n);
      }
      default -> throw new IllegalStateException("reading " + s.reading);
    }
  }

  private void capture(State s, BiConsumer<String, State> to) {
    if (s.reads >= reads || s.trimmed > s.watermark) {
      return;
    }
    State n = s.copy();
    n.reads++;
    n.reading = FIRST_SCAN;
    n.readWatermark = s.watermark;
    n.readSequence = s.sequence;
    n.readGeneration = s.generation;
    n.readFiltered = s.inserting;
    to.accept("the reader captures " + s.watermark + " to " + s.sequence, n);
  }

  private void scan(State s, byte next, BiConsumer<String, State> to) {
    State n = s.copy();
    n.reading = next;
    for (int b = 1; b <= State.BLOCKS; b++) {
      int seen = 0;
      if (s.readFiltered == 0 || b <= s.readWatermark) {
        seen += s.rows[b];
      }
      if (b > s.readWatermark && b <= s.readSequence && !isHidden(s, b)) {
        seen++;
      }
      if (seen != (b <= s.readSequence ? 1 : 0)) {
        n.readWrong = 1;
      }
    }
    to.accept("the reader scans" + (s.readFiltered == 1 ? " filtered" : ""), n);
  }

  /** Each block is earlier than the one before: all of them are late. */
  private boolean isHidden(State s, int block) {
    return faults.contains(Fault.EVENT_TIME_WATERMARK) && s.readWatermark > 0 && block > 1;
  }

  private void check(State s, BiConsumer<String, State> to) {
    State n = s.copy();
    if (s.generation == s.readGeneration || faults.contains(Fault.SKIP_GENERATION_CHECK)) {
      n.reading = ANSWERED;
      to.accept("the reader checks the generation", n);
    } else {
      n.reading = FIRST_SCAN;
      n.readFiltered = 1;
      n.readWrong = 0;
      to.accept("the reader starts again with the filter", n);
    }
  }

  private static void forget(State n) {
    n.reading = IDLE;
    n.readWatermark = 0;
    n.readSequence = 0;
    n.readGeneration = 0;
    n.readFiltered = 0;
    n.readWrong = 0;
  }
}
