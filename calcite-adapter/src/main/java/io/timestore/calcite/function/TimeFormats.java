package io.timestore.calcite.function;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns PostgreSQL's patterns of TO_CHAR into those of ClickHouse's formatDateTime. Stateless. */
final class TimeFormats {
  private static final Map<String, String> PATTERNS = new TreeMap<>();

  static {
    PATTERNS.put("YYYY", "%Y");
    PATTERNS.put("YY", "%y");
    PATTERNS.put("IYYY", "%G");
    PATTERNS.put("Q", "%Q");
    PATTERNS.put("MM", "%m");
    PATTERNS.put("Mon", "%b");
    PATTERNS.put("FMMonth", "%M");
    PATTERNS.put("DDD", "%j");
    PATTERNS.put("DD", "%d");
    PATTERNS.put("ID", "%u");
    PATTERNS.put("IW", "%V");
    PATTERNS.put("Dy", "%a");
    PATTERNS.put("FMDay", "%W");
    PATTERNS.put("HH24", "%H");
    PATTERNS.put("HH12", "%I");
    PATTERNS.put("HH", "%I");
    PATTERNS.put("MI", "%i");
    PATTERNS.put("SS", "%S");
    PATTERNS.put("US", "%f");
    PATTERNS.put("AM", "%p");
    PATTERNS.put("PM", "%p");
  }

  /** Patterns whose case decides how the name is written. */
  private static final Set<String> NAMES = Set.of("Mon", "FMMonth", "Dy", "FMDay");

  private TimeFormats() {}

  /** ClickHouse's pattern. */
  static String of(String pattern) {
    StringBuilder format = new StringBuilder();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == '"') {
        int end = pattern.indexOf('"', i + 1);
        int close = end < 0 ? pattern.length() : end;
        format.append(pattern.substring(i + 1, close).replace("%", "%%"));
        i = close + 1;
      } else if (Character.isLetter(c)) {
        String known = longest(pattern.substring(i));
        if (known == null) {
          throw Refusals.unsupported(
              "TO_CHAR with '"
                  + pattern.substring(i)
                  + "' (accepted are "
                  + PATTERNS.keySet()
                  + ", and texts in double quotes),");
        }
        format.append(PATTERNS.get(known));
        i += known.length();
      } else {
        format.append(c == '%' ? "%%" : c);
        i++;
      }
    }
    return format.toString();
  }

  private static @Nullable String longest(String rest) {
    String found = null;
    for (String pattern : PATTERNS.keySet()) {
      boolean matches =
          NAMES.contains(pattern)
              ? rest.startsWith(pattern)
              : rest.regionMatches(true, 0, pattern, 0, pattern.length());
      if (matches && (found == null || pattern.length() > found.length())) {
        found = pattern;
      }
    }
    return found;
  }
}
