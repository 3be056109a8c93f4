package io.timestore.verify.check;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest acknowledged row of each writer, for readers that look for it. Safe for many threads.
 */
public final class Acknowledgements {
  public record Row(int writer, long number) {}

  private final Map<Integer, Long> newest = new ConcurrentHashMap<>();
  private volatile @Nullable Row last;

  public void acknowledged(int writer, long number) {
    newest.put(writer, number);
    last = new Row(writer, number);
  }

  /** A row that is acknowledged: the newest of all, or an older one. */
  @Nullable
  public Row any(Random random) {
    Row row = last;
    return row == null || random.nextBoolean()
        ? row
        : new Row(row.writer(), 1 + (long) (random.nextDouble() * row.number()));
  }
}
