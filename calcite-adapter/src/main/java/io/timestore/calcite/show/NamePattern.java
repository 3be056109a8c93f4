package io.timestore.calcite.show;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches names as metadata methods do: % and _ with \ as escape, null for any, any case. */
public final class NamePattern {
  private NamePattern() {}

  public static boolean matches(@Nullable String pattern, String name) {
    return pattern == null || compile(pattern).matcher(name).matches();
  }

  private static Pattern compile(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      } else if (c == '%') {
        regex.append(".*");
      } else if (c == '_') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(
        regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
