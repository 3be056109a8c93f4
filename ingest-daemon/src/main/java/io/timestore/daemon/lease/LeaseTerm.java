package io.timestore.daemon.lease;

import io.timestore.core.catalog.LaneLease;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;

/**
 * A lease and until when its holder may trust it, by this process' own clock. The term ends before
 * the lease does in the catalog: it is counted from before the request that extended it. Safe for
 * many threads.
 */
public final class LeaseTerm {
  private final LaneLease lease;
  private volatile long endNanos;

  public LeaseTerm(LaneLease lease, long askedAtNanos, Duration duration) {
    this.lease = lease;
    this.endNanos = askedAtNanos + duration.toNanos();
  }

  public LaneLease lease() {
    return lease;
  }

  public void extend(long askedAtNanos, Duration duration) {
    endNanos = askedAtNanos + duration.toNanos();
  }

  /** Ends the term now. */
  public void end() {
    endNanos = System.nanoTime() - 1;
  }

  public boolean over() {
    return System.nanoTime() - endNanos >= 0;
  }

  /** Throws FENCED if the term is over. */
  public void check() {
    if (over()) {
      throw new TimestoreException(
          ErrorCode.FENCED,
          "the lease of lane "
              + lease.lane().lane()
              + " of table "
              + lease.lane().tableId()
              + " (epoch "
              + lease.epoch()
              + ") is over");
    }
  }
}
