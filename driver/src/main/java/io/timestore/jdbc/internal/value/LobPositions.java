package io.timestore.jdbc.internal.value;

import io.timestore.jdbc.internal.error.ArgumentCheck;
import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;

/** Checks where in a Blob or Clob is read or written. */
final class LobPositions {
  private LobPositions() {}

  /** The index of a position from 1 to right behind the end. */
  static int start(long position, long length) throws SQLException {
    if (position < 1 || position > length + 1) {
      throw SqlErrors.badArgument(
          "position " + position + " is not from 1 to " + (length + 1) + ", right behind the end");
    }
    return (int) (position - 1);
  }

  /** The index behind so many from one on, or the end. */
  static int end(int start, long count, long length) throws SQLException {
    ArgumentCheck.notNegative(count, "length");
    return (int) Math.min(length, start + count);
  }

  /** Checks that something has a part. */
  static void checkPart(int offset, int count, int length) throws SQLException {
    if (offset < 0 || count < 0 || count > length - offset) {
      throw SqlErrors.badArgument(
          "the part of " + count + " from " + offset + " is not in what is written, of " + length);
    }
  }
}
