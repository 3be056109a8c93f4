package io.timestore.daemon.http;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.TimestoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for names that clients choose. */
final class Names {
  private static final int MAX_LENGTH = 120;
  private static final int SHOWN_CHARS = 60;
  private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9_.-]{3,120}");

  private Names() {}

  static String slug(String slug) {
    if (!SLUG.matcher(slug).matches()) {
      throw invalid(
          "the dataset slug '"
              + shown(slug)
              + "' is not accepted; accepted are 3 to 120 of A–Z a–z 0–9 - _ .");
    }
    return slug;
  }

  static String table(String name) {
    check("table name", name);
    return name;
  }

  static void columns(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      check("column name", name);
      if (SystemColumn.isReserved(name)) {
        throw invalid("the column name '" + name + "' is reserved for a system column");
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw invalid(
            "the column name '"
                + shown(name)
                + "' is there twice; names are unique without regard to case");
      }
    }
  }

  private static void check(String what, String name) {
    int length = name.codePointCount(0, name.length());
    if (length < 1 || length > MAX_LENGTH) {
      throw invalid(
          "the "
              + what
              + " '"
              + shown(name)
              + "' has "
              + length
              + " characters; accepted are 1 to "
              + MAX_LENGTH);
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      throw invalid("the " + what + " '" + shown(name) + "' has a control character");
    }
    checkUnicode(what, name);
  }

  /** Refuses halves of surrogate pairs, which no store can keep. */
  static void checkUnicode(String what, String text) {
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw invalid("the " + what + " has half of a surrogate pair; accepted is Unicode text");
    }
  }

  private static TimestoreException invalid(String message) {
    return new TimestoreException(ErrorCode.INVALID_NAME, message);
  }

  private static String shown(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints()
        .limit(SHOWN_CHARS)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(safe::appendCodePoint);
    return name.length() > SHOWN_CHARS ? safe + "…" : safe.toString();
  }
}
