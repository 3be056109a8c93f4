package io.timestore.core.block;

import io.timestore.core.block.frame.LittleEndian;
import io.timestore.core.block.write.ByteBuilder;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a block's header: the magic {@code TSBK}, the format version (one byte), the
 * length and the CRC-32 of the fields (little-endian, four bytes each), then the fields as LEB128
 * numbers and texts. The column frames follow without a gap.
 */
final class BlockHeaderCodec {
  private static final byte[] MAGIC = "TSBK".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int FIXED_BYTES = 13;
  private static final int LEAST_COLUMN_BYTES = 6;

  private final byte[] bytes;
  private final int end;
  private int at = FIXED_BYTES;

  private BlockHeaderCodec(byte[] bytes, int end) {
    this.bytes = bytes;
    this.end = end;
  }

  /** Encodes header and frames. The columns' offsets count from the first frame. */
  static Block encode(BlockHeader header, ByteBuilder frames) {
    ByteBuilder out = new ByteBuilder(256 + frames.size());
    out.putBytes(MAGIC, 0, MAGIC.length);
    out.putByte(FORMAT);
    out.putLong(0);
    putFields(header, out);
    int end = out.size();
    LittleEndian.putInt(out.array(), 5, end - FIXED_BYTES);
    LittleEndian.putInt(out.array(), 9, crc(out.array(), end));
    out.putBytes(frames.array(), 0, frames.size());
    return new Block(withOffsets(header, end), out.toByteArray());
  }

  private static void putFields(BlockHeader header, ByteBuilder out) {
    out.putVarLong(header.schemaVersion());
    out.putVarLong(header.rows());
    out.putZigZag(header.window());
    out.putText(header.partitionKey());
    out.putZigZag(header.minTimeNanos());
    out.putZigZag(header.maxTimeNanos());
    out.putZigZag(header.ingestedAtMillis());
    out.putVarLong(header.columns().size());
    for (BlockColumn column : header.columns()) {
      out.putText(column.name());
      out.putText(column.clickHouseType());
      out.putVarLong(column.length());
      out.putVarLong(column.rawLength());
      out.putVarLong(column.nulls());
      String min = column.min();
      String max = column.max();
      out.putByte(min == null || max == null ? 0 : 1);
      if (min != null && max != null) {
        out.putText(min);
        out.putText(max);
      }
    }
  }

  private static BlockHeader withOffsets(BlockHeader header, int shift) {
    List<BlockColumn> columns = new ArrayList<>(header.columns().size());
    for (BlockColumn c : header.columns()) {
      columns.add(
          new BlockColumn(
              c.name(),
              c.clickHouseType(),
              c.offset() + shift,
              c.length(),
              c.rawLength(),
              c.nulls(),
              c.min(),
              c.max()));
    }
    return new BlockHeader(
        header.schemaVersion(),
        header.rows(),
        header.window(),
        header.partitionKey(),
        header.minTimeNanos(),
        header.maxTimeNanos(),
        header.ingestedAtMillis(),
        columns);
  }

  /**
   * Decodes a header and checks that the frames fill the rest of the bytes.
   *
   * @throws TimestoreException INTERNAL if the bytes are not a whole stored block
   */
  static BlockHeader decode(byte[] stored) {
    if (stored.length < FIXED_BYTES || !startsWithMagic(stored)) {
      throw corrupt(stored, "it does not start with the magic of a block");
    }
    if (stored[4] != FORMAT) {
      throw corrupt(stored, "its format is " + stored[4] + " and this version reads " + FORMAT);
    }
    int length = LittleEndian.getInt(stored, 5);
    if (length < 0 || length > stored.length - FIXED_BYTES) {
      throw corrupt(stored, "it is cut off in the header");
    }
    int end = FIXED_BYTES + length;
    if (crc(stored, end) != LittleEndian.getInt(stored, 9)) {
      throw corrupt(stored, "the header's checksum does not match");
    }
    return new BlockHeaderCodec(stored, end).header();
  }

  private BlockHeader header() {
    int schemaVersion = count();
    int rows = count();
    int window = Math.toIntExact(zigZag());
    String partitionKey = text();
    long minTime = zigZag();
    long maxTime = zigZag();
    long ingestedAt = zigZag();
    int columnCount = count();
    if (rows < 1 || columnCount > (end - at) / LEAST_COLUMN_BYTES) {
      throw corrupt(bytes, rows + " rows and " + columnCount + " columns cannot be");
    }
    List<BlockColumn> columns = new ArrayList<>(columnCount);
    long offset = end;
    for (int i = 0; i < columnCount; i++) {
      BlockColumn column = column((int) Math.min(offset, Integer.MAX_VALUE));
      columns.add(column);
      offset += column.length();
    }
    if (at != end || offset != bytes.length) {
      throw corrupt(bytes, "its columns should end at byte " + offset);
    }
    return new BlockHeader(
        schemaVersion, rows, window, partitionKey, minTime, maxTime, ingestedAt, columns);
  }

  private BlockColumn column(int offset) {
    String name = text();
    String type = text();
    int length = count();
    int rawLength = count();
    int nulls = count();
    @Nullable String min = null;
    @Nullable String max = null;
    if (count() == 1) {
      min = text();
      max = text();
    }
    return new BlockColumn(name, type, offset, length, rawLength, nulls, min, max);
  }

  private long varLong() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < end; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw corrupt(bytes, "a number in the header does not end");
  }

  private long zigZag() {
    long value = varLong();
    return (value >>> 1) ^ -(value & 1);
  }

  private int count() {
    long value = varLong();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw corrupt(bytes, "a count in the header is " + value);
    }
    return (int) value;
  }

  private String text() {
    int length = count();
    if (length > end - at) {
      throw corrupt(bytes, "a text in the header does not end");
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  private static boolean startsWithMagic(byte[] stored) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (stored[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, FIXED_BYTES, end - FIXED_BYTES);
    return (int) crc.getValue();
  }

  private static TimestoreException corrupt(byte[] stored, String why) {
    return new TimestoreException(
        ErrorCode.INTERNAL, "a stored block of " + stored.length + " bytes is corrupt: " + why);
  }
}
