package io.timestore.calcite.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How cold rows and a hot tail are to be brought together. A plan that cannot, does otherwise. */
public enum MergeStrategy {
  /** The cheapest for the plan and the tail at hand. */
  AUTO,
  /** The tail travels with the statement, and ClickHouse computes the answer. */
  SHIP_TAIL,
  /**
   * The tail travels with the statement, and ClickHouse groups rows before it joins them, as {@link
   * #AUTO} does where that pays.
   */
  GROUP_FIRST,
  /** ClickHouse computes the cold part, and it is merged with the tail's here. */
  MERGE_HERE;

  public boolean mayMerge() {
    return this == AUTO || this == MERGE_HERE;
  }

  /** The word that users write and see. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The strategy of a word, in any case; null if there is none. */
  public static @Nullable MergeStrategy find(String word) {
    for (MergeStrategy strategy : values()) {
      if (strategy.word().equalsIgnoreCase(word)) {
        return strategy;
      }
    }
    return null;
  }
}
