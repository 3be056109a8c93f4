package io.timestore.calcite.plan;

import io.timestore.calcite.function.NullableColumn;
import io.timestore.calcite.local.LocalPlanner;
import io.timestore.calcite.parse.ParsedStatement;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.plan.optimize.EndablePlanners;
import io.timestore.calcite.plan.optimize.RelOptimizer;
import io.timestore.calcite.plan.rewrite.ArrayJoins;
import io.timestore.calcite.plan.rewrite.ArraySyntax;
import io.timestore.calcite.plan.rewrite.GapFills;
import io.timestore.calcite.plan.rewrite.InLists;
import io.timestore.calcite.plan.rewrite.LiteralLifter;
import io.timestore.calcite.plan.rewrite.NaturalJoins;
import io.timestore.calcite.plan.rewrite.Recursions;
import io.timestore.calcite.plan.rewrite.SeriesTables;
import io.timestore.calcite.plan.rewrite.SessionFunctions;
import io.timestore.calcite.plan.validate.RecursionTypes;
import io.timestore.calcite.plan.validate.SnapshotValidator;
import io.timestore.calcite.schema.CatalogLookups;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SnapshotCatalogReader;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.sql.GeneratedSql;
import io.timestore.calcite.sql.NativeQuery;
import io.timestore.calcite.sql.StatementParameter;
import io.timestore.calcite.sql.rel.StatementWriter;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.SystemColumn;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.metadata.JaninoRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compiles statements: parse, validate, to algebra, to ClickHouse SQL. Stateless. */
public final class SqlPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(SqlPlanner.class);

  // When an outer join becomes an inner one, Calcite 1.42.0 keeps calls nullable whose operands are
  // not any more, and an assertion of its own, where assertions are enabled, refuses that. Runs
  // before that class is initialized.
  static {
    SqlPlanner.class.getClassLoader().setClassAssertionStatus(RexSimplify.class.getName(), false);
  }

  /**
   * Projects are not merged while a statement is converted: Calcite 1.42.0 merges one with a
   * correlated subquery into the one below it, and keeps that one, too, so that it reads the wrong
   * columns.
   */
  private static final SqlToRelConverter.Config TO_REL =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withRemoveSortInSubQuery(false)
          .withRelBuilderConfigTransform(config -> config.withBloat(-1));

  /** Leaves constants as they are: the engine that runs the rest computes them too. */
  private static final RexExecutor NO_FOLDING =
      (rexBuilder, constants, reduced) -> reduced.addAll(constants);

  private SqlPlanner() {}

  /**
   * What a plan depends on beside the snapshot.
   *
   * @param schema the session's schema, null for none
   * @param parameterTypes types for parameters whose place does not say the right one
   * @param user the session's user, null if it has no name or the statement does not ask for it
   */
  public record Request(
      String sql,
      @Nullable String schema,
      Map<Integer, ParameterType> parameterTypes,
      @Nullable String user) {
    public Request {
      parameterTypes = Map.copyOf(parameterTypes);
    }

    public Request(
        String sql, @Nullable String schema, Map<Integer, ParameterType> parameterTypes) {
      this(sql, schema, parameterTypes, null);
    }

    public Request withSql(String other) {
      return new Request(other, schema, parameterTypes, user);
    }
  }

  /**
   * Compiles a query.
   *
   * @param describer tells the columns of native queries
   * @throws TimestoreException SYNTAX, UNKNOWN_TABLE, UNKNOWN_COLUMN, INVALID_SQL or UNSUPPORTED
   * @throws UntypedParameterException if a parameter's type must be given
   */
  public static CompiledPlan compile(
      Request request, CatalogSnapshot snapshot, NativeQuery.Describer describer) {
    return compile(request, snapshot, describer, false, () -> {}).plan();
  }

  /**
   * Compiles a query, and makes parameters of some of its literals.
   *
   * @param lifting whether literals may become parameters
   * @param check throws if the planning is to end
   * @throws TimestoreException as {@link #compile(Request, CatalogSnapshot, NativeQuery.Describer)}
   * @throws UntypedParameterException if a parameter's type must be given
   */
  public static PlannedStatement compile(
      Request request,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      boolean lifting,
      Runnable check) {
    if (lifting) {
      PlannedStatement lifted = compileLifted(request, snapshot, describer, Set.of(), check);
      if (lifted != null) {
        return lifted;
      }
    }
    return compileWith(request, snapshot, describer, ordinal -> false, check);
  }

  /**
   * Null if the statement must be compiled as it is, be it only for the errors that it has.
   *
   * @param kept the ordinals of literals that stay
   */
  private static @Nullable PlannedStatement compileLifted(
      Request request,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      Set<Integer> kept,
      Runnable check) {
    try {
      return compileWith(request, snapshot, describer, ordinal -> !kept.contains(ordinal), check);
    } catch (LiteralLifter.UnfitException unfit) {
      Set<Integer> more = new HashSet<>(kept);
      unfit.literals().forEach(literal -> more.add(literal.ordinal()));
      return compileLifted(request, snapshot, describer, more, check);
    } catch (TimestoreException | UntypedParameterException e) {
      LOG.debug("a statement is planned with its literals in it", e);
      return null;
    }
  }

  private static PlannedStatement compileWith(
      Request request,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      IntPredicate mayLift,
      Runnable check) {
    check.run();
    ParsedStatement parsed = StatementParser.parse(request.sql());
    refuseUnlessQuery(parsed.tree());
    try {
      LiteralLifter lifted = LiteralLifter.lift(parsed.tree(), mayLift);
      return compile(request, parsed, snapshot, describer, lifted, check);
    } catch (TimestoreException e) {
      if (e.code() != ErrorCode.UNSUPPORTED) {
        throw e;
      }
      return compileLocal(request, snapshot, describer, mayLift, e, check);
    } catch (LiteralLifter.UnfitException e) {
      throw e;
    } catch (RuntimeException e) {
      if (PlanErrors.needsParameterTypes(e)) {
        throw new UntypedParameterException(PlanErrors.of(e, parsed.positions()));
      }
      throw PlanErrors.of(e, parsed.positions());
    } catch (AssertionError e) {
      throw PlanErrors.of(e);
    }
  }

  /**
   * Plans a statement that ClickHouse cannot compute as a whole.
   *
   * @param refusal what ClickHouse cannot compute
   */
  private static PlannedStatement compileLocal(
      Request request,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      IntPredicate mayLift,
      TimestoreException refusal,
      Runnable check) {
    ParsedStatement parsed = StatementParser.parse(request.sql());
    LiteralLifter lifted = LiteralLifter.lift(parsed.tree(), mayLift);
    try {
      Algebra algebra =
          algebra(request, parsed, snapshot, describer, lifted, LocalPlanner.cluster(check));
      return new PlannedStatement(
          LocalPlans.plan(request.sql(), algebra, columns(algebra.root())),
          lifted.lifted(),
          algebra.lookups());
    } catch (LiteralLifter.UnfitException | UntypedParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      check.run();
      throw PlanErrors.refused(refusal, e);
    }
  }

  /** A statement as algebra: as it was converted, and as it is to be written. */
  public record Algebra(
      RelRoot root, RelNode optimized, List<RelDataType> parameters, CatalogLookups lookups) {}

  private static PlannedStatement compile(
      Request request,
      ParsedStatement parsed,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      LiteralLifter lifted,
      Runnable check) {
    RelOptPlanner noRules = EndablePlanners.hep(HepProgram.builder().build(), check);
    Algebra algebra = algebra(request, parsed, snapshot, describer, lifted, noRules);
    check.run();
    GeneratedSql generated = StatementWriter.write(algebra.optimized());
    CompiledPlan plan =
        new CompiledPlan(
            request.sql(),
            generated,
            parameters(algebra.parameters(), generated),
            columns(algebra.root()),
            ResultSize.isSmall(algebra.optimized()),
            new PlanVariants(algebra.optimized(), generated.scans()),
            null);
    return new PlannedStatement(plan, lifted.lifted(), algebra.lookups());
  }

  public static Algebra algebra(
      Request request,
      ParsedStatement parsed,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer,
      LiteralLifter lifted,
      RelOptPlanner planner) {
    boolean systemColumns = namesSystemColumn(parsed.tree());
    if (systemColumns && NaturalJoins.isIn(parsed.tree())) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "NATURAL JOIN is not supported in a statement that names a system column; use JOIN …"
              + " USING");
    }
    SnapshotCatalogReader catalog =
        SnapshotCatalogReader.of(snapshot, request.schema(), systemColumns);
    Supplier<SnapshotValidator> validators =
        () -> new SnapshotValidator(catalog, describer, !lifted.lifted().isEmpty());
    SqlNode expanded =
        ArraySyntax.in(
            ArrayJoins.expand(
                GapFills.expand(
                    InLists.compared(
                        Recursions.arranged(
                            SeriesTables.expand(
                                SessionFunctions.expand(
                                    parsed.tree(), request.schema(), request.user())),
                            parsed.positions())))));
    SqlNode given = ParameterTypes.apply(expanded, request.parameterTypes());
    SqlNode tree = RecursionTypes.settled(given, validators);
    SnapshotValidator validator = validators.get();
    SqlNode validated = validator.validate(tree);
    List<RelDataType> parameterTypes = ParameterTypes.of(validated, validator);
    lifted.refuseUnfit(parameterTypes);
    planner.setExecutor(NO_FOLDING);
    RelOptCluster cluster = RelOptCluster.create(planner, new ExactRexBuilder(SqlTypes.FACTORY));
    cluster.setMetadataQuerySupplier(() -> new RelMetadataQuery(JaninoRelMetadataProvider.DEFAULT));
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (rowType, query, schemaPath, viewPath) -> {
              throw new UnsupportedOperationException("views");
            },
            validator,
            catalog,
            cluster,
            Convertlets.INSTANCE,
            TO_REL);
    RelRoot root = converter.convertQuery(validated, false, true);
    RelNode optimized =
        planner instanceof HepPlanner
            ? RelOptimizer.optimize(root.project())
            : RelOptimizer.optimizeCorrelated(root.project());
    return new Algebra(
        root,
        tree == given ? optimized : NullableColumn.shown(optimized),
        parameterTypes,
        catalog.lookups());
  }

  private static void refuseUnlessQuery(SqlNode tree) {
    SqlKind kind = tree.getKind();
    if (SqlKind.DML.contains(kind)) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          kind
              + " is not supported: rows are only ever added, through the daemon's ingest end"
              + " point");
    }
    if (!SqlKind.QUERY.contains(kind)) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + " is not supported; accepted are SELECT, WITH and VALUES");
    }
  }

  /** Whether a system column is named; a native query names it in a text. */
  private static boolean namesSystemColumn(SqlNode tree) {
    boolean[] found = {false};
    tree.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlIdentifier name) {
            name.names.forEach(this::look);
            return null;
          }

          @Override
          public @Nullable Void visit(SqlLiteral literal) {
            if (literal instanceof SqlCharStringLiteral) {
              look(literal.getValueAs(String.class));
            }
            return null;
          }

          private void look(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            for (SystemColumn column : SystemColumn.values()) {
              found[0] |= lower.contains(column.columnName());
            }
          }
        });
    return found[0];
  }

  static List<StatementParameter> parameters(List<RelDataType> types, GeneratedSql generated) {
    List<StatementParameter> parameters = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      parameters.add(
          new StatementParameter(i, types.get(i), generated.rowCountParameters().contains(i)));
    }
    return parameters;
  }

  private static List<ResultColumn> columns(RelRoot root) {
    RelNode rel = root.project();
    List<ResultColumn> columns = new ArrayList<>();
    for (RelDataTypeField field : root.validatedRowType.getFieldList()) {
      columns.add(
          new ResultColumn(
              field.getName(), field.getType(), ColumnOrigins.of(rel, field.getIndex())));
    }
    return columns;
  }
}
