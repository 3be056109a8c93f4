package io.timestore.verify;

import io.timestore.verify.History.Acknowledged;
import io.timestore.verify.History.Read;
import io.timestore.verify.History.Seen;
import io.timestore.verify.History.Sent;
import io.timestore.verify.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks a history in O(n log n). A writer sends its numbers in order, one request at a time; so
 * what a read shows of it must be exactly {@code 1..m}, where m is the end of a request, at least
 * what was acknowledged before the read began, at most what was sent before it ended, and not less
 * than what a read showed that ended before this one began.
 */
final class Checker {
  private static final double MILLIS = 1e6;

  private final History history;
  private final Map<Integer, TreeMap<Long, Sent>> sentByEnd = new HashMap<>();
  private final Map<Integer, TreeMap<Long, Acknowledged>> acknowledgedByTime = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final long start;

  Checker(History history) {
    this.history = history;
    for (Sent s : history.sent()) {
      sentByEnd.computeIfAbsent(s.writer(), w -> new TreeMap<>()).putIfAbsent(s.upTo(), s);
    }
    for (Acknowledged a : history.acknowledged()) {
      acknowledgedByTime.computeIfAbsent(a.writer(), w -> new TreeMap<>()).put(a.at(), a);
    }
    this.start = history.sent().stream().mapToLong(Sent::at).min().orElse(0);
  }

  /** Every broken promise, the ones of the reads first. */
  List<Violation> check() {
    history.oddities().forEach(o -> violations.add(new Violation(Kind.ODD, o, List.of())));
    List<Read> reads = new ArrayList<>(history.reads());
    reads.sort(Comparator.comparingLong(Read::began));
    for (Read read : reads) {
      check(read, Kind.STALE);
    }
    checkMonotone(reads);
    history.lookups().stream().filter(l -> l.rows() != 1).forEach(this::report);
    return List.copyOf(violations);
  }

  /** What is broken in the cold table alone, after everything was flushed. */
  List<Violation> checkEnd(Read end) {
    violations.clear();
    check(end, Kind.LOST);
    return List.copyOf(violations);
  }

  private void check(Read read, Kind missing) {
    Map<Integer, Seen> shown = new HashMap<>();
    read.writers().forEach(seen -> shown.put(seen.writer(), seen));
    acknowledgedByTime.keySet().forEach(w -> shown.putIfAbsent(w, new Seen(w, 0, 0, 0, 0, 0, 0)));
    shown.values().forEach(seen -> check(read, seen, missing));
  }

  private void check(Read read, Seen seen, Kind missing) {
    if (seen.rows() > seen.distinct()) {
      report(Kind.DUPLICATED, read, seen, (seen.rows() - seen.distinct()) + " rows too many");
      return;
    }
    long must = acknowledgedBefore(seen.writer(), read.began());
    if (seen.distinct() < must) {
      report(missing, read, seen, (must - seen.distinct()) + " acknowledged rows are missing");
      return;
    }
    if (seen.distinct() == 0) {
      return;
    }
    Sent sent = sentByEnd.getOrDefault(seen.writer(), new TreeMap<>()).get(seen.last());
    if (sent == null || seen.first() != 1 || seen.last() != seen.distinct()) {
      report(Kind.TORN, read, seen, "it is not 1 to the end of a request");
    } else if (sent.at() > read.ended()) {
      report(Kind.PHANTOM, read, seen, "number " + seen.last() + " was not sent yet");
    } else if (seen.numbers() != Rows.numbers(seen.last())
        || seen.values() != Rows.values(seen.last())) {
      report(Kind.CONTRADICTION, read, seen, "the sums are not those of 1 to " + seen.last());
    }
  }

  private long acknowledgedBefore(int writer, long time) {
    Map.Entry<Long, Acknowledged> last =
        acknowledgedByTime.getOrDefault(writer, new TreeMap<>()).floorEntry(time);
    return last == null ? 0 : last.getValue().upTo();
  }

  /** Goes through beginnings and ends in time; an end raises what later beginnings must show. */
  private void checkMonotone(List<Read> byBegin) {
    List<Read> byEnd = new ArrayList<>(byBegin);
    byEnd.sort(Comparator.comparingLong(Read::ended));
    Map<Integer, Long> shown = new HashMap<>();
    int ended = 0;
    for (Read read : byBegin) {
      while (ended < byEnd.size() && byEnd.get(ended).ended() < read.began()) {
        byEnd
            .get(ended++)
            .writers()
            .forEach(seen -> shown.merge(seen.writer(), seen.distinct(), Math::max));
      }
      for (Seen seen : read.writers()) {
        long before = shown.getOrDefault(seen.writer(), 0L);
        if (seen.distinct() < before) {
          report(Kind.WENT_BACK, read, seen, "an earlier read had " + before + " rows");
        }
      }
    }
  }

  private void report(Kind kind, Read read, Seen seen, String what) {
    List<String> story = new ArrayList<>();
    Map.Entry<Long, Acknowledged> last =
        acknowledgedByTime.getOrDefault(seen.writer(), new TreeMap<>()).floorEntry(read.began());
    long from = last == null ? read.began() : last.getKey();
    if (last != null) {
      story.add(
          at(from) + " writer " + seen.writer() + ": acknowledged up to " + last.getValue().upTo());
    }
    history.faults().stream()
        .filter(f -> f.at() >= from - 5_000_000_000L && f.at() <= read.ended())
        .forEach(f -> story.add(at(f.at()) + " " + f.what()));
    story.add(at(read.began()) + " " + read.kind() + " began");
    story.add(at(read.ended()) + " " + read.kind() + " answered " + seen);
    violations.add(
        new Violation(
            kind, read.kind() + " of writer " + seen.writer() + ": " + what, List.copyOf(story)));
  }

  private void report(History.Lookup lookup) {
    violations.add(
        new Violation(
            lookup.rows() == 0 ? Kind.STALE : Kind.DUPLICATED,
            "row "
                + lookup.number()
                + " of writer "
                + lookup.writer()
                + ", acknowledged before, was found "
                + lookup.rows()
                + " times",
            List.of(at(lookup.began()) + " lookup began", at(lookup.ended()) + " lookup ended")));
  }

  private String at(long nanos) {
    return String.format(java.util.Locale.ROOT, "%10.1f ms", (nanos - start) / MILLIS);
  }
}
