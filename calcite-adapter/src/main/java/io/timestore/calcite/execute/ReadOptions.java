package io.timestore.calcite.execute;

import io.timestore.core.hot.WatermarkVector;
import org.jspecify.annotations.Nullable;

/**
 * What of the tables a statement reads, and how.
 *
 * @param asOf the point in the tables' history to read at; null for now
 * @param strategy how cold rows and tail are brought together
 */
public record ReadOptions(@Nullable WatermarkVector asOf, MergeStrategy strategy) {
  /** Everything, in the cheapest way. */
  public static final ReadOptions DEFAULT = new ReadOptions(null, MergeStrategy.AUTO);

  public ReadOptions withAsOf(@Nullable WatermarkVector point) {
    return new ReadOptions(point, strategy);
  }

  public ReadOptions withStrategy(MergeStrategy wanted) {
    return new ReadOptions(asOf, wanted);
  }
}
