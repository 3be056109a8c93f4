package io.timestore.daemon.loss;

import io.timestore.core.model.LaneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The highest sequence of each lane that this process acknowledged. Safe for many threads. */
public final class AcknowledgedSequences {
  private final Map<LaneId, Long> highest = new ConcurrentHashMap<>();
  private final Map<LaneId, Long> written = new ConcurrentHashMap<>();

  /** Is told before the acknowledgement is sent. */
  public void acknowledged(LaneId lane, long sequence) {
    highest.merge(lane, sequence, Math::max);
  }

  long of(LaneId lane) {
    return highest.getOrDefault(lane, 0L);
  }

  /** What rose since it was last {@link #wrote}. */
  Map<LaneId, Long> unwritten() {
    Map<LaneId, Long> news = new HashMap<>(highest);
    news.entrySet().removeIf(n -> n.getValue().equals(written.get(n.getKey())));
    return news;
  }

  void wrote(Map<LaneId, Long> news) {
    written.putAll(news);
  }
}
