package io.timestore.calcite.execute;

import io.timestore.calcite.clickhouse.StatementParameter;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.core.catalog.CatalogReader;
import io.timestore.core.clickhouse.ClickHouse;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.hot.HotBuffer;
import io.timestore.core.hot.WatermarkVector;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.sql.type.SqlTypeName;
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

  private static final int PLAN_CAPACITY = 1_000;

  private final ClickHouse clickHouse;
  private final LaneSource lanes;
  private final CatalogCache catalog;
  private final PlanCache plans;
  private final Clock clock;
  private final StatementRunner runner;

  /**
   * Makes an engine.
   *
   * @param catalogMaxAge how long a new or changed table may stay unseen by statements that do not
   *     stumble over it
   */
  public QueryEngine(
      ClickHouse clickHouse,
      HotBuffer hotBuffer,
      CatalogReader catalog,
      Duration catalogMaxAge,
      Clock clock) {
    this.clickHouse = clickHouse;
    this.lanes = new LaneSource(hotBuffer, catalog);
    this.plans = new PlanCache(PLAN_CAPACITY, new NativeDescriber(clickHouse));
    this.catalog = new CatalogCache(catalog, catalogMaxAge, System::nanoTime);
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
  public CompiledPlan prepare(String sql, @Nullable String schema) {
    ExplainRequest explain = ExplainRequest.of(sql);
    if (explain != null) {
      return prepare(explain.statement(), schema).withColumns(Explanation.COLUMNS);
    }
    try {
      return plan(new SqlPlanner.Request(sql, schema, Map.of()));
    } catch (UntypedParameterException e) {
      Map<Integer, ParameterType> types = new HashMap<>();
      for (int i = 0; i < countParameterMarks(sql); i++) {
        types.put(i, ParameterType.of(SqlTypeName.VARCHAR));
      }
      return typed(new SqlPlanner.Request(sql, schema, types));
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
    ExplainRequest explain = ExplainRequest.of(request.sql());
    return explain == null
        ? withSnapshot(request, job -> runner.run(job, new Measured()))
        : withSnapshot(
            request.withSql(explain.statement()), job -> runner.explain(job, explain.analyze()));
  }

  private QueryAnswer withSnapshot(
      QueryRequest request, Function<StatementRunner.Job, QueryAnswer> run) {
    TimestoreException stale = null;
    FreshnessGate gate = new FreshnessGate(lanes, request.options());
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      long start = System.nanoTime();
      CompiledPlan plan = plan(request);
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
              request,
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
    clickHouse.kill(queryId);
    clickHouse.kill(queryId + StatementRunner.UNFILTERED);
  }

  /** A plan whose parameters can hold the values that were set. */
  private CompiledPlan plan(QueryRequest request) {
    Map<Integer, ParameterType> types = new HashMap<>();
    CompiledPlan plan;
    try {
      plan = plan(new SqlPlanner.Request(request.sql(), request.schema(), types));
    } catch (UntypedParameterException e) {
      for (int i = 0; i < request.parameters().size(); i++) {
        Object value = request.parameters().get(i);
        types.put(
            i, value == null ? ParameterType.of(SqlTypeName.VARCHAR) : ParameterNature.of(value));
      }
      if (types.isEmpty()) {
        throw e.error();
      }
      plan = typed(new SqlPlanner.Request(request.sql(), request.schema(), types));
    }
    refuseMissing(plan, request);
    boolean wider = false;
    for (StatementParameter parameter : plan.parameters()) {
      ParameterType type =
          ParameterText.wider(parameter, request.parameters().get(parameter.index()));
      if (type != null) {
        types.put(parameter.index(), type);
        wider = true;
      }
    }
    return wider ? typed(new SqlPlanner.Request(request.sql(), request.schema(), types)) : plan;
  }

  private CompiledPlan typed(SqlPlanner.Request request) {
    try {
      return plan(request);
    } catch (UntypedParameterException e) {
      throw e.error();
    }
  }

  private CompiledPlan plan(SqlPlanner.Request request) {
    CatalogSnapshot known = catalog.current();
    try {
      return plans.get(request, known);
    } catch (TimestoreException e) {
      if (e.code() != ErrorCode.UNKNOWN_TABLE && e.code() != ErrorCode.UNKNOWN_COLUMN) {
        throw e;
      }
      CatalogSnapshot fresh = catalog.reload();
      if (fresh.version() == known.version()) {
        throw e;
      }
      return plans.get(request, fresh);
    }
  }

  private static void refuseMissing(CompiledPlan plan, QueryRequest request) {
    if (plan.parameters().size() != request.parameters().size()) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST,
          "the statement has "
              + plan.parameters().size()
              + " parameters, but values for "
              + request.parameters().size()
              + " were set");
    }
  }

  private static int countParameterMarks(String sql) {
    return (int) sql.chars().filter(c -> c == '?').count();
  }
}
