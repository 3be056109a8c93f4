package io.timestore.jdbc.internal.url;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Passwords that stand inside of URLs. Stateless. */
public final class Secrets {
  private static final Pattern BEFORE_HOST = Pattern.compile("//\\S*@");
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)([?&;][^=&;\\s]*(?:password|secret|token)[^=&;\\s]*=)[^&;\\s]*");

  private Secrets() {}

  /** A text without them, for messages. */
  public static String hide(String text) {
    String shown = BEFORE_HOST.matcher(text).replaceAll("//***@");
    return PARAMETER.matcher(shown).replaceAll("$1***");
  }

  /** Whether a text has one. */
  public static boolean in(@Nullable String text) {
    return text != null && !hide(text).equals(text);
  }
}
