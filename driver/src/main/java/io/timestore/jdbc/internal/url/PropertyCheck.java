package io.timestore.jdbc.internal.url;

import io.timestore.jdbc.internal.error.SqlErrors;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Checks names and values of properties; never shows a secret. */
public final class PropertyCheck {
  private static final int CLOSE = 3;

  private PropertyCheck() {}

  /** Refuses a value that the property does not take. */
  static void value(ConnectionProperty property, String text) throws SQLException {
    switch (property.kind()) {
      case NUMBER -> number(property, text);
      case CHOICE -> {
        if (property.choices().stream().noneMatch(text.strip()::equalsIgnoreCase)) {
          throw refused(property, text, "one of " + String.join(", ", property.choices()));
        }
      }
      case TEXT, SECRET -> {}
    }
  }

  public static long number(ConnectionProperty property, String text) throws SQLException {
    long value = -1;
    if (text.strip().matches("\\d{1,18}")) {
      value = Long.parseLong(text.strip());
    }
    if (value < 0) {
      throw refused(property, text, "a number, 0 or more");
    }
    return value;
  }

  private static SQLException refused(ConnectionProperty property, String text, String accepted) {
    return SqlErrors.badArgument(
        "property '" + property.key() + "' is '" + text + "'; accepted is " + accepted);
  }

  public static SQLException unknown(String key) {
    return SqlErrors.badArgument(
        "unknown property '"
            + key
            + "' in the URL"
            + didYouMean(key, ConnectionProperty.keys())
            + "; known are "
            + String.join(", ", ConnectionProperty.keys()));
  }

  /** {@code , did you mean 'x'?} or nothing. */
  static String didYouMean(String given, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(key -> distance(given, key)))
        .filter(key -> distance(given, key) <= CLOSE)
        .map(key -> ", did you mean '" + key + "'?")
        .orElse("");
  }

  /** Edits that lead from one word to another, without regard to case. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(kept, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
