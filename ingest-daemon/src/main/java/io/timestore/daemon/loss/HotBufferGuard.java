package io.timestore.daemon.loss;

import io.timestore.core.catalog.KnownLane;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.catalog.LostRange;
import io.timestore.core.catalog.postgres.LossStore;
import io.timestore.core.hot.HotBufferInspection;
import io.timestore.core.hot.LaneState;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the hot buffer with what is known to have been acknowledged whenever its server started,
 * before anybody may use it. A lane that lost sequences is closed: it is refused to readers and
 * writers until it was restored, or an operator gave the sequences up. Safe for many threads.
 *
 * <p>What was acknowledged is known from the catalog, where every daemon writes it down once a
 * second, and from the memory of the daemons that live: a run of the server is certified only after
 * all of them wrote down what they know.
 */
public final class HotBufferGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HotBufferGuard.class);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);
  private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final HotBufferInspection hotBuffer;
  private final LaneStore lanes;
  private final LossStore losses;
  private final AcknowledgedSequences acknowledged;
  private final LaneOwner owner;
  private final Duration lives;
  private final ScheduledTask looker;
  private volatile @Nullable String problem;
  private volatile List<LostRange> lost = List.of();
  private volatile @Nullable String compared;
  private long writtenAtNanos;

  /**
   * Makes a guard.
   *
   * @param lives how long others wait for this daemon when it is silent
   */
  public HotBufferGuard(
      HotBufferInspection hotBuffer,
      LaneStore lanes,
      LossStore losses,
      AcknowledgedSequences acknowledged,
      LaneOwner owner,
      Duration lives,
      TaskSchedule schedule) {
    this.hotBuffer = hotBuffer;
    this.lanes = lanes;
    this.losses = losses;
    this.acknowledged = acknowledged;
    this.owner = owner;
    this.lives = lives;
    this.looker = schedule.task("hot-buffer-guard", LOOK_INTERVAL, this::look);
  }

  /** Looks once, so that a sound hot buffer can be used when this returns, and goes on looking. */
  public void start() {
    looker.runNow();
    looker.start();
  }

  private void look() {
    try {
      if (System.nanoTime() - writtenAtNanos >= WRITE_NANOS) {
        writeDown();
        if (problem() != null) {
          lost = losses.lost();
        }
      }
      String server = hotBuffer.server();
      String certified = hotBuffer.certified();
      if (!server.equals(certified) || !server.equals(compared)) {
        compare(server, server.equals(certified));
      }
      problem = null;
    } catch (RuntimeException | Error e) {
      problem = e instanceof TimestoreException ? String.valueOf(e.getMessage()) : e.toString();
      throw e;
    }
  }

  private void writeDown() {
    Map<LaneId, Long> news = acknowledged.unwritten();
    if (!news.isEmpty()) {
      lanes.noteAcknowledged(news);
      acknowledged.wrote(news);
    }
    writtenAtNanos = System.nanoTime();
  }

  private void compare(String server, boolean certified) {
    writeDown();
    boolean everyDaemon = losses.wroteDown(owner, server, lives);
    closeDamaged();
    if (certified) {
      compared = server;
    } else if (everyDaemon) {
      hotBuffer.certify(server);
      compared = server;
      LOG.info(
          "the hot buffer (run {}) has everything that was acknowledged, or says what not", server);
    }
  }

  /** What must be there is read before what is there. */
  private void closeDamaged() {
    List<KnownLane> known = losses.lanes();
    List<Long> must = new ArrayList<>(known.size());
    known.forEach(k -> must.add(Math.max(k.acknowledged(), acknowledged.of(k.lane()))));
    List<@Nullable LaneState> states =
        hotBuffer.states(known.stream().map(KnownLane::lane).toList());
    for (int i = 0; i < known.size(); i++) {
      LaneState state = states.get(i);
      if (state == null || state.lastSequence() < must.get(i)) {
        close(known.get(i), must.get(i), state == null ? 0 : state.lastSequence());
      }
    }
    lost = losses.lost();
  }

  /** A lane is noted before it is closed; so one that is closed was noted, and perhaps accepted. */
  private void close(KnownLane known, long acknowledgedUpTo, long had) {
    if (hotBuffer.closedAt(known.lane()) >= 0) {
      return;
    }
    long first = Math.max(had, known.watermark()) + 1;
    if (acknowledgedUpTo >= first) {
      losses.noteLost(known.lane(), first, acknowledgedUpTo);
    }
    long unused = hotBuffer.closeLane(known.lane());
    if (acknowledgedUpTo < first) {
      LOG.warn(
          "the hot buffer lost lane {} of {}, but nothing of it that is known to have been"
              + " acknowledged; rows acknowledged in the last second before may be missing",
          known.lane().lane(),
          known.table());
      return;
    }
    LOG.error(
        "the hot buffer lost acknowledged rows: sequences {} to {} of {}, lane {}; the table is not"
            + " served until Redis is restored from its append-only file or a replica, or the loss"
            + " is accepted with POST /admin/datasets/{}/accept-loss",
        first,
        acknowledgedUpTo,
        known.table(),
        known.lane().lane(),
        known.table().dataset());
  }

  /** Asks for a comparison, because a lane is unknown that the catalog has. */
  public void compareAgain() {
    compared = null;
  }

  /** What keeps the hot buffer from being used, or which rows it lost; null if all is well. */
  public @Nullable String problem() {
    String now = problem;
    if (now != null) {
      return now;
    }
    List<LostRange> open = lost.stream().filter(range -> !range.accepted()).toList();
    return open.isEmpty() ? null : "the hot buffer lost acknowledged rows: " + open;
  }

  @Override
  public void close() {
    looker.close();
    try {
      writeDown();
    } catch (TimestoreException e) {
      LOG.warn("the last acknowledged sequences were not written down: {}", e.getMessage());
    }
    hotBuffer.close();
  }
}
