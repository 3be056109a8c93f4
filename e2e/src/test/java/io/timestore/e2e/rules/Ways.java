package io.timestore.e2e.rules;

import java.util.List;

/** The classes that a row and a statement meet, in order. */
final class Ways {
  static final List<String> OF_A_ROW =
      List.of(
          "IngestEndpoints",
          "CsvRows",
          "RowEncoder",
          "CellFactory",
          "Cell",
          "ColumnBuilder",
          "BlockBuilder",
          "TableIngestService",
          "SchemaEvolution",
          "RedisHotBuffer",
          "FlushScheduler",
          "LaneFlusher",
          "SealedBatch",
          "BatchInserter",
          "BlockAssembler",
          "PostgresLaneStore");

  static final List<String> OF_A_STATEMENT =
      List.of(
          "TimestoreDriver",
          "TimestoreConnection",
          "TimestoreStatement",
          "QueryEngine",
          "StatementPlans",
          "StatementParser",
          "SqlLexer",
          "PlanCache",
          "PlanKey",
          "SqlPlanner",
          "RelOptimizer",
          "StatementWriter",
          "RelWriter",
          "ExpressionWriter",
          "FreshnessGate",
          "TailCache",
          "StatementSnapshot",
          "Way",
          "StatementRunner",
          "ClickHouseCall",
          "MergePlan",
          "LocalStatement",
          "HttpClickHouse",
          "NativeReader",
          "TimestoreResultSet");

  private Ways() {}
}
