package io.timestore.daemon.flush.model;

import java.util.Set;
import java.util.function.BiConsumer;

/** What a flusher does, each call that reaches a store as an action of its own. */
final class Flusher {
  static final byte IDLE = 0;
  private static final byte RAISE_FENCE = 1;
  private static final byte DRAIN = 2;
  private static final byte RECOVER = 3;
  private static final byte READY = 4;
  private static final byte MARK = 5;
  private static final byte COUNT = 6;
  private static final byte SEND = 7;
  private static final byte WAIT = 8;
  private static final byte VERIFY = 9;
  private static final byte PUBLISH = 10;
  private static final byte PROMOTE = 11;
  private static final byte CLEAR_MARK = 12;
  private static final byte ALWAYS_NEWEST = 99;

  private final Set<Fault> faults;
  private final int takeovers;
  private final int crashes;

  Flusher(Set<Fault> faults, int takeovers, int crashes) {
    this.faults = faults;
    this.takeovers = takeovers;
    this.crashes = crashes;
  }

  /** Every state that one action of flusher {@code f} leads to. */
  void actions(State s, int f, BiConsumer<String, State> to) {
    String name = "flusher " + f + " ";
    if (s.step[f] != IDLE && s.crashes < crashes) {
      State n = s.copy();
      n.crashes++;
      n.step[f] = IDLE;
      to.accept(name + "crashes", n);
    }
    switch (s.step[f]) {
      case IDLE -> takeOver(s, f, name, to);
      case RAISE_FENCE -> {
        State n = next(s, f, DRAIN);
        if (!faults.contains(Fault.NO_CLICKHOUSE_FENCE)) {
          n.fence = (byte) Math.max(n.fence, n.lease[f]);
        }
        to.accept(name + "raises the fence", n);
      }
      case DRAIN -> drain(s, f, name, to);
      case RECOVER -> to.accept(name + "recovers", recover(s, f));
      case READY -> seal(s, f, name, to);
      case MARK -> to.accept(name + "marks inserting", mark(s, f));
      case COUNT -> to.accept(name + "counts", count(s, f));
      case SEND -> to.accept(name + "sends a window", send(s, f));
      case WAIT -> {
        if (s.runningWindow[f] == 0) {
          to.accept(name + "got an answer", nextWindow(s, f));
        }
      }
      case VERIFY -> to.accept(name + "verifies", verify(s, f));
      case PUBLISH -> to.accept(name + "publishes", publish(s, f));
      case PROMOTE -> to.accept(name + "promotes", promote(s, f, s.last[f]));
      case CLEAR_MARK -> to.accept(name + "clears the mark", promote(s, f, (byte) 0));
      default -> throw new IllegalStateException("step " + s.step[f]);
    }
  }

  private static State next(State s, int f, byte step) {
    State n = s.copy();
    n.step[f] = step;
    return n;
  }

  private void takeOver(State s, int f, String name, BiConsumer<String, State> to) {
    if (s.takeovers < takeovers) {
      State n = next(s, f, RAISE_FENCE);
      n.takeovers++;
      n.epoch++;
      n.lease[f] = n.epoch;
      to.accept(name + "takes the lane, epoch " + n.epoch, n);
    }
  }

  private void drain(State s, int f, String name, BiConsumer<String, State> to) {
    for (int i = 0; i < State.FLUSHERS; i++) {
      boolean older = s.runningWindow[i] != 0 && s.runningEpoch[i] < s.lease[f];
      if (older && !faults.contains(Fault.NO_DRAIN)) {
        State n = s.copy();
        n.runningWindow[i] = 0;
        n.step[i] = n.step[i] == WAIT ? IDLE : n.step[i];
        to.accept(name + "kills an insert", n);
        return;
      }
    }
    to.accept(name + "sees no older insert", next(s, f, RECOVER));
  }

  private State recover(State s, int f) {
    State n = s.copy();
    if (n.published > n.watermark) {
      n.last[f] = n.published;
      n.step[f] = PROMOTE;
    } else if (n.sealedLast > 0) {
      n.first[f] = n.sealedFirst;
      n.last[f] = n.sealedLast;
      n.again[f] = (byte) (faults.contains(Fault.SKIP_COUNT) ? 0 : 1);
      n.step[f] = n.trimmed >= n.first[f] ? IDLE : MARK;
    } else {
      n.step[f] = n.inserting == 1 ? CLEAR_MARK : READY;
    }
    return n;
  }

  private void seal(State s, int f, String name, BiConsumer<String, State> to) {
    if (s.sequence == s.watermark || s.trimmed > s.watermark) {
      return;
    }
    State n = s.copy();
    n.first[f] = (byte) (s.watermark + 1);
    n.last[f] = s.sequence;
    n.again[f] = 0;
    n.step[f] = MARK;
    if (!faults.contains(Fault.SKIP_SEAL)) {
      if (s.epoch != s.lease[f] || s.published != s.watermark || s.sealedLast > 0) {
        n.step[f] = IDLE;
      } else {
        n.sealedFirst = n.first[f];
        n.sealedLast = n.last[f];
      }
    }
    to.accept(name + "seals " + n.first[f] + " to " + n.last[f], n);
  }

  private boolean refused(State s, int f) {
    return s.hotEpoch > s.lease[f] && !faults.contains(Fault.NO_HOT_BUFFER_FENCE);
  }

  private State mark(State s, int f) {
    if (refused(s, f)) {
      return next(s, f, IDLE);
    }
    State n = next(s, f, s.again[f] == 1 ? COUNT : SEND);
    n.inserting = 1;
    n.generation++;
    n.hotEpoch = (byte) Math.max(n.hotEpoch, n.lease[f]);
    n.window[f] = firstWindow(n, f);
    if (faults.contains(Fault.TRIM_EARLY)) {
      n.trimmed = n.last[f];
    }
    if (faults.contains(Fault.PROMOTE_FIRST)) {
      n.watermark = (byte) Math.max(n.watermark, n.last[f]);
    }
    return n;
  }

  /** Windows are 1 (odd blocks) and 2 (even blocks); 3 is after the last one. */
  private static byte firstWindow(State s, int f) {
    return (byte) (s.first[f] == s.last[f] && s.first[f] % 2 == 0 ? 2 : 1);
  }

  static boolean isIn(int block, int window) {
    return (block % 2 == 1) == (window == 1);
  }

  private State count(State s, int f) {
    boolean there = false;
    for (int b = s.first[f]; b <= s.last[f]; b++) {
      there |= isIn(b, s.window[f]) && s.rows[b] > 0;
    }
    return there ? nextWindow(s, f) : next(s, f, SEND);
  }

  private State send(State s, int f) {
    if (s.fence > s.lease[f] || s.runningWindow[f] != 0) {
      return next(s, f, IDLE);
    }
    State n = next(s, f, WAIT);
    n.runningWindow[f] = n.window[f];
    n.runningFirst[f] = n.first[f];
    n.runningLast[f] = n.last[f];
    n.runningEpoch[f] = n.lease[f];
    return n;
  }

  private static State nextWindow(State s, int f) {
    boolean more = s.window[f] == 1 && (s.last[f] > s.first[f] || s.first[f] % 2 == 0);
    State n = next(s, f, more ? (s.again[f] == 1 ? COUNT : SEND) : VERIFY);
    n.window[f] = (byte) (more ? 2 : 3);
    return n;
  }

  private static State verify(State s, int f) {
    for (int b = s.first[f]; b <= s.last[f]; b++) {
      if (s.rows[b] != 1) {
        return next(s, f, IDLE);
      }
    }
    return next(s, f, PUBLISH);
  }

  private State publish(State s, int f) {
    boolean may = s.epoch == s.lease[f] && s.published == s.first[f] - 1;
    if (!may && !faults.contains(Fault.NO_PUBLISH_CONDITION)) {
      return next(s, f, IDLE);
    }
    State n = next(s, f, PROMOTE);
    n.published = n.last[f];
    n.sealedFirst = 0;
    n.sealedLast = 0;
    return n;
  }

  private State promote(State s, int f, byte to) {
    if (refused(s, f)) {
      return next(s, f, IDLE);
    }
    State n = next(s, f, READY);
    n.watermark = (byte) Math.max(n.watermark, to);
    n.inserting = 0;
    n.hotEpoch = (byte) Math.min(ALWAYS_NEWEST, Math.max(n.hotEpoch, n.lease[f]));
    return n;
  }
}
