package io.timestore.verify.check;

import io.timestore.verify.check.History.Acknowledged;
import io.timestore.verify.check.History.Read;
import io.timestore.verify.check.History.Seen;
import io.timestore.verify.check.History.Sent;
import io.timestore.verify.check.Violation.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a history in O(n log n). A writer sends its numbers in order, one request at a time; so
 * what a read shows of it must be exactly {@code 1..m}, where m is the end of a request, at least
 * what was acknowledged before the read began, at most what was sent before it ended, and not less
 * than what a read showed that ended before this one began.
 */
public final class Checker {
  private static final double MILLIS = 1e6;
  private static final long FAULTS_BEFORE_NANOS = 5_000_000_000L;

  private final History history;
  private final Map<Integer, TreeMap<Long, Sent>> sentByEnd = new HashMap<>();
  private final Map<Integer, TreeMap<Long, Acknowledged>> acknowledgedByTime = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final long start;

  public Checker(History history) {
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
  public List<Violation> check() {
    history.oddities().forEach(o -> violations.add(new Violation(Kind.ODD, o, List.of())));
    List<Read> reads = new ArrayList<>(history.reads());
    reads.sort(Comparator.comparingLong(Read::began));
    for (Read read : reads) {
      check(read, Kind.STALE);
    }
    checkMonotone(reads);
    history.lookups().stream().filter(l -> l.rows() != 1).forEach(this::report);
    history.changedPasts().forEach(this::report);
    return List.copyOf(violations);
  }

  /** What is broken in the cold table alone, after everything was flushed. */
  public List<Violation> checkEnd(Read end) {
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

  private record Shown(Read read, Seen seen) {}

  /** Goes through beginnings and ends in time; an end raises what later beginnings must show. */
  private void checkMonotone(List<Read> byBegin) {
    List<Read> byEnd = new ArrayList<>(byBegin);
    byEnd.sort(Comparator.comparingLong(Read::ended));
    Map<Integer, Shown> most = new HashMap<>();
    int ended = 0;
    for (Read read : byBegin) {
      while (ended < byEnd.size() && byEnd.get(ended).ended() < read.began()) {
        Read earlier = byEnd.get(ended++);
        for (Seen seen : earlier.writers()) {
          most.merge(
              seen.writer(),
              new Shown(earlier, seen),
              (a, b) -> b.seen().distinct() > a.seen().distinct() ? b : a);
        }
      }
      for (Seen seen : read.writers()) {
        Shown before = most.get(seen.writer());
        if (before != null && seen.distinct() < before.seen().distinct()) {
          String what = "an earlier read had " + before.seen().distinct() + " rows";
          report(Kind.WENT_BACK, read, seen, what, before);
        }
      }
    }
  }

  private void report(Kind kind, Read read, Seen seen, String what) {
    report(kind, read, seen, what, null);
  }

  /** The shortest part of the history that shows it: what must be there, faults, what was shown. */
  private void report(Kind kind, Read read, Seen seen, String what, @Nullable Shown before) {
    List<String> story = new ArrayList<>();
    long from = acknowledgement(story, seen.writer(), read.began());
    if (before != null) {
      from = before.read().began();
      story.add(at(before.read().ended()) + " " + answered(before.read(), before.seen()));
    }
    if (kind == Kind.PHANTOM) {
      story.add(at(sentAt(seen)) + " writer " + seen.writer() + ": sends up to " + seen.last());
    }
    faults(story, from, read.ended());
    story.add(at(read.began()) + " " + read.kind() + " began");
    story.add(at(read.ended()) + " " + answered(read, seen));
    add(kind, read.kind() + " of writer " + seen.writer() + ": " + what, story);
  }

  private static String answered(Read read, Seen seen) {
    return read.kind() + " answered " + seen;
  }

  private long sentAt(Seen seen) {
    Sent sent = sentByEnd.getOrDefault(seen.writer(), new TreeMap<>()).get(seen.last());
    return sent == null ? start : sent.at();
  }

  private void report(History.Lookup lookup) {
    List<String> story = new ArrayList<>();
    faults(story, acknowledgement(story, lookup.writer(), lookup.began()), lookup.ended());
    story.add(at(lookup.began()) + " lookup began");
    story.add(at(lookup.ended()) + " lookup found " + lookup.rows() + " rows");
    add(
        lookup.rows() == 0 ? Kind.STALE : Kind.DUPLICATED,
        "row "
            + lookup.number()
            + " of writer "
            + lookup.writer()
            + ", acknowledged before, was found "
            + lookup.rows()
            + " times",
        story);
  }

  private void report(History.ChangedPast changed) {
    List<String> story = new ArrayList<>();
    story.add(at(changed.before()) + " as of " + changed.vector() + ": " + changed.then());
    faults(story, changed.before(), changed.ended());
    story.add(at(changed.began()) + " the same point is read again");
    story.add(at(changed.ended()) + " as of " + changed.vector() + ": " + changed.now());
    add(Kind.PAST_CHANGED, "as of " + changed.vector() + " there were two answers", story);
  }

  /** Tells the last acknowledgement of a writer before a time; answers when that was. */
  private long acknowledgement(List<String> story, int writer, long before) {
    Map.Entry<Long, Acknowledged> last =
        acknowledgedByTime.getOrDefault(writer, new TreeMap<>()).floorEntry(before);
    if (last == null) {
      return before;
    }
    story.add(
        at(last.getKey()) + " writer " + writer + ": acknowledged up to " + last.getValue().upTo());
    return last.getKey();
  }

  private void faults(List<String> story, long from, long to) {
    history.faults().stream()
        .filter(f -> f.at() >= from - FAULTS_BEFORE_NANOS && f.at() <= to)
        .forEach(f -> story.add(at(f.at()) + " " + f.what()));
  }

  private void add(Kind kind, String what, List<String> story) {
    violations.add(new Violation(kind, what, List.copyOf(story)));
  }

  private String at(long nanos) {
    return String.format(java.util.Locale.ROOT, "%10.1f ms", (nanos - start) / MILLIS);
  }
}
