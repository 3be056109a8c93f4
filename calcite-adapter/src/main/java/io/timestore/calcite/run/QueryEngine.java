package io.timestore.calcite.run;

import io.timestore.calcite.cache.CatalogCache;
import io.timestore.calcite.cache.NativeDescriber;
import io.timestore.calcite.cache.PlanCacheStatistics;
import io.timestore.calcite.cache.PlannerWarmUp;
import io.timestore.calcite.cache.StatementPlans;
import io.timestore.calcite.parse.ShowStatement;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.Preparation;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.request.ExplainRequest;
import io.timestore.calcite.request.Freshness;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.show.CatalogAnswer;
import io.timestore.calcite.snapshot.FreshnessGate;
import io.timestore.calcite.snapshot.LaneSource;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.clickhouse.OneBlockResult;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.TailCache;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.core.model.WatermarkVector;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements over cold rows and hot tails. Holds the plans, the catalog and the fetched tails
 * of everybody who uses the same stores; does not own the stores. Safe for many threads.
 *
 * <p>Each statement reads one snapshot, captured before ClickHouse is asked; a snapshot that turns
 * out stale is captured again, and never answered from.
 */
public final class QueryEngine {
  private static final int MAX_ATTEMPTS = 5;

  private final ClickHouse clickHouse;
  private final LaneSource lanes;
  private final CatalogCache catalog;
  private final StatementPlans plans;
  private final Clock clock;
  private final StatementRunner runner;

  /** Makes an engine whose hot tails take a quarter of the JVM's memory at most. */
  public QueryEngine(
      ClickHouse clickHouse,
      HotBuffer hotBuffer,
      CatalogReader catalog,
      Duration catalogMaxAge,
      Clock clock) {
    this(clickHouse, hotBuffer, catalog, catalogMaxAge, clock, TailCache.defaultBytes());
  }

  /**
   * Makes an engine.
   *
   * @param catalogMaxAge how long a new or changed table may stay unseen by statements that do not
   *     stumble over it
   * @param tailBytes the most memory that hot tails take, over all tables
   */
  public QueryEngine(
      ClickHouse clickHouse,
      HotBuffer hotBuffer,
      CatalogReader catalog,
      Duration catalogMaxAge,
      Clock clock,
      long tailBytes) {
    this.clickHouse = clickHouse;
    this.lanes = new LaneSource(hotBuffer, catalog, tailBytes);
    this.catalog = new CatalogCache(catalog, catalogMaxAge, System::nanoTime);
    this.plans = new StatementPlans(this.catalog, new NativeDescriber(clickHouse));
    this.clock = clock;
    this.runner = new StatementRunner(clickHouse, lanes.tails());
  }

  /** The catalog, read anew. */
  public CatalogSnapshot catalog() {
    return catalog.reload();
  }

  /** The catalog as statements see it, at most as old as allowed. */
  public CatalogSnapshot knownCatalog() {
    return catalog.current();
  }

  public PlanCacheStatistics planCacheStatistics() {
    return plans.statistics();
  }

  /**
   * Compiles without running. Parameters whose type cannot be told are taken for VARCHAR.
   *
   * @throws TimestoreException as {@link SqlPlanner#compile}
   */
  public Preparation prepare(String sql, @Nullable String schema) {
    PlannerWarmUp.OF_JVM.stepAside();
    try {
      ExplainRequest explain = ExplainRequest.of(sql);
      if (explain != null) {
        refuseShow(explain);
        return new Preparation(
            plans.prepare(explain.statement(), schema).parameters(), Explanation.COLUMNS);
      }
      ShowStatement show = ShowStatement.of(sql);
      if (show != null) {
        return CatalogAnswer.prepare(show);
      }
      CompiledPlan plan = plans.prepare(sql, schema);
      return new Preparation(plan.parameters(), plan.columns());
    } finally {
      PlannerWarmUp.OF_JVM.goOn();
    }
  }

  /**
   * Runs a query. The answer streams; close it.
   *
   * @throws TimestoreException as {@link SqlPlanner#compile}; INVALID_VALUE for parameters;
   *     HOT_BUFFER_UNAVAILABLE, CLICKHOUSE_UNAVAILABLE or CATALOG_UNAVAILABLE if a store that the
   *     answer needs cannot be reached
   */
  public QueryAnswer execute(QueryRequest request) {
    PlannerWarmUp.OF_JVM.stepAside();
    try {
      ExplainRequest explain = ExplainRequest.of(request.sql());
      ShowStatement show = explain == null ? ShowStatement.of(request.sql()) : null;
      if (show != null) {
        return shown(show, request);
      }
      refuseShow(explain);
      return explain == null
          ? withSnapshot(request, job -> runner.run(job, new Measured()))
          : withSnapshot(
              request.withSql(explain.statement()), job -> runner.explain(job, explain.analyze()));
    } finally {
      PlannerWarmUp.OF_JVM.goOn();
    }
  }

  private static void refuseShow(@Nullable ExplainRequest explain) {
    if (explain != null && ShowStatement.isOne(explain.statement())) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "EXPLAIN of SHOW and DESCRIBE is not supported: the driver answers them from the"
              + " catalog");
    }
  }

  /** Answers from the catalog alone. */
  private QueryAnswer shown(ShowStatement show, QueryRequest request) {
    request.control().check();
    long start = System.nanoTime();
    NativeBlock rows =
        CatalogAnswer.of(
            show, catalog.reload(), request.schema(), request.parameters(), request.maxRows());
    return new QueryAnswer(
        CatalogAnswer.columns(show),
        new OneBlockResult(rows),
        StatementProvenance.of(
            StatementProvenance.Strategy.NO_TABLE,
            StatementProvenance.Filter.NONE,
            new StatementSnapshot(Map.of()),
            "",
            0,
            0),
        start);
  }

  /** Captures a snapshot and runs a statement over it. */
  private QueryAnswer withSnapshot(
      QueryRequest request, Function<StatementRunner.Job, QueryAnswer> run) {
    TimestoreException stale = null;
    FreshnessGate gate = new FreshnessGate(lanes, request);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      request.control().check();
      long start = System.nanoTime();
      StatementPlans.Bound bound = plans.of(request);
      CompiledPlan plan = bound.plan();
      long planned = System.nanoTime();
      StatementSnapshot snapshot;
      try {
        snapshot = gate.capture(plan);
      } catch (TimestoreException e) {
        if (e.code() != ErrorCode.SNAPSHOT_STALE) {
          throw e;
        }
        stale = e;
        continue;
      }
      if (snapshot.isNewerThanPlan()) {
        catalog.reload();
        continue;
      }
      return run.apply(
          new StatementRunner.Job(
              plan,
              snapshot,
              request.with(bound.parameters()),
              clock.instant(),
              planned - start,
              System.nanoTime() - planned));
    }
    throw new TimestoreException(
        ErrorCode.SNAPSHOT_STALE,
        "no consistent snapshot of the statement's tables after "
            + MAX_ATTEMPTS
            + " tries"
            + (stale == null
                ? ": the hot buffer has rows of a schema that the catalog does not know"
                : ": " + stale.getMessage()),
        stale);
  }

  /** Where all tables stand at this instant: with it as {@code asOf}, later statements agree. */
  public WatermarkVector now(Freshness freshness) {
    return lanes.now(
        catalog.reload().datasets().stream().flatMap(dataset -> dataset.tables().stream()).toList(),
        freshness);
  }

  /** Ends a running statement. */
  public void kill(String queryId) {
    clickHouse.kill(List.of(queryId, queryId + StatementRunner.UNFILTERED));
    runner.kill(queryId);
  }
}
