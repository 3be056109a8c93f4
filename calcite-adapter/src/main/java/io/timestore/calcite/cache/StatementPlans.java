package io.timestore.calcite.cache;

import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.ParameterType;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.UntypedParameterException;
import io.timestore.calcite.plan.rewrite.SessionFunctions;
import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.run.QueryEngine;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Finds the plan of a request whose parameters can hold the request's values. Thread-safe. */
public final class StatementPlans {
  private final CatalogCache catalog;
  private final PlanCache plans;

  public StatementPlans(CatalogCache catalog, NativeQuery.Describer describer) {
    this(catalog, new PlanCache(describer));
  }

  StatementPlans(CatalogCache catalog, PlanCache plans) {
    this.catalog = catalog;
    this.plans = plans;
  }

  /**
   * A plan with the values of its parameters.
   *
   * @param parameters the values that were set, or those of literals that became parameters
   */
  public record Bound(CompiledPlan plan, List<@Nullable Object> parameters) {}

  public PlanCacheStatistics statistics() {
    return plans.statistics();
  }

  /** As {@link QueryEngine#prepare}. */
  public CompiledPlan prepare(String sql, @Nullable String schema) {
    try {
      PlanCache.Known known =
          find(new SqlPlanner.Request(sql, schema, Map.of()), StatementPlans::unended);
      CompiledPlan plan = known.plan().plan();
      return known.values().isEmpty() ? plan : plan.withoutParameters();
    } catch (UntypedParameterException e) {
      Map<Integer, ParameterType> types = new HashMap<>();
      for (int i = 0; i < countParameterMarks(sql); i++) {
        types.put(i, ParameterType.of(SqlTypeName.VARCHAR));
      }
      return guessed(new SqlPlanner.Request(sql, schema, types), StatementPlans::unended, e);
    }
  }

  /** The check of plans that nobody can cancel. */
  private static void unended() {}

  /** The plan of a request. */
  public Bound of(QueryRequest request) {
    Map<Integer, ParameterType> types = new HashMap<>();
    Runnable check = request.control()::check;
    CompiledPlan plan;
    try {
      PlanCache.Known known = find(planned(request, types), check);
      plan = known.plan().plan();
      if (request.parameters().isEmpty() && !known.values().isEmpty()) {
        return new Bound(plan, known.values());
      }
      refuseMissing(known.values().isEmpty() ? plan : plan.withoutParameters(), request);
    } catch (UntypedParameterException e) {
      plan = typedByValues(request, types, e);
      refuseMissing(plan, request);
    } catch (TimestoreException e) {
      plan = withTypesOfValues(request, types, e);
      refuseMissing(plan, request);
    }
    boolean wider = false;
    for (StatementParameter parameter : plan.parameters()) {
      ParameterType type =
          ParameterText.wider(parameter, request.parameters().get(parameter.index()));
      if (type != null) {
        types.put(parameter.index(), type);
        wider = true;
      }
    }
    return new Bound(wider ? typed(planned(request, types), check) : plan, request.parameters());
  }

  /**
   * The plan of a statement that is an error if its parameters have the types that Calcite guesses
   * from their places: it takes {@code ? + INTERVAL '1' DAY} for a sum of intervals.
   */
  private CompiledPlan withTypesOfValues(
      QueryRequest request, Map<Integer, ParameterType> types, TimestoreException error) {
    boolean guessed =
        error.code() == ErrorCode.INVALID_SQL || error.code() == ErrorCode.UNSUPPORTED;
    if (!guessed || request.parameters().isEmpty() || request.parameters().contains(null)) {
      throw error;
    }
    try {
      return typedByValues(request, types, new UntypedParameterException(error));
    } catch (TimestoreException e) {
      error.addSuppressed(e);
      throw error;
    }
  }

  private CompiledPlan typedByValues(
      QueryRequest request, Map<Integer, ParameterType> types, UntypedParameterException e) {
    for (int i = 0; i < request.parameters().size(); i++) {
      Object value = request.parameters().get(i);
      types.put(
          i, value == null ? ParameterType.of(SqlTypeName.VARCHAR) : ParameterNature.of(value));
    }
    if (types.isEmpty()) {
      throw e.error();
    }
    SqlPlanner.Request typed = planned(request, types);
    Runnable check = request.control()::check;
    return request.parameters().contains(null) ? guessed(typed, check, e) : typed(typed, check);
  }

  /** A plan with types some of which are no more than a guess. */
  private CompiledPlan guessed(
      SqlPlanner.Request request, Runnable check, UntypedParameterException untyped) {
    try {
      return typed(request, check);
    } catch (TimestoreException e) {
      throw e.code() == ErrorCode.INVALID_SQL ? untyped.error() : e;
    }
  }

  private CompiledPlan typed(SqlPlanner.Request request, Runnable check) {
    try {
      return find(request, check).plan().plan();
    } catch (UntypedParameterException e) {
      throw e.error();
    }
  }

  private PlanCache.Known find(SqlPlanner.Request request, Runnable check) {
    CatalogSnapshot known = catalog.current();
    try {
      return plans.get(request, known, check);
    } catch (TimestoreException e) {
      if (e.code() != ErrorCode.UNKNOWN_TABLE && e.code() != ErrorCode.UNKNOWN_COLUMN) {
        throw e;
      }
      CatalogSnapshot fresh = catalog.reload();
      if (fresh.version() == known.version()) {
        throw e;
      }
      return plans.get(request, fresh, check);
    }
  }

  private static SqlPlanner.Request planned(
      QueryRequest request, Map<Integer, ParameterType> types) {
    String user = SessionFunctions.mayNameUser(request.sql()) ? request.user() : null;
    return new SqlPlanner.Request(request.sql(), request.schema(), types, user);
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
