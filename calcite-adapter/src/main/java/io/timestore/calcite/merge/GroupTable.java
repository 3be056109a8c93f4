package io.timestore.calcite.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the distinct keys of rows, from 0. Keys are kept as bytes, one after another, in an open
 * hash table. For one thread.
 */
final class GroupTable {
  private static final int FIRST_SLOTS = 256;

  private final int keyCount;
  private int[] slots = new int[FIRST_SLOTS];
  private int[] ends = new int[FIRST_SLOTS];
  private int[] hashes = new int[FIRST_SLOTS];
  private byte[] bytes = new byte[FIRST_SLOTS * Long.BYTES];
  private int used;
  private int groups;
  private final List<Column[]> sources = new ArrayList<>();
  private int[] sourceOf = new int[FIRST_SLOTS];
  private int[] rowOf = new int[FIRST_SLOTS];

  GroupTable(int keyCount) {
    this.keyCount = keyCount;
    if (keyCount == 0) {
      groups = 1;
    }
  }

  int groups() {
    return groups;
  }

  /** The group of each row by the values of its key columns. */
  int[] groupsOf(Column[] keys, int rows) {
    int[] result = new int[rows];
    if (keyCount == 0) {
      return result;
    }
    sources.add(keys);
    for (int row = 0; row < rows; row++) {
      result[row] = groupOf(keys, row);
    }
    return result;
  }

  private int groupOf(Column[] keys, int row) {
    int start = used;
    int end = start;
    for (Column key : keys) {
      end = append(key, row, end);
    }
    int hash = hash(start, end);
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int group = slots[slot] - 1;
      if (group < 0) {
        return add(slot, hash, end, row);
      }
      if (hashes[group] == hash
          && Arrays.equals(bytes, startOf(group), ends[group], bytes, start, end)) {
        return group;
      }
    }
  }

  private int startOf(int group) {
    return group == 0 ? 0 : ends[group - 1];
  }

  private int append(Column key, int row, int at) {
    if (key.isNull(row)) {
      reserve(at + 1);
      bytes[at] = 0;
      return at + 1;
    }
    if (key instanceof LongColumn numbers) {
      reserve(at + 1 + Long.BYTES);
      bytes[at] = 1;
      return putLong(numbers.values[row], at + 1);
    }
    byte[] text = ((TextColumn) key).bytes(row);
    reserve(at + 1 + Integer.BYTES + text.length);
    bytes[at] = 1;
    int from = putLength(text.length, at + 1);
    System.arraycopy(text, 0, bytes, from, text.length);
    return from + text.length;
  }

  private int putLong(long value, int at) {
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> (i * Byte.SIZE));
    }
    return at + Long.BYTES;
  }

  private int putLength(int value, int at) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[at + i] = (byte) (value >>> (i * Byte.SIZE));
    }
    return at + Integer.BYTES;
  }

  private void reserve(int size) {
    if (size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size, bytes.length * 2));
    }
  }

  private int hash(int start, int end) {
    int h = 0x9E3779B9;
    for (int i = start; i < end; i++) {
      h = (h ^ bytes[i]) * 0x01000193;
    }
    h ^= h >>> 15;
    return h * 0x2C1B3C6D ^ (h >>> 12);
  }

  private int add(int slot, int hash, int end, int row) {
    int group = groups++;
    if (group == ends.length) {
      ends = Arrays.copyOf(ends, group * 2);
      hashes = Arrays.copyOf(hashes, group * 2);
      sourceOf = Arrays.copyOf(sourceOf, group * 2);
      rowOf = Arrays.copyOf(rowOf, group * 2);
    }
    ends[group] = end;
    hashes[group] = hash;
    sourceOf[group] = sources.size() - 1;
    rowOf[group] = row;
    used = end;
    slots[slot] = group + 1;
    if (groups * 2 > slots.length) {
      rehash();
    }
    return group;
  }

  private void rehash() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int group = 0; group < groups; group++) {
      int slot = hashes[group] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = group + 1;
    }
    slots = larger;
  }

  /** The values of a key column, one per group. */
  Column key(int index, ValueType type) {
    return key(index, type.kind().isLong());
  }

  /** The values of a key column, one per group, in a column like another one. */
  Column key(int index, Column like) {
    return key(index, like instanceof LongColumn);
  }

  private Column key(int index, boolean isLong) {
    boolean[] nulls = new boolean[groups];
    boolean any = false;
    for (int group = 0; group < groups; group++) {
      nulls[group] = source(group, index).isNull(rowOf[group]);
      any |= nulls[group];
    }
    if (isLong) {
      long[] values = new long[groups];
      for (int group = 0; group < groups; group++) {
        values[group] = ((LongColumn) source(group, index)).values[rowOf[group]];
      }
      return new LongColumn(values, any ? nulls : null);
    }
    byte[] @Nullable [] values = new byte[groups][];
    for (int group = 0; group < groups; group++) {
      values[group] = ((TextColumn) source(group, index)).bytes(rowOf[group]);
    }
    return new TextColumn(values, any ? nulls : null);
  }

  private Column source(int group, int index) {
    return sources.get(sourceOf[group])[index];
  }
}
