package io.timestore.daemon;

import io.timestore.core.catalog.LaneStore;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.hot.HotBuffer;
import io.timestore.daemon.flush.FlushSteps;
import java.util.function.UnaryOperator;

/**
 * Where faults can be put between the daemon and its stores.
 *
 * @param hotBuffer wraps the hot buffer
 * @param lanes wraps the lanes of the catalog
 * @param clickHouse wraps ClickHouse
 * @param steps is told of each step of a flush
 */
public record DaemonSeams(
    UnaryOperator<HotBuffer> hotBuffer,
    UnaryOperator<LaneStore> lanes,
    UnaryOperator<ClickHouse> clickHouse,
    FlushSteps steps) {
  /** Nothing between. */
  public static final DaemonSeams NONE =
      new DaemonSeams(
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          FlushSteps.NONE);
}
