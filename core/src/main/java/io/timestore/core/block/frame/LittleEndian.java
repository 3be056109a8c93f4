package io.timestore.core.block.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers in byte arrays, least significant byte first, as ClickHouse lays them out. */
public final class LittleEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static short getShort(byte[] bytes, int at) {
    return (short) SHORT.get(bytes, at);
  }

  public static int getInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  public static long getLong(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** The first numbers of an array. */
  public static void getLongs(byte[] bytes, long[] target) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(target);
  }

  /** The first numbers of an array. */
  public static void getDoubles(byte[] bytes, double[] target) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(target);
  }

  public static void putShort(byte[] bytes, int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  public static void putInt(byte[] bytes, int at, int value) {
    INT.set(bytes, at, value);
  }

  public static void putLong(byte[] bytes, int at, long value) {
    LONG.set(bytes, at, value);
  }

  /** A two's complement or unsigned number of any width. */
  public static BigInteger getBig(byte[] bytes, int at, int width, boolean signed) {
    byte[] reversed = new byte[width];
    for (int i = 0; i < width; i++) {
      reversed[i] = bytes[at + width - 1 - i];
    }
    return signed ? new BigInteger(reversed) : new BigInteger(1, reversed);
  }

  /** Writes a number that fits the width, sign-extended. */
  public static void putBig(byte[] bytes, int at, int width, BigInteger value) {
    byte[] big = value.toByteArray();
    byte fill = (byte) (value.signum() < 0 ? -1 : 0);
    for (int i = 0; i < width; i++) {
      bytes[at + i] = i < big.length ? big[big.length - 1 - i] : fill;
    }
  }
}
