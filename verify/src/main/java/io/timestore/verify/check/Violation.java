package io.timestore.verify.check;

import java.util.List;

/**
 * A broken promise.
 *
 * @param kind which one
 * @param what in words
 * @param story the events that show it, in order
 */
public record Violation(Kind kind, String what, List<String> story) {
  public enum Kind {
    /** A row was acknowledged and is not there in the end. */
    LOST("lost"),
    /** A row is there twice. */
    DUPLICATED("duplicated"),
    /** A read lacks a row that was acknowledged before it began. */
    STALE("stale read"),
    /** A read lacks a row that an earlier read had. */
    WENT_BACK("went back"),
    /** A read has a row that was not sent yet. */
    PHANTOM("phantom"),
    /** A read has a part of a request, or rows with a gap. */
    TORN("torn"),
    /** Sums and counts of a read contradict each other. */
    CONTRADICTION("contradiction"),
    /** A point in the past was read twice, with two answers. */
    PAST_CHANGED("past changed"),
    /** A process took more memory than its limit. */
    MEMORY("over memory limit"),
    /** An answer of a kind that must not be. */
    ODD("odd answer");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Violation {
    story = List.copyOf(story);
  }
}
