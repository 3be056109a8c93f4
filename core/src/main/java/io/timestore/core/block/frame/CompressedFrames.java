package io.timestore.core.block.frame;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * ClickHouse's compressed frames: 16 bytes CityHash128 (version 1.0.2) of all that follows, one
 * method byte, the compressed size with these nine bytes and the raw size as little-endian 32-bit
 * numbers, then the payload (ClickHouse {@code CompressedReadBufferBase}). Stateless; safe for use
 * by many threads.
 *
 * <p>Frames are always written with LZ4, even where it does not shrink them, because ClickHouse
 * refuses a stream whose frames differ in method. LZ4 and uncompressed frames are read.
 */
public final class CompressedFrames {
  /** Most raw bytes in a frame that is written. */
  public static final int MAX_RAW_BYTES = 1 << 20;

  static final int CHECKSUM_BYTES = 16;
  static final int HEADER_BYTES = 9;
  static final int PREFIX_BYTES = CHECKSUM_BYTES + HEADER_BYTES;

  private static final byte METHOD_LZ4 = (byte) 0x82;
  private static final byte METHOD_NONE = (byte) 0x02;
  private static final byte METHOD_ZSTD = (byte) 0x90;
  private static final int MAX_READ_BYTES = 1 << 28;
  private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.fastestInstance().safeDecompressor();

  private CompressedFrames() {}

  /** A stream that compresses; each flush ends a frame, and close closes the target. */
  public static OutputStream output(OutputStream target) {
    return new FrameOutputStream(target);
  }

  /** A stream that decompresses to the end of the source; close closes the source. */
  public static InputStream input(InputStream source) {
    return new FrameInputStream(source);
  }

  /** Compresses bytes into as many frames as they need. */
  public static byte[] compress(byte[] raw, int offset, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(PREFIX_BYTES + length / 2);
    try (OutputStream frames = output(bytes)) {
      frames.write(raw, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Decompresses whole frames.
   *
   * @throws IOException if the bytes are not frames, are cut off, or do not match their checksum
   */
  public static byte[] decompress(byte[] frames, int offset, int length) throws IOException {
    try (InputStream in = input(new ByteArrayInputStream(frames, offset, length))) {
      return in.readAllBytes();
    }
  }

  static int maxFrameBytes(int rawLength) {
    return PREFIX_BYTES + COMPRESSOR.maxCompressedLength(rawLength);
  }

  /** Writes one frame to an array that has room for {@link #maxFrameBytes}; returns its length. */
  static int encode(byte[] raw, int offset, int length, byte[] frame) {
    int payload = COMPRESSOR.compress(raw, offset, length, frame, PREFIX_BYTES);
    frame[CHECKSUM_BYTES] = METHOD_LZ4;
    LittleEndian.putInt(frame, CHECKSUM_BYTES + 1, HEADER_BYTES + payload);
    LittleEndian.putInt(frame, CHECKSUM_BYTES + 5, length);
    long[] hash = hash(frame, payload);
    LittleEndian.putLong(frame, 0, hash[0]);
    LittleEndian.putLong(frame, Long.BYTES, hash[1]);
    return PREFIX_BYTES + payload;
  }

  /** The deprecation is of the client's generation; the hash itself is fixed for ever. */
  @SuppressWarnings("deprecation")
  static long[] hash(byte[] frame, int payload) {
    return ClickHouseCityHash.cityHash128(frame, CHECKSUM_BYTES, HEADER_BYTES + payload);
  }

  /** Bytes of a frame behind its prefix. */
  static int payloadBytes(byte[] prefix) throws IOException {
    byte method = prefix[CHECKSUM_BYTES];
    if (method == METHOD_ZSTD) {
      throw new IOException(
          "the compressed frame uses ZSTD, which is not read here; set network_compression_method"
              + " to LZ4");
    }
    if (method != METHOD_LZ4 && method != METHOD_NONE) {
      throw new IOException(
          "not a ClickHouse compressed frame: unknown method byte 0x"
              + Integer.toHexString(method & 0xff));
    }
    int size = LittleEndian.getInt(prefix, CHECKSUM_BYTES + 1);
    return checkedSize(size, "compressed") - HEADER_BYTES;
  }

  static int rawBytes(byte[] prefix) throws IOException {
    return checkedSize(LittleEndian.getInt(prefix, CHECKSUM_BYTES + 5) + HEADER_BYTES, "raw")
        - HEADER_BYTES;
  }

  private static int checkedSize(int size, String which) throws IOException {
    if (size < HEADER_BYTES || size > MAX_READ_BYTES) {
      throw new IOException(
          "corrupt compressed frame: its "
              + which
              + " size of "
              + Integer.toUnsignedLong(size)
              + " bytes is outside 9 to "
              + MAX_READ_BYTES);
    }
    return size;
  }

  /** Verifies a whole frame (prefix and payload) and decompresses it into the target's start. */
  static void decode(byte[] frame, int payload, byte[] target, int rawLength) throws IOException {
    long[] hash = hash(frame, payload);
    if (hash[0] != LittleEndian.getLong(frame, 0)
        || hash[1] != LittleEndian.getLong(frame, Long.BYTES)) {
      throw new IOException(
          "corrupt compressed frame: checksum does not match its " + payload + " bytes");
    }
    if (frame[CHECKSUM_BYTES] == METHOD_NONE) {
      if (payload != rawLength) {
        throw new IOException("corrupt compressed frame: sizes of an uncompressed frame differ");
      }
      System.arraycopy(frame, PREFIX_BYTES, target, 0, rawLength);
      return;
    }
    try {
      int made = DECOMPRESSOR.decompress(frame, PREFIX_BYTES, payload, target, 0, rawLength);
      if (made != rawLength) {
        throw new IOException(
            "corrupt compressed frame: " + made + " raw bytes instead of " + rawLength);
      }
    } catch (LZ4Exception e) {
      throw new IOException("corrupt compressed frame: " + e.getMessage(), e);
    }
  }
}
