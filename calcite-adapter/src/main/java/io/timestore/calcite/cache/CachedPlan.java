package io.timestore.calcite.cache;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.PlannedStatement;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.plan.rewrite.LiteralValue;
import io.timestore.calcite.schema.CatalogLookups;
import io.timestore.calcite.schema.CatalogSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan, or that a statement has none until its parameters have types; and in which catalogs that
 * holds. Thread-safe.
 */
final class CachedPlan {
  /** An error with its stack. */
  private static final long UNTYPED_BYTES = 10_000;

  private final @Nullable CompiledPlan plan;
  private final @Nullable UntypedParameterException untyped;
  private final @Nullable CatalogLookups lookups;
  private final List<Integer> lifted;
  private volatile long holdsInVersion;

  private CachedPlan(
      @Nullable PlannedStatement planned,
      @Nullable UntypedParameterException untyped,
      CatalogSnapshot snapshot) {
    this.plan = planned == null ? null : planned.plan();
    this.lookups = planned == null ? null : planned.lookups();
    this.lifted =
        planned == null ? List.of() : planned.lifted().stream().map(LiteralValue::ordinal).toList();
    this.untyped = untyped;
    this.holdsInVersion = snapshot.version();
  }

  static CachedPlan of(PlannedStatement planned, CatalogSnapshot snapshot) {
    return new CachedPlan(planned, null, snapshot);
  }

  static CachedPlan untyped(UntypedParameterException error, CatalogSnapshot snapshot) {
    return new CachedPlan(null, error, snapshot);
  }

  /** Whether planning in this catalog would give the same plan. */
  boolean holdsIn(CatalogSnapshot snapshot) {
    if (snapshot.version() == holdsInVersion) {
      return true;
    }
    if (lookups == null || !lookups.sameIn(snapshot)) {
      return false;
    }
    holdsInVersion = snapshot.version();
    return true;
  }

  /** About how much memory it takes. */
  long bytes() {
    return plan == null ? UNTYPED_BYTES : plan.bytes();
  }

  /** The literals that are parameters of the plan, in the parameters' order. */
  List<Integer> lifted() {
    return lifted;
  }

  /**
   * The plan.
   *
   * @throws UntypedParameterException if there is none without types of the parameters
   */
  CompiledPlan plan() {
    if (plan == null) {
      throw untyped == null ? new IllegalStateException("neither plan nor error") : untyped;
    }
    return plan;
  }
}
