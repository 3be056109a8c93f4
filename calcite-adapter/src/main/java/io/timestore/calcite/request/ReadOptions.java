package io.timestore.calcite.request;

import io.timestore.core.model.WatermarkVector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What of the tables a statement reads, and how.
 *
 * @param asOf the point in the tables' history to read at; null for now
 * @param wholeHistory whether {@code asOf} was captured of all tables, so that one that it does not
 *     name had no rows
 * @param freshness which rows are read
 * @param minWatermark writes that the answer must have; null for none
 * @param freshTimeout how long to wait for them
 * @param strategy how cold rows and tail are brought together
 * @param comment what ClickHouse's log says of the statement, null for nothing
 */
public record ReadOptions(
    @Nullable WatermarkVector asOf,
    boolean wholeHistory,
    Freshness freshness,
    @Nullable MinWatermark minWatermark,
    Duration freshTimeout,
    MergeStrategy strategy,
    @Nullable String comment) {
  public static final Duration FRESH_TIMEOUT = Duration.ofSeconds(2);

  /** Everything, in the cheapest way. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(null, false, Freshness.STRICT, null, FRESH_TIMEOUT, MergeStrategy.AUTO, null);

  public ReadOptions withAsOf(@Nullable WatermarkVector point) {
    return new ReadOptions(point, false, freshness, minWatermark, freshTimeout, strategy, comment);
  }

  /** Reads at a point that was captured of all tables. */
  public ReadOptions withHistory(WatermarkVector point) {
    return new ReadOptions(point, true, freshness, minWatermark, freshTimeout, strategy, comment);
  }

  public ReadOptions withFreshness(Freshness wanted) {
    return new ReadOptions(
        asOf, wholeHistory, wanted, minWatermark, freshTimeout, strategy, comment);
  }

  public ReadOptions withMinWatermark(@Nullable MinWatermark least, Duration timeout) {
    return new ReadOptions(asOf, wholeHistory, freshness, least, timeout, strategy, comment);
  }

  public ReadOptions withStrategy(MergeStrategy wanted) {
    return new ReadOptions(
        asOf, wholeHistory, freshness, minWatermark, freshTimeout, wanted, comment);
  }

  public ReadOptions withComment(@Nullable String text) {
    return new ReadOptions(
        asOf, wholeHistory, freshness, minWatermark, freshTimeout, strategy, text);
  }
}
