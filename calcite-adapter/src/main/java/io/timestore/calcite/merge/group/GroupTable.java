package io.timestore.calcite.merge.group;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.TextColumn;
import io.timestore.calcite.merge.column.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the distinct keys of rows, from 0. Keys are kept as bytes, one after another, in an open
 * hash table; those of one column are kept as they are. For one thread.
 */
final class GroupTable {
  private static final int FIRST_SLOTS = 256;
  private static final int NONE = -1;

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

  /** The keys of groups by one column, of numbers or of texts, instead of bytes. */
  private long[] numbers = new long[0];

  private byte[][] texts = new byte[0][];

  private int nullGroup = NONE;

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
    if (keyCount == 1) {
      if (keys[0] instanceof LongColumn key) {
        number(key, result);
      } else {
        number((TextColumn) keys[0], result);
      }
      return result;
    }
    for (int row = 0; row < rows; row++) {
      result[row] = groupOf(keys, row);
    }
    return result;
  }

  /** Most often a row has the key of the row before it: rows come by time. */
  private void number(LongColumn key, int[] result) {
    int last = NONE;
    for (int row = 0; row < result.length; row++) {
      if (key.isNull(row)) {
        result[row] = groupOfNull(row);
      } else {
        if (last == NONE || numbers[last] != key.values[row]) {
          last = groupOf(key.values[row], row);
        }
        result[row] = last;
      }
    }
  }

  private void number(TextColumn key, int[] result) {
    for (int row = 0; row < result.length; row++) {
      result[row] = key.isNull(row) ? groupOfNull(row) : groupOf(key.bytes(row), row);
    }
  }

  private int groupOfNull(int row) {
    if (nullGroup == NONE) {
      nullGroup = add(0, used, row);
    }
    return nullGroup;
  }

  private int groupOf(long value, int row) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    int hash = (int) (mixed >>> Integer.SIZE);
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int group = slots[slot] - 1;
      if (group < 0) {
        group = add(hash, used, row);
        if (group >= numbers.length) {
          numbers = Arrays.copyOf(numbers, ends.length);
        }
        numbers[group] = value;
        return group;
      }
      if (group != nullGroup && numbers[group] == value) {
        return group;
      }
    }
  }

  /** Rows with the same value often share its bytes. */
  private int groupOf(byte[] text, int row) {
    int hash = mixed(Arrays.hashCode(text));
    int mask = slots.length - 1;
    for (int slot = hash & mask; ; slot = (slot + 1) & mask) {
      int group = slots[slot] - 1;
      if (group < 0) {
        group = add(hash, used, row);
        if (group >= texts.length) {
          texts = Arrays.copyOf(texts, ends.length);
        }
        texts[group] = text;
        return group;
      }
      if (hashes[group] == hash
          && group != nullGroup
          && (texts[group] == text || Arrays.equals(texts[group], text))) {
        return group;
      }
    }
  }

  private static int mixed(int hash) {
    int h = hash ^ (hash >>> 15);
    return h * 0x2C1B3C6D ^ (h >>> 12);
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
        return add(hash, end, row);
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
    return mixed(h);
  }

  private int add(int hash, int end, int row) {
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
    if (groups * 2 > slots.length) {
      rehash();
    } else {
      enter(group, slots);
    }
    return group;
  }

  private void enter(int group, int[] table) {
    int mask = table.length - 1;
    int slot = hashes[group] & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = group + 1;
  }

  private void rehash() {
    int[] larger = new int[slots.length * 2];
    for (int group = 0; group < groups; group++) {
      enter(group, larger);
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
