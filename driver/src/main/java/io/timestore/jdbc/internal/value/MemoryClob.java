package io.timestore.jdbc.internal.value;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A text in memory, which can be written and grows. Positions count characters from 1; what is
 * written goes over what is there, and may begin right behind its end. Thread-safe.
 */
public final class MemoryClob implements NClob {
  private @Nullable StringBuilder text;

  public MemoryClob(String text) {
    this.text = new StringBuilder(text);
  }

  private StringBuilder text() throws SQLException {
    StringBuilder held = text;
    if (held == null) {
      throw SqlErrors.closed("Clob");
    }
    return held;
  }

  @Override
  public synchronized long length() throws SQLException {
    return text().length();
  }

  @Override
  public synchronized String getSubString(long position, int length) throws SQLException {
    StringBuilder held = text();
    int start = LobPositions.start(position, held.length());
    return held.substring(start, LobPositions.end(start, length, held.length()));
  }

  @Override
  public synchronized Reader getCharacterStream() throws SQLException {
    return new StringReader(text().toString());
  }

  @Override
  public Reader getCharacterStream(long position, long length) throws SQLException {
    return new StringReader(getSubString(position, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public synchronized InputStream getAsciiStream() throws SQLException {
    return new ByteArrayInputStream(text().toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public synchronized long position(String wanted, long start) throws SQLException {
    StringBuilder held = text();
    int found = held.indexOf(wanted, LobPositions.start(start, held.length()));
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(Clob wanted, long start) throws SQLException {
    return position(wanted.getSubString(1, (int) wanted.length()), start);
  }

  @Override
  public int setString(long position, String written) throws SQLException {
    return setString(position, written, 0, written.length());
  }

  @Override
  public synchronized int setString(long position, String written, int offset, int length)
      throws SQLException {
    StringBuilder held = text();
    int start = LobPositions.start(position, held.length());
    LobPositions.checkPart(offset, length, written.length());
    held.replace(
        start, Math.min(held.length(), start + length), written.substring(offset, offset + length));
    return length;
  }

  @Override
  public Writer setCharacterStream(long position) throws SQLException {
    LobPositions.start(position, length());
    return new Writer() {
      private long next = position;

      @Override
      public void write(char[] written, int offset, int length) throws java.io.IOException {
        try {
          next += setString(next, new String(written, offset, length));
        } catch (SQLException e) {
          throw new java.io.IOException(e);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public OutputStream setAsciiStream(long position) throws SQLException {
    Writer writer = setCharacterStream(position);
    return new OutputStream() {
      @Override
      public void write(int character) throws java.io.IOException {
        writer.write(character & 0x7f);
      }
    };
  }

  @Override
  public synchronized void truncate(long length) throws SQLException {
    text().setLength(LobPositions.end(0, length, text().length()));
  }

  @Override
  public synchronized void free() {
    text = null;
  }
}
