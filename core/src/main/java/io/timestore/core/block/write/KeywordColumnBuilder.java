package io.timestore.core.block.write;

import io.timestore.core.model.FieldType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column of keywords in ClickHouse's LowCardinality layout ({@code SerializationLowCardinality}):
 * version 1; the index type with flags; the dictionary of this block; one index per row. In a
 * nullable dictionary the first key stands for NULL.
 */
public final class KeywordColumnBuilder extends ColumnBuilder {
  private static final long VERSION = 1;
  private static final long HAS_ADDITIONAL_KEYS = 1 << 9;
  private static final long NEED_UPDATE_DICTIONARY = 1 << 10;

  private final ByteBuilder keys = new ByteBuilder(1024);
  private int[] keyAt = new int[64];
  private int[] keyEnd = new int[64];
  private int keyCount;
  private int[] slots = new int[128];
  private int[] codes = new int[64];
  private int codeCount;

  KeywordColumnBuilder(String name, FieldType type, boolean nullable) {
    super(name, type, nullable);
    clearValues();
  }

  @Override
  public void appendUtf8(byte[] bytes, int offset, int length) {
    putCode(codeOf(bytes, offset, length));
    advance();
  }

  private void putCode(int code) {
    if (codeCount == codes.length) {
      codes = Arrays.copyOf(codes, codeCount * 2);
    }
    codes[codeCount++] = code;
  }

  private int codeOf(byte[] bytes, int offset, int length) {
    int mask = slots.length - 1;
    int slot = hash(bytes, offset, length) & mask;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (Arrays.equals(keys.array(), keyAt[code], keyEnd[code], bytes, offset, offset + length)) {
        return code;
      }
      slot = (slot + 1) & mask;
    }
    int code = addKey(bytes, offset, length);
    slots[slot] = code + 1;
    if (keyCount * 2 > slots.length) {
      rehash();
    }
    return code;
  }

  private int addKey(byte[] bytes, int offset, int length) {
    if (keyCount == keyAt.length) {
      keyAt = Arrays.copyOf(keyAt, keyCount * 2);
      keyEnd = Arrays.copyOf(keyEnd, keyCount * 2);
    }
    keys.putVarLong(length);
    keyAt[keyCount] = keys.size();
    keys.putBytes(bytes, offset, length);
    keyEnd[keyCount] = keys.size();
    return keyCount++;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    int mask = slots.length - 1;
    for (int code = firstKey(); code < keyCount; code++) {
      int slot = hash(keys.array(), keyAt[code], keyEnd[code] - keyAt[code]) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = code + 1;
    }
  }

  private static int hash(byte[] bytes, int offset, int length) {
    int h = length;
    for (int i = offset; i < offset + length; i++) {
      h = (h ^ bytes[i]) * 0x01000193;
    }
    return ((h ^ (h >>> 15)) * 0x2c1b3c6d) >>> 4;
  }

  private int firstKey() {
    return nullable() ? 1 : 0;
  }

  @Override
  boolean hasNullMap() {
    return false;
  }

  @Override
  void putZero() {
    putCode(0);
  }

  @Override
  void writeValues(OutputStream out) throws IOException {
    int widthLog = indexWidthLog(keyCount);
    ByteBuilder body = new ByteBuilder(40 + (codeCount << widthLog));
    body.putLong(VERSION);
    body.putLong(HAS_ADDITIONAL_KEYS | NEED_UPDATE_DICTIONARY | widthLog);
    body.putLong(keyCount);
    body.writeTo(out);
    keys.writeTo(out);
    body.clear();
    body.putLong(codeCount);
    for (int i = 0; i < codeCount; i++) {
      switch (widthLog) {
        case 0 -> body.putByte(codes[i]);
        case 1 -> body.putShort(codes[i]);
        default -> body.putInt(codes[i]);
      }
    }
    body.writeTo(out);
  }

  /** Starts the data of a non-null column that has one value; an index byte 0 per row follows. */
  public static void putSingleKeyDictionary(ByteBuilder out, String key, int rows) {
    out.putLong(VERSION);
    out.putLong(HAS_ADDITIONAL_KEYS | NEED_UPDATE_DICTIONARY);
    out.putLong(1);
    out.putText(key);
    out.putLong(rows);
  }

  /** ClickHouse's number of the index type: 0 UInt8, 1 UInt16, 2 UInt32. */
  private static int indexWidthLog(int keyCount) {
    if (keyCount <= 1 << 8) {
      return 0;
    }
    return keyCount <= 1 << 16 ? 1 : 2;
  }

  @Override
  void clearValues() {
    keys.clear();
    keyCount = 0;
    codeCount = 0;
    Arrays.fill(slots, 0);
    if (nullable()) {
      addKey(new byte[0], 0, 0);
    }
  }

  @Override
  long valueBytes() {
    return keys.size() + ((long) codeCount << indexWidthLog(keyCount));
  }

  @Override
  public @Nullable Range range() {
    int min = -1;
    int max = -1;
    for (int code = firstKey(); code < keyCount; code++) {
      min = min < 0 || compare(code, min) < 0 ? code : min;
      max = max < 0 || compare(code, max) > 0 ? code : max;
    }
    boolean known = min >= 0 && isShort(min) && isShort(max);
    return known ? new Range(text(min), text(max)) : null;
  }

  private int compare(int left, int right) {
    byte[] all = keys.array();
    return Arrays.compareUnsigned(all, keyAt[left], keyEnd[left], all, keyAt[right], keyEnd[right]);
  }

  private boolean isShort(int code) {
    return keyEnd[code] - keyAt[code] <= StringColumnBuilder.MAX_BOUND_BYTES;
  }

  private String text(int code) {
    return new String(
        keys.array(), keyAt[code], keyEnd[code] - keyAt[code], StandardCharsets.UTF_8);
  }
}
