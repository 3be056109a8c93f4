package io.timestore.daemon.flush.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through every interleaving and crash point, shortest ways first, until an invariant breaks.
 */
final class Explorer {
  /**
   * What was found.
   *
   * @param broken the invariant, or null
   * @param trace the shortest way to it
   */
  record Result(int states, @Nullable String broken, List<String> trace) {}

  private final Flusher flusher;
  private final ModelReader reader;
  private final int takeovers;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> states = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private int[] parents = new int[1 << 16];
  private int[] edges = new int[1 << 20];
  private int edgeCount;

  Explorer(Set<Fault> faults, int takeovers, int crashes, int reads) {
    this.flusher = new Flusher(faults, takeovers, crashes);
    this.reader = new ModelReader(faults, reads);
    this.takeovers = takeovers;
  }

  Result explore() {
    int start = add(new State(), -1, "start");
    for (int at = start; at < states.size(); at++) {
      State s = State.of(states.get(at));
      String broken = broken(s);
      if (broken != null) {
        return new Result(states.size(), broken, trace(at));
      }
      int from = at;
      actions(s, (action, n) -> edge(from, add(n, from, action)));
    }
    int stuck = stuck();
    return stuck < 0
        ? new Result(states.size(), null, List.of())
        : new Result(states.size(), "nothing is lost", trace(stuck));
  }

  private int add(State s, int parent, String action) {
    String key = s.key();
    Integer known = numbers.putIfAbsent(key, states.size());
    if (known != null) {
      return known;
    }
    int number = states.size();
    states.add(key);
    actions.add(action);
    if (number == parents.length) {
      parents = Arrays.copyOf(parents, 2 * number);
    }
    parents[number] = parent;
    return number;
  }

  private void edge(int from, int to) {
    if (edgeCount == edges.length) {
      edges = Arrays.copyOf(edges, 2 * edgeCount);
    }
    edges[edgeCount++] = from;
    edges[edgeCount++] = to;
  }

  private void actions(State s, BiConsumer<String, State> to) {
    if (s.sequence < State.BLOCKS) {
      State n = s.copy();
      n.sequence++;
      to.accept("block " + n.sequence + " is staged", n);
    }
    if (s.trimmed < s.watermark) {
      State n = s.copy();
      n.trimmed = n.watermark;
      to.accept("blocks up to " + n.trimmed + " are trimmed", n);
    }
    for (int f = 0; f < State.FLUSHERS; f++) {
      flusher.actions(s, f, to);
      if (s.runningWindow[f] != 0) {
        to.accept("an insert of flusher " + f + " lands", landed(s, f));
      }
    }
    reader.actions(s, to);
  }

  private static State landed(State s, int f) {
    State n = s.copy();
    for (int b = s.runningFirst[f]; b <= s.runningLast[f]; b++) {
      if (Flusher.isIn(b, s.runningWindow[f])) {
        n.rows[b]++;
      }
    }
    n.runningWindow[f] = 0;
    return n;
  }

  /** The first invariant that a state breaks, or null. */
  private static @Nullable String broken(State s) {
    if (s.reading == ModelReader.ANSWERED && s.readWrong == 1) {
      return "an answer has every acknowledged row once";
    }
    if (s.watermark > s.published) {
      return "the catalog's watermark rises first";
    }
    for (int b = 1; b <= State.BLOCKS; b++) {
      if (s.rows[b] > 1) {
        return "a row is in ClickHouse once";
      }
      if (b <= s.published && s.rows[b] == 0) {
        return "what is published is in ClickHouse";
      }
    }
    return null;
  }

  /**
   * A state from which, though a flusher can still take the lane, not everything can be flushed; -1
   * if there is none. Goes backwards over the edges until nothing changes.
   */
  private int stuck() {
    boolean[] good = new boolean[states.size()];
    for (int i = 0; i < good.length; i++) {
      good[i] = State.of(states.get(i)).watermark == State.BLOCKS;
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int e = edgeCount - 2; e >= 0; e -= 2) {
        if (good[edges[e + 1]] && !good[edges[e]]) {
          good[edges[e]] = true;
          changed = true;
        }
      }
    }
    for (int i = 0; i < good.length; i++) {
      State s = State.of(states.get(i));
      boolean idle = s.step[0] == Flusher.IDLE || s.step[1] == Flusher.IDLE;
      if (!good[i] && idle && s.takeovers < takeovers) {
        return i;
      }
    }
    return -1;
  }

  private List<String> trace(int end) {
    List<String> trace = new ArrayList<>();
    for (int at = end; at >= 0; at = parents[at]) {
      trace.add(actions.get(at));
    }
    Collections.reverse(trace);
    return trace;
  }
}
