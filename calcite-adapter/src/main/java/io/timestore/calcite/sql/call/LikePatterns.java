package io.timestore.calcite.sql.call;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites LIKE patterns: in ClickHouse a backslash always escapes, in SQL only what ESCAPE says.
 */
final class LikePatterns {
  private LikePatterns() {}

  static String toClickHouse(String pattern, @Nullable String escape) {
    if (escape != null && escape.length() != 1) {
      throw new TimestoreException(
          ErrorCode.INVALID_SQL, "ESCAPE '" + escape + "' must be one character");
    }
    StringBuilder out = new StringBuilder(pattern.length() + 4);
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (escape != null && c == escape.charAt(0)) {
        i++;
        if (i == pattern.length()) {
          throw new TimestoreException(
              ErrorCode.INVALID_SQL, "the pattern '" + pattern + "' ends with its escape");
        }
        char escaped = pattern.charAt(i);
        if (escaped == '%' || escaped == '_' || escaped == '\\') {
          out.append('\\');
        }
        out.append(escaped);
      } else if (c == '\\') {
        out.append("\\\\");
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
