package io.timestore.calcite.request;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code EXPLAIN [ANALYZE] [PLAN FOR] statement}.
 *
 * @param analyze whether the statement is run
 * @param statement the statement to explain
 */
public record ExplainRequest(boolean analyze, String statement) {
  private static final Pattern HEAD =
      Pattern.compile(
          "(?is)\\A(?:\\s|--[^\\n"
              + "]*\\n"
              + "|/\\*.*?\\*/)*EXPLAIN\\b(\\s+ANALYZE\\b)?(\\s+PLAN\\s+FOR\\b)?");

  /** What a statement asks to explain; null if it does not. */
  static @Nullable public ExplainRequest of(String sql) {
    if (!sql.toLowerCase(Locale.ROOT).contains("explain")) {
      return null;
    }
    Matcher head = HEAD.matcher(sql);
    return head.find()
        ? new ExplainRequest(head.group(1) != null, sql.substring(head.end()))
        : null;
  }
}
