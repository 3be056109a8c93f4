package io.timestore.verify;

import java.util.Locale;

/** A way to break the protocol on purpose. Each must be caught. */
enum Mutation {
  /** Batches are not sealed before they are inserted. */
  SKIP_SEAL(true),
  /** Blocks are removed from the hot buffer before they are in ClickHouse. */
  TRIM_EARLY(true),
  /** Readers believe that no insert begins while they read. */
  SKIP_GENERATION_CHECK(false),
  /** Readers split by the time of events instead of by the sequence. */
  EVENT_TIME_WATERMARK(false),
  /** A daemon whose lane was taken goes on as if it were not. */
  NO_FENCING(true);

  private final boolean ofDaemon;

  Mutation(boolean ofDaemon) {
    this.ofDaemon = ofDaemon;
  }

  /** Whether it breaks the daemon, else the reader. */
  boolean ofDaemon() {
    return ofDaemon;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Mutation named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
