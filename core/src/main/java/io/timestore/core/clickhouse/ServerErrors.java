package io.timestore.core.clickhouse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a ClickHouse server says went wrong. The numbers are those of ClickHouse's {@code
 * ErrorCodes.cpp}.
 */
final class ServerErrors {
  private static final Pattern REPORT =
      Pattern.compile("Code: (\\d+)\\. DB::\\w*Exception: (.*)", Pattern.DOTALL);
  private static final Pattern TAIL =
      Pattern.compile("\\s*(?:\\(([A-Z][A-Z0-9_]+)\\))?\\s*\\(version [^)]*\\)+.*", Pattern.DOTALL);
  private static final Pattern NAME_AT_END = Pattern.compile("\\s*\\(([A-Z][A-Z0-9_]+)\\)\\s*$");
  private static final int MAX_MESSAGE = 4_000;
  private static final int LEAST_CLOSING = 2;

  private ServerErrors() {}

  /** The error that a text reports, or null if it reports none. */
  static @Nullable TimestoreException find(String text) {
    Matcher m = REPORT.matcher(text);
    return m.find() ? error(Integer.parseInt(m.group(1)), m.group(2)) : null;
  }

  /** The error of an answer with a code in its header. */
  static TimestoreException of(@Nullable String codeHeader, int status, String body, String place) {
    TimestoreException found = find(body);
    if (found != null) {
      return found;
    }
    if (codeHeader != null && codeHeader.matches("\\d{1,9}")) {
      return error(Integer.parseInt(codeHeader), body);
    }
    return new TimestoreException(
        ErrorCode.CLICKHOUSE_ERROR,
        "ClickHouse at "
            + place
            + " answered HTTP status "
            + status
            + (body.isBlank() ? "" : ": " + clip(body.strip()))
            + "; check that the URL is that of ClickHouse's HTTP interface");
  }

  private static TimestoreException error(int code, String report) {
    String text = report;
    String name = "";
    Matcher tail = TAIL.matcher(text);
    if (tail.find()) {
      name = tail.group(1) == null ? "" : tail.group(1);
      text = text.substring(0, tail.start());
    }
    int trace = text.indexOf("Stack trace:");
    text = (trace < 0 ? text : text.substring(0, trace)).strip();
    Matcher end = NAME_AT_END.matcher(text);
    if (name.isEmpty() && end.find()) {
      name = end.group(1);
      text = text.substring(0, end.start());
    }
    text = text.replace("DB::Exception: ", "").strip();
    String number = name.isEmpty() ? "code " + code : "code " + code + " " + name;
    return new TimestoreException(codeOf(code), "ClickHouse: " + clip(text) + " (" + number + ")");
  }

  private static String clip(String text) {
    return text.length() <= MAX_MESSAGE
        ? text
        : text.substring(0, MAX_MESSAGE - LEAST_CLOSING) + " …";
  }

  private static ErrorCode codeOf(int code) {
    return switch (code) {
      case 62 -> ErrorCode.SYNTAX;
      case 60, 81 -> ErrorCode.UNKNOWN_TABLE;
      case 8, 10, 16, 47 -> ErrorCode.UNKNOWN_COLUMN;
      case 153 -> ErrorCode.DIVISION_BY_ZERO;
      case 159, 160 -> ErrorCode.TIMEOUT;
      case 394, 734, 735 -> ErrorCode.CANCELED;
      case 6, 26, 27, 32, 38, 41, 69, 70, 72, 117, 376, 395, 407, 441, 457, 467 ->
          ErrorCode.INVALID_VALUE;
      case 36, 42, 43, 44, 46, 53, 57, 125, 179, 184, 215, 386 -> ErrorCode.INVALID_SQL;
      case 1, 48, 344 -> ErrorCode.UNSUPPORTED;
      case 202, 252 -> ErrorCode.CLICKHOUSE_BUSY;
      case 164, 497 -> ErrorCode.FORBIDDEN;
      default -> ErrorCode.CLICKHOUSE_ERROR;
    };
  }
}
