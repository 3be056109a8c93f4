package io.timestore.verify.check;

import java.util.ArrayList;
import java.util.List;

/** What happened, as it was recorded. Times are nanoseconds of one clock. Safe for many threads. */
public final class History {
  /** A writer is about to send rows {@code ..upTo}; they were not sent before this. */
  record Sent(long at, int writer, long upTo) {}

  /** Rows {@code ..upTo} of a writer are acknowledged. */
  record Acknowledged(long at, int writer, long upTo) {}

  /**
   * What a read showed of one writer.
   *
   * @param rows rows of the writer
   * @param distinct different numbers among them
   * @param first lowest number
   * @param last highest number
   * @param numbers sum of the numbers
   * @param values sum of the values
   */
  public record Seen(
      int writer, long rows, long distinct, long first, long last, long numbers, long values) {}

  /**
   * An answered read.
   *
   * @param kind how it was asked
   * @param writers what it showed of each writer that it showed
   */
  public record Read(long began, long ended, String kind, List<Seen> writers) {}

  /** A look for one row that was acknowledged before: how often it was there. */
  public record Lookup(long began, long ended, int writer, long number, long rows) {}

  /** A point in the past was read again, with another answer than the one before it. */
  public record ChangedPast(
      long before, long began, long ended, String vector, List<Seen> then, List<Seen> now) {}

  /** A fault began or ended. */
  record Fault(long at, String what) {}

  private final List<Sent> sent = new ArrayList<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final List<Lookup> lookups = new ArrayList<>();
  private final List<ChangedPast> changedPasts = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> oddities = new ArrayList<>();

  public synchronized void sent(int writer, long upTo) {
    sent.add(new Sent(System.nanoTime(), writer, upTo));
  }

  public synchronized void acknowledged(int writer, long upTo) {
    acknowledged.add(new Acknowledged(System.nanoTime(), writer, upTo));
  }

  public synchronized void read(Read read) {
    reads.add(read);
  }

  public synchronized void lookup(Lookup lookup) {
    lookups.add(lookup);
  }

  public synchronized void changedPast(ChangedPast changed) {
    changedPasts.add(changed);
  }

  public synchronized void fault(String what) {
    faults.add(new Fault(System.nanoTime(), what));
  }

  /** An answer that must never be given, such as an error of an unknown kind. */
  public synchronized void oddity(String what) {
    oddities.add(what);
  }

  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  public synchronized List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  public synchronized List<Read> reads() {
    return List.copyOf(reads);
  }

  synchronized List<Lookup> lookups() {
    return List.copyOf(lookups);
  }

  synchronized List<ChangedPast> changedPasts() {
    return List.copyOf(changedPasts);
  }

  synchronized List<Fault> faults() {
    return List.copyOf(faults);
  }

  synchronized List<String> oddities() {
    return List.copyOf(oddities);
  }
}
