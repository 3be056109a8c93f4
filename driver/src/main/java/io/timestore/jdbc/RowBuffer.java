package io.timestore.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in the form in which they are sent, one JSON object a line. For one thread. */
final class RowBuffer {
  private static final int FIRST_BYTES = 1 << 12;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
  private static final char FIRST_LONG_CHAR = 0x80;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private long rows;

  void add(CharSequence row) {
    int chars = row.length();
    ensure(chars + 1);
    int at = length;
    for (int i = 0; i < chars; i++) {
      char c = row.charAt(i);
      if (c >= FIRST_LONG_CHAR) {
        byte[] encoded = row.toString().getBytes(StandardCharsets.UTF_8);
        append(encoded, encoded.length);
        at = length;
        ensure(1);
        break;
      }
      bytes[at++] = (byte) c;
    }
    bytes[at++] = '\n';
    length = at;
    rows++;
  }

  void addAll(RowBuffer other) {
    append(other.bytes, other.length);
    rows += other.rows;
  }

  private void append(byte[] more, int count) {
    ensure(count);
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  private void ensure(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * length, MOST_BYTES)));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  long rows() {
    return rows;
  }

  /** Forgets what was added after a moment. */
  void cutTo(int earlierLength, long earlierRows) {
    length = Math.min(length, earlierLength);
    rows = Math.min(rows, earlierRows);
  }
}
