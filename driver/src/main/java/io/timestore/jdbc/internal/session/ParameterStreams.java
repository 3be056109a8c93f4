package io.timestore.jdbc.internal.session;

import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Reads the values of parameters from bytes and streams, which are closed then. Stateless. */
final class ParameterStreams {
  private static final int BUFFER = 8_192;

  private ParameterStreams() {}

  /** Bytes as text in UTF-8, which is what columns hold. */
  static String utf8(int index, byte[] bytes) throws SQLException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw SqlErrors.badValue(
          "the " + bytes.length + " bytes of parameter " + index + " are not text in UTF-8", e);
    }
  }

  /** At most so many bytes of a stream. */
  static byte[] bytes(int index, InputStream value, long length) throws SQLException {
    ArgumentCheck.notNegative(length, "length");
    try (value) {
      return value.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  /** At most so many characters of a stream. */
  static String text(int index, Reader value, long length) throws SQLException {
    ArgumentCheck.notNegative(length, "length");
    try (value) {
      StringWriter text = new StringWriter();
      char[] buffer = new char[BUFFER];
      long left = length;
      int got = 0;
      while (left > 0 && got >= 0) {
        got = value.read(buffer, 0, (int) Math.min(left, buffer.length));
        text.write(buffer, 0, Math.max(0, got));
        left -= Math.max(0, got);
      }
      return text.toString();
    } catch (IOException e) {
      throw unreadable(index, e);
    }
  }

  private static SQLException unreadable(int index, IOException e) {
    return SqlErrors.badValue("parameter " + index + " could not be read: " + e, e);
  }
}
