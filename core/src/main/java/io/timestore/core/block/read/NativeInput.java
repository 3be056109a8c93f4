package io.timestore.core.block.read;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.vector.StringData;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Buffered reads of ClickHouse's binary forms. For one thread. */
public final class NativeInput {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
  private static final int TRUSTED_BYTES = 1 << 24;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  NativeInput(InputStream in) {
    this.in = in;
  }

  /** Whether the stream has no further byte. */
  boolean atEnd() throws IOException {
    return at == end && !fill();
  }

  private boolean fill() throws IOException {
    int n = in.read(buffer, 0, buffer.length);
    at = 0;
    end = Math.max(n, 0);
    return n > 0;
  }

  private byte next() throws IOException {
    if (at == end && !fill()) {
      throw new EOFException("the Native stream ends inside a block");
    }
    return buffer[at++];
  }

  /** A LEB128 number that counts something in memory. */
  int readCount() throws IOException {
    byte first = next();
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7f;
    for (int shift = 7; shift < 35; shift += 7) {
      byte b = next();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return checkedCount(value);
      }
    }
    throw new IOException("corrupt Native stream: a count does not end");
  }

  long readLong() throws IOException {
    byte[] bytes = new byte[Long.BYTES];
    readInto(bytes, 0, Long.BYTES);
    return LittleEndian.getLong(bytes, 0);
  }

  /** A 64-bit number that counts something in memory. */
  int readLongCount() throws IOException {
    return checkedCount(readLong());
  }

  static int checkedCount(long value) throws IOException {
    if (value < 0 || value > MAX_ARRAY) {
      throw new IOException(
          "the Native stream has a count of "
              + Long.toUnsignedString(value)
              + "; the limit is "
              + MAX_ARRAY);
    }
    return (int) value;
  }

  /**
   * Reads a number of items of a width. Memory follows the bytes that arrive, so that a corrupt
   * count fails on the end of the stream and not on memory.
   */
  byte[] readItems(int count, int width) throws IOException {
    int length = checkedCount((long) count * width);
    byte[] bytes = new byte[Math.min(length, TRUSTED_BYTES)];
    int done = 0;
    while (true) {
      readInto(bytes, done, bytes.length - done);
      done = bytes.length;
      if (done == length) {
        return bytes;
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, done * 4L));
    }
  }

  private void readInto(byte[] target, int offset, int length) throws IOException {
    int buffered = Math.min(length, end - at);
    System.arraycopy(buffer, at, target, offset, buffered);
    at += buffered;
    int done = buffered;
    while (done < length) {
      if (length - done < BUFFER_BYTES) {
        if (!fill()) {
          throw new EOFException("the Native stream ends inside a block");
        }
        int n = Math.min(length - done, end);
        System.arraycopy(buffer, 0, target, offset + done, n);
        at = n;
        done += n;
      } else {
        int n = in.read(target, offset + done, length - done);
        if (n < 0) {
          throw new EOFException("the Native stream ends inside a block");
        }
        done += n;
      }
    }
  }

  String readText() throws IOException {
    return new String(readItems(readCount(), 1), StandardCharsets.UTF_8);
  }

  /** Strings one after another, each with its length before it. */
  StringData readStrings(int count) throws IOException {
    byte[] bytes = new byte[(int) Math.min(TRUSTED_BYTES, 16 + count * 8L)];
    int[] ends = new int[Math.min(count, TRUSTED_BYTES)];
    int size = 0;
    for (int i = 0; i < count; i++) {
      int length = readCount();
      if (length > bytes.length - size) {
        long wanted = (long) size + length;
        if (length > TRUSTED_BYTES) {
          byte[] large = readItems(length, 1);
          bytes = Arrays.copyOf(bytes, checkedCount(wanted));
          System.arraycopy(large, 0, bytes, size, length);
          size += length;
          ends = put(ends, i, size, count);
          continue;
        }
        checkedCount(wanted);
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_ARRAY, Math.max(wanted, size * 2L)));
      }
      readInto(bytes, size, length);
      size += length;
      ends = put(ends, i, size, count);
    }
    return new StringData(bytes, ends);
  }

  private static int[] put(int[] ends, int index, int end, int count) {
    int[] target =
        index < ends.length ? ends : Arrays.copyOf(ends, (int) Math.min(count, index * 2L));
    target[index] = end;
    return target;
  }

  void close() throws IOException {
    in.close();
  }
}
