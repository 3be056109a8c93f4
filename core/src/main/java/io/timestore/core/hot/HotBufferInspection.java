package io.timestore.core.hot;

import io.timestore.core.model.LaneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hot buffer as the one sees it who decides whether it may be used. Everybody else is refused
 * by a server that is not certified: it started, and nobody compared it with the catalog since.
 * Safe for many threads. Throws HOT_BUFFER_UNAVAILABLE when it cannot be reached.
 */
public interface HotBufferInspection extends AutoCloseable {

  /** What tells this run of the server from every other one. */
  String server();

  /** The run that is certified, or null. */
  @Nullable String certified();

  /** Lets everybody use this run of the server; fails if it ended meanwhile. */
  void certify(String server);

  /** As {@link HotBuffer#states}. */
  List<@Nullable LaneState> states(List<LaneId> lanes);

  /**
   * Makes a lane that lost blocks unknown to readers and writers. Its remaining blocks stay.
   *
   * @return the sequence that it had, 0 if it had none
   */
  long closeLane(LaneId lane);

  /** The sequence that a closed lane had; -1 if it is not closed. */
  long closedAt(LaneId lane);

  @Override
  void close();
}
