package io.timestore.core.block.vector;

import io.timestore.core.block.frame.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** IPv4 and IPv6 addresses; text in the spelling of RFC 5952, as ClickHouse has it. */
public final class IpVector extends ColumnVector {
  private static final int GROUPS = 8;
  private static final byte[] V4_MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private final byte[] data;
  private final int rows;
  private final int width;

  public IpVector(String name, String type, byte[] data, int rows, int width) {
    super(name, type);
    this.data = data;
    this.rows = rows;
    this.width = width;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public boolean isNull(int row) {
    return false;
  }

  @Override
  public byte[] getBytes(int row) {
    return getString(row).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String getString(int row) {
    if (width == Integer.BYTES) {
      int bits = LittleEndian.getInt(data, row * width);
      return v4(bits >>> 24, bits >>> 16, bits >>> 8, bits);
    }
    int at = row * width;
    if (Arrays.equals(data, at, at + V4_MAPPED.length, V4_MAPPED, 0, V4_MAPPED.length)) {
      return "::ffff:" + v4(data[at + 12], data[at + 13], data[at + 14], data[at + 15]);
    }
    return v6(at);
  }

  private static String v4(int a, int b, int c, int d) {
    return (a & 0xff) + "." + (b & 0xff) + "." + (c & 0xff) + "." + (d & 0xff);
  }

  private String v6(int at) {
    int longest = -1;
    int longestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeroGroups(at, i);
      if (length > longestLength) {
        longest = i;
        longestLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == longest) {
        text.append("::");
        i += longestLength - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
        text.append(Integer.toHexString(group(at, i)));
      }
    }
    return text.toString();
  }

  private int zeroGroups(int at, int first) {
    int i = first;
    while (i < GROUPS && group(at, i) == 0) {
      i++;
    }
    return i - first;
  }

  private int group(int at, int index) {
    return ((data[at + 2 * index] & 0xff) << 8) | (data[at + 2 * index + 1] & 0xff);
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }
}
