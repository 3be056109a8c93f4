package io.timestore.jdbc.internal.value;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in memory, which can be written and grow. Positions count bytes from 1; what is written
 * goes over what is there, and may begin right behind its end. Thread-safe.
 */
public final class MemoryBlob implements Blob {
  private byte @Nullable [] bytes;
  private int length;

  /** Holds bytes, which become its own. */
  public MemoryBlob(byte[] bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
  }

  private byte[] bytes() throws SQLException {
    byte[] held = bytes;
    if (held == null) {
      throw SqlErrors.closed("Blob");
    }
    return held;
  }

  @Override
  public synchronized long length() throws SQLException {
    bytes();
    return length;
  }

  @Override
  public synchronized byte[] getBytes(long position, int most) throws SQLException {
    int start = LobPositions.start(position, length());
    return Arrays.copyOfRange(bytes(), start, LobPositions.end(start, most, length));
  }

  @Override
  public InputStream getBinaryStream() throws SQLException {
    return getBinaryStream(1, Integer.MAX_VALUE);
  }

  @Override
  public InputStream getBinaryStream(long position, long most) throws SQLException {
    return new ByteArrayInputStream(getBytes(position, (int) Math.min(most, Integer.MAX_VALUE)));
  }

  @Override
  public synchronized long position(byte[] wanted, long from) throws SQLException {
    byte[] held = bytes();
    for (int i = LobPositions.start(from, length); i + wanted.length <= length; i++) {
      if (Arrays.equals(held, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob wanted, long from) throws SQLException {
    return position(wanted.getBytes(1, (int) wanted.length()), from);
  }

  @Override
  public int setBytes(long position, byte[] written) throws SQLException {
    return setBytes(position, written, 0, written.length);
  }

  @Override
  public synchronized int setBytes(long position, byte[] written, int offset, int count)
      throws SQLException {
    byte[] held = bytes();
    int start = LobPositions.start(position, length);
    LobPositions.checkPart(offset, count, written.length);
    int end = start + count;
    if (end > held.length) {
      held = Arrays.copyOf(held, Math.max(end, 2 * held.length));
      bytes = held;
    }
    System.arraycopy(written, offset, held, start, count);
    length = Math.max(length, end);
    return count;
  }

  @Override
  public OutputStream setBinaryStream(long position) throws SQLException {
    LobPositions.start(position, length());
    return new OutputStream() {
      private long next = position;

      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] written, int offset, int count) throws IOException {
        try {
          next += setBytes(next, written, offset, count);
        } catch (SQLException e) {
          throw new IOException(e);
        }
      }
    };
  }

  @Override
  public synchronized void truncate(long most) throws SQLException {
    length = LobPositions.end(0, most, length());
  }

  @Override
  public synchronized void free() {
    bytes = null;
  }
}
