package io.timestore.daemon.ingest;

import io.timestore.core.hot.HotBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an acknowledged row survives, asked of the hot buffer now and then. Safe for many threads.
 */
final class Durability {
  private static final long ASKED_FOR_NANOS = Duration.ofSeconds(10).toNanos();

  private final HotBuffer hotBuffer;
  private volatile @Nullable Asked asked;

  private record Asked(String word, long atNanos) {}

  Durability(HotBuffer hotBuffer) {
    this.hotBuffer = hotBuffer;
  }

  /** The word as it was asked for last; asks if it never was. */
  String word() {
    Asked last = asked;
    return last == null ? ask() : last.word();
  }

  /** Asks, unless it did some seconds ago. Throws HOT_BUFFER_UNAVAILABLE. */
  String ask() {
    Asked last = asked;
    long now = System.nanoTime();
    if (last == null || now - last.atNanos() > ASKED_FOR_NANOS) {
      last = new Asked(hotBuffer.durability(), now);
      asked = last;
    }
    return last.word();
  }
}
