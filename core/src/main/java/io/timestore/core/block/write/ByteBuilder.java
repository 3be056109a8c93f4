package io.timestore.core.block.write;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growable byte array that is written in ClickHouse's binary forms. For one thread. */
public final class ByteBuilder {
  private static final int MAX_BYTES = 1 << 30;

  private byte[] bytes;
  private int size;

  public ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  /** The live array; only the first {@link #size} bytes count, and any write may replace it. */
  public byte[] array() {
    return bytes;
  }

  public void clear() {
    size = 0;
  }

  /** Makes room and returns the position of the first of the new bytes. */
  int grow(int count) {
    int at = size;
    if (count > bytes.length - at) {
      long wanted = (long) at + count;
      if (wanted > MAX_BYTES) {
        throw new TimestoreException(
            ErrorCode.TOO_LARGE,
            "a column of a block would have "
                + wanted
                + " bytes; the limit is "
                + MAX_BYTES
                + "; send fewer rows at once");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(wanted, bytes.length * 2L)));
    }
    size = at + count;
    return at;
  }

  public void putByte(int value) {
    int at = grow(1);
    bytes[at] = (byte) value;
  }

  public void putShort(int value) {
    int at = grow(Short.BYTES);
    LittleEndian.putShort(bytes, at, value);
  }

  void putInt(int value) {
    int at = grow(Integer.BYTES);
    LittleEndian.putInt(bytes, at, value);
  }

  public void putLong(long value) {
    int at = grow(Long.BYTES);
    LittleEndian.putLong(bytes, at, value);
  }

  /** An unsigned LEB128 number. */
  public void putVarLong(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      putByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    putByte((int) rest);
  }

  /** A signed number, small magnitudes in few bytes. */
  public void putZigZag(long value) {
    putVarLong((value << 1) ^ (value >> 63));
  }

  public void putBytes(byte[] source, int offset, int length) {
    int at = grow(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  /** Length as LEB128, then the bytes in UTF-8. */
  public void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    putVarLong(utf8.length);
    putBytes(utf8, 0, utf8.length);
  }

  void putZeros(int count) {
    int at = grow(count);
    Arrays.fill(bytes, at, at + count, (byte) 0);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  /** A stream that appends here. */
  public OutputStream asOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        putByte(b);
      }

      @Override
      public void write(byte[] source, int offset, int length) {
        putBytes(source, offset, length);
      }
    };
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }
}
