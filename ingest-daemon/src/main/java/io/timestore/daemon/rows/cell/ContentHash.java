package io.timestore.daemon.rows.cell;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over values, each unmistakable from its neighbours. For one thread. */
public final class ContentHash {
  private final MessageDigest digest;
  private final byte[] buffer = new byte[1 << 14];
  private int size;

  public ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public void putLong(long value) {
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  /** Length and bytes. */
  void putBytes(byte[] bytes, int offset, int length) {
    putLong(length);
    if (length > buffer.length) {
      room(buffer.length);
      digest.update(bytes, offset, length);
      return;
    }
    room(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  void putBytes(byte[] bytes) {
    putBytes(bytes, 0, bytes.length);
  }

  public void putText(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void room(int length) {
    if (buffer.length - size < length) {
      digest.update(buffer, 0, size);
      size = 0;
    }
  }

  /** Ends the hash: lower-case hexadecimal digits. */
  public String hex() {
    digest.update(buffer, 0, size);
    size = 0;
    return HexFormat.of().formatHex(digest.digest());
  }
}
