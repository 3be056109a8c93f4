package io.timestore.calcite.plan;

import io.timestore.calcite.clickhouse.Convertlets;
import io.timestore.calcite.clickhouse.ExactRexBuilder;
import io.timestore.calcite.clickhouse.GeneratedSql;
import io.timestore.calcite.clickhouse.NativeQuery;
import io.timestore.calcite.clickhouse.StatementParameter;
import io.timestore.calcite.clickhouse.StatementWriter;
import io.timestore.calcite.parse.ParsedStatement;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.schema.SnapshotCatalogReader;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.core.error.ErrorCode;
import io.timestore.core.error.TimestoreException;
import io.timestore.core.model.SystemColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.jspecify.annotations.Nullable;

/** Compiles statements: parse, validate, to algebra, to ClickHouse SQL. Stateless. */
public final class SqlPlanner {
  private static final SqlToRelConverter.Config TO_REL =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withRemoveSortInSubQuery(false);

  /** Leaves constants as they are: the engine that runs the rest computes them too. */
  private static final RexExecutor NO_FOLDING =
      (rexBuilder, constants, reduced) -> reduced.addAll(constants);

  private SqlPlanner() {}

  /**
   * What a plan depends on beside the snapshot.
   *
   * @param schema the session's schema, null for none
   * @param parameterTypes types for parameters whose place does not say the right one
   */
  public record Request(
      String sql, @Nullable String schema, Map<Integer, ParameterType> parameterTypes) {
    public Request {
      parameterTypes = Map.copyOf(parameterTypes);
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
    ParsedStatement parsed = StatementParser.parse(request.sql());
    refuseUnlessQuery(parsed.tree());
    try {
      return compile(request, parsed, snapshot, describer);
    } catch (RuntimeException e) {
      if (PlanErrors.needsParameterTypes(e)) {
        throw new UntypedParameterException(PlanErrors.of(e, parsed.positions()));
      }
      throw PlanErrors.of(e, parsed.positions());
    } catch (AssertionError e) {
      throw new TimestoreException(
          ErrorCode.INVALID_SQL, "the statement could not be planned: " + e.getMessage(), e);
    }
  }

  /** A statement as algebra: as it was converted, and as it is to be written. */
  record Algebra(RelRoot root, RelNode optimized, RelDataType parameters) {}

  private static CompiledPlan compile(
      Request request,
      ParsedStatement parsed,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer) {
    Algebra algebra = algebra(request, parsed, snapshot, describer);
    GeneratedSql generated = StatementWriter.write(algebra.optimized());
    return new CompiledPlan(
        request.sql(),
        generated,
        parameters(algebra.parameters(), generated),
        columns(algebra.root()),
        ResultSize.isSmall(algebra.optimized()),
        new PlanVariants(algebra.optimized(), generated.scans()));
  }

  static Algebra algebra(
      Request request,
      ParsedStatement parsed,
      CatalogSnapshot snapshot,
      NativeQuery.Describer describer) {
    boolean systemColumns = namesSystemColumn(request.sql());
    if (systemColumns && NaturalJoins.isIn(parsed.tree())) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "NATURAL JOIN is not supported in a statement that names a system column; use JOIN …"
              + " USING");
    }
    SnapshotCatalogReader catalog =
        SnapshotCatalogReader.of(snapshot, request.schema(), systemColumns);
    SnapshotValidator validator = new SnapshotValidator(catalog, describer);
    SqlNode tree = ParameterTypes.apply(parsed.tree(), request.parameterTypes());
    SqlNode validated = validator.validate(tree);
    RelDataType parameterRow = validator.getParameterRowType(validated);
    HepPlanner planner = new HepPlanner(HepProgram.builder().build());
    planner.setExecutor(NO_FOLDING);
    RelOptCluster cluster = RelOptCluster.create(planner, new ExactRexBuilder(SqlTypes.FACTORY));
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
    return new Algebra(root, RelOptimizer.optimize(root.project()), parameterRow);
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

  private static boolean namesSystemColumn(String sql) {
    String lower = sql.toLowerCase(Locale.ROOT);
    for (SystemColumn column : SystemColumn.values()) {
      if (lower.contains(column.columnName())) {
        return true;
      }
    }
    return false;
  }

  private static List<StatementParameter> parameters(RelDataType row, GeneratedSql generated) {
    List<StatementParameter> parameters = new ArrayList<>();
    for (RelDataTypeField field : row.getFieldList()) {
      int index = field.getIndex();
      parameters.add(
          new StatementParameter(
              index, field.getType(), generated.rowCountParameters().contains(index)));
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
