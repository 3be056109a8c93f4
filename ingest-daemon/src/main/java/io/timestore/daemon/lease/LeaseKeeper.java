package io.timestore.daemon.lease;

import io.timestore.core.catalog.LaneLease;
import io.timestore.core.catalog.LaneOwner;
import io.timestore.core.catalog.LaneStore;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.schedule.ScheduledTask;
import io.timestore.daemon.schedule.TaskSchedule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds this daemon's fair share of the lanes: extends its leases, claims lanes that are free, and
 * gives back what is more than its share. A lane whose lease could not be extended in time is
 * dropped. Safe for many threads.
 */
public final class LeaseKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private static final long CLOSE_PAUSE_MILLIS = 20;

  private final LaneStore lanes;
  private final LaneOwner owner;
  private final LeaseConfig config;
  private final Lanes flushing;
  private final Map<LaneId, LeaseTerm> held = new ConcurrentHashMap<>();
  private final Set<LeaseTerm> leaving = ConcurrentHashMap.newKeySet();
  private final ScheduledTask heart;
  private volatile @Nullable String problem;

  /** What flushes the lanes that are held. */
  public interface Lanes {
    /** This daemon flushes the lane from now on. */
    void taken(LeaseTerm term);

    /**
     * Starts no more flushes of the lane. Answers whether none is running; else it is asked again.
     */
    boolean stopped(LaneId lane);
  }

  public LeaseKeeper(
      LaneStore lanes, LaneOwner owner, LeaseConfig config, Lanes flushing, TaskSchedule schedule) {
    this.lanes = lanes;
    this.owner = owner;
    this.config = config;
    this.flushing = flushing;
    this.heart = schedule.task("leases", config.heartbeat(), this::beat);
  }

  public void start() {
    heart.start(Duration.ZERO);
  }

  private void beat() {
    try {
      LaneStore.Census census = lanes.heartbeat(owner, config.duration());
      renew();
      int share = (census.lanes() + census.daemons() - 1) / Math.max(1, census.daemons());
      giveBack(held.size() - share);
      if (held.size() < share) {
        long asked = System.nanoTime();
        add(asked, lanes.claim(owner, config.duration(), share - held.size()));
      }
      problem = null;
    } catch (RuntimeException | Error e) {
      problem = e instanceof TimestoreException ? String.valueOf(e.getMessage()) : e.toString();
      dropOver();
      throw e;
    }
  }

  private void renew() {
    if (held.isEmpty()) {
      return;
    }
    long asked = System.nanoTime();
    List<LaneLease> leases = held.values().stream().map(LeaseTerm::lease).toList();
    Set<LaneId> still = lanes.renew(owner, leases, config.duration());
    for (LaneLease lease : leases) {
      LeaseTerm term = held.get(lease.lane());
      if (term == null || !term.lease().equals(lease)) {
        continue;
      }
      if (still.contains(lease.lane())) {
        term.extend(asked, config.duration());
      } else {
        LOG.warn("lane {} went to another daemon", lease.lane());
        drop(lease.lane());
      }
    }
  }

  private void dropOver() {
    held.values().stream().filter(LeaseTerm::over).forEach(term -> drop(term.lease().lane()));
  }

  private void drop(LaneId lane) {
    LeaseTerm term = held.remove(lane);
    if (term != null) {
      leaving.remove(term);
      term.end();
      flushing.stopped(lane);
    }
  }

  /** A lane that began to leave does leave, also when there is no surplus any more. */
  private void giveBack(int surplus) {
    List.copyOf(leaving).forEach(this::give);
    int left = surplus - leaving.size();
    for (LeaseTerm term : List.copyOf(held.values())) {
      if (left <= 0) {
        return;
      }
      if (leaving.add(term)) {
        left--;
        give(term);
      }
    }
  }

  private boolean give(LeaseTerm term) {
    LaneId lane = term.lease().lane();
    if (!flushing.stopped(lane)) {
      return false;
    }
    held.remove(lane, term);
    leaving.remove(term);
    term.end();
    lanes.release(term.lease());
    LOG.info("lane {} was given back", lane);
    return true;
  }

  /** Claims the lanes of a table that was just made, if nobody has them. */
  public void claim(long tableId) {
    long asked = System.nanoTime();
    add(asked, lanes.claimTable(owner, config.duration(), tableId));
  }

  private void add(long askedAtNanos, List<LaneLease> leases) {
    for (LaneLease lease : leases) {
      LeaseTerm term = new LeaseTerm(lease, askedAtNanos, config.duration());
      LeaseTerm before = held.put(lease.lane(), term);
      if (before != null) {
        before.end();
      }
      flushing.taken(term);
    }
  }

  /** What keeps this daemon from holding lanes, or null. */
  public @Nullable String problem() {
    return problem;
  }

  /** Stops extending, waits for running flushes and gives every lane back. */
  @Override
  public void close() {
    if (!heart.drain(config.duration())) {
      heart.close();
    }
    try {
      lanes.depart(owner);
      while (!held.isEmpty()) {
        held.values().stream().filter(LeaseTerm::over).toList().forEach(this::forget);
        if (!List.copyOf(held.values()).stream().allMatch(this::give)) {
          Thread.sleep(CLOSE_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimestoreException e) {
      LOG.warn("leases were not given back and end by themselves: {}", e.getMessage());
    }
  }

  private void forget(LeaseTerm term) {
    drop(term.lease().lane());
  }
}
