package io.timestore.calcite.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which of a table's rows a statement is to read. */
public enum Freshness {
  /** Every acknowledged row: flushed ones and the hot buffer. */
  STRICT,
  /** Flushed rows only; needs no hot buffer. */
  REPLICA_ONLY,
  /** Rows of the hot buffer only, those that are not flushed yet. */
  HOT_ONLY;

  /** The word that users write and see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The freshness of a word, in any case; null if there is none. */
  public static @Nullable Freshness find(String word) {
    for (Freshness freshness : values()) {
      if (freshness.word().equalsIgnoreCase(word)) {
        return freshness;
      }
    }
    return null;
  }
}
