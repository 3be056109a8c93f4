package io.timestore.daemon.rows.cell;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads numbers in JSON's grammar from characters. */
final class NumberText {
  /** Longer texts are no numbers; as many characters as the JSON parser takes. */
  private static final int MAX_CHARS = 1000;

  /** Any number of so many decimal digits fits 64 bits. */
  private static final int SAFE_DIGITS = 18;

  private NumberText() {}

  /**
   * Whether all of it is a number: sign, digits, fraction, exponent; no blanks, no leading zero.
   */
  static boolean isNumber(char[] chars, int offset, int length) {
    int end = offset + length;
    int at = offset;
    if (length > MAX_CHARS) {
      return false;
    }
    if (at < end && chars[at] == '-') {
      at++;
    }
    int digits = skipDigits(chars, at, end);
    if (digits == at || (chars[at] == '0' && digits > at + 1)) {
      return false;
    }
    at = digits;
    if (at < end && chars[at] == '.') {
      digits = skipDigits(chars, at + 1, end);
      if (digits == at + 1) {
        return false;
      }
      at = digits;
    }
    if (at < end && (chars[at] == 'e' || chars[at] == 'E')) {
      at++;
      if (at < end && (chars[at] == '+' || chars[at] == '-')) {
        at++;
      }
      digits = skipDigits(chars, at, end);
      if (digits == at) {
        return false;
      }
      at = digits;
    }
    return at == end;
  }

  private static int skipDigits(char[] chars, int from, int end) {
    int at = from;
    while (at < end && chars[at] >= '0' && chars[at] <= '9') {
      at++;
    }
    return at;
  }

  /** Whether {@link #smallInteger} can read it. */
  static boolean isSmallInteger(char[] chars, int offset, int length) {
    int start = length > 0 && chars[offset] == '-' ? offset + 1 : offset;
    int end = offset + length;
    int digits = end - start;
    if (digits < 1 || digits > SAFE_DIGITS || (chars[start] == '0' && digits > 1)) {
      return false;
    }
    return skipDigits(chars, start, end) == end;
  }

  static long smallInteger(char[] chars, int offset, int length) {
    boolean negative = chars[offset] == '-';
    long value = 0;
    for (int i = negative ? offset + 1 : offset; i < offset + length; i++) {
      value = value * 10 + (chars[i] - '0');
    }
    return negative ? -value : value;
  }

  /** The exact value; null if it is no number or its exponent is beyond reason. */
  static @Nullable BigDecimal decimal(char[] chars, int offset, int length) {
    if (isSmallInteger(chars, offset, length)) {
      return BigDecimal.valueOf(smallInteger(chars, offset, length));
    }
    if (!isNumber(chars, offset, length)) {
      return null;
    }
    try {
      return new BigDecimal(chars, offset, length);
    } catch (NumberFormatException e) {
      return null; // an exponent of more than 32 bits
    }
  }
}
