package io.timestore.core.clickhouse;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Remembers the last bytes that passed, because a server that fails in the middle of an answer
 * writes its error there. For one thread.
 */
final class RecentBytes extends FilterInputStream {
  private static final int KEPT = 1 << 14;
  private static final int MAX_DRAINED = 1 << 16;

  private final byte[] ring = new byte[KEPT];
  private long total;

  RecentBytes(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      ring[(int) (total++ & (KEPT - 1))] = (byte) b;
    }
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n > 0) {
      keep(target, offset, n);
    }
    return n;
  }

  private void keep(byte[] bytes, int offset, int length) {
    int kept = Math.min(length, KEPT);
    int from = offset + length - kept;
    int at = (int) ((total + length - kept) & (KEPT - 1));
    int first = Math.min(kept, KEPT - at);
    System.arraycopy(bytes, from, ring, at, first);
    System.arraycopy(bytes, from + first, ring, 0, kept - first);
    total += length;
  }

  /**
   * Reads on, so that a report that has begun is here whole; at most {@link #MAX_DRAINED} bytes,
   * and to the end or the next failure.
   *
   * @return whether the source ended as it should
   */
  boolean drain() {
    byte[] rest = new byte[KEPT];
    int left = MAX_DRAINED;
    try {
      while (left > 0) {
        int n = read(rest, 0, rest.length);
        if (n < 0) {
          return true;
        }
        left -= n;
      }
    } catch (IOException alreadyBroken) {
      return false;
    }
    return false;
  }

  /** The last bytes as text. */
  String text() {
    int size = (int) Math.min(total, KEPT);
    byte[] ordered = new byte[size];
    for (int i = 0; i < size; i++) {
      ordered[i] = ring[(int) ((total - size + i) & (KEPT - 1))];
    }
    return new String(ordered, StandardCharsets.UTF_8);
  }
}
