package io.timestore.calcite.run;

import io.timestore.calcite.local.LocalProgram;
import io.timestore.calcite.plan.ResultColumn;
import io.timestore.calcite.run.StatementProvenance.Strategy;
import io.timestore.calcite.schema.SqlTypes;
import io.timestore.calcite.snapshot.TableTail;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.VectorBuilder;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.OneBlockResult;
import io.timestore.core.model.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.sql.type.SqlTypeName;

/** What EXPLAIN answers: one column of text, one line a row. For one thread. */
final class Explanation {
  private static final double NANOS_OF_MILLI = 1e6;
  static final List<ResultColumn> COLUMNS =
      List.of(new ResultColumn("plan", SqlTypes.FACTORY.createSqlType(SqlTypeName.VARCHAR), null));

  private final List<String> lines = new ArrayList<>();

  /** What is computed here, before the parts are shown that ClickHouse computes. */
  void runsHere(StatementRunner.Job job, LocalProgram program) {
    lines.add(
        "strategy: "
            + Strategy.RUN_HERE.word()
            + " (ClickHouse computes "
            + program.parts().size()
            + (program.parts().size() == 1 ? " part" : " parts")
            + ", the rest is computed here, "
            + (program.streams() ? "row by row)" : "in memory)"));
    job.snapshot().tables().values().forEach(tail -> lines.add(table(tail)));
    lines.add("operators:");
    program.explain().lines().forEach(line -> lines.add("  " + line));
  }

  /** A part that ClickHouse computes. */
  void part(int number, StatementRunner.Job part, Way way, ClickHouseStatement statement) {
    lines.add("part " + (number + 1) + ":");
    decided(part, way, statement, true);
  }

  /** What was decided, and what is known before the statement runs. */
  void decided(StatementRunner.Job job, Way way, ClickHouseStatement statement, boolean filtered) {
    lines.add("strategy: " + way.strategy().word() + reason(way));
    job.snapshot().tables().values().forEach(tail -> lines.add(table(tail)));
    if (way.hot() != null) {
      lines.add(
          "  of the tail " + way.hot().rows() + " rows pass the filters, estimated and actual");
    }
    if (way.strategy() == Strategy.SHIP_TAIL) {
      long sent = way.snapshot().tables().values().stream().mapToLong(TableTail::rows).sum();
      lines.add("  of the tail " + sent + " rows are sent, estimated and actual");
    }
    for (Table grouped : job.plan().variants().groupedFirst(way.sql())) {
      lines.add("  rows of " + grouped.name() + " are grouped before they are joined");
    }
    lines.add(
        "watermark filter: "
            + (way.snapshot().tables().isEmpty()
                ? "none, no table is read"
                : filtered ? "_seq <= W" : "none, the generation is checked after the last row"));
    lines.add("algebra:");
    job.plan().variants().explain().lines().forEach(line -> lines.add("  " + line));
    lines.add("ClickHouse SQL:");
    statement.sql().lines().forEach(line -> lines.add("  " + line));
    Map<String, String> parameters = new TreeMap<>(statement.parameters());
    if (!parameters.isEmpty()) {
      lines.add("  with " + parameters);
    }
    statement
        .external()
        .forEach(
            table -> lines.add("  and table " + table.name() + " (" + table.structure() + ")"));
  }

  private static String reason(Way way) {
    return switch (way.strategy()) {
      case NO_TABLE -> "";
      case COLD_ONLY -> " (no row of a tail can be in the answer)";
      case SHIP_TAIL -> " (the tail travels with the statement)";
      case MERGE_HERE ->
          way.merge() != null && way.merge().isAggregate()
              ? " (ClickHouse's groups are merged with the tail's)"
              : " (ClickHouse's rows are merged with the tail's)";
      case RUN_HERE -> throw new IllegalStateException("no part runs here");
    };
  }

  private static String table(TableTail tail) {
    return "table "
        + tail.table().name()
        + ": watermark "
        + tail.lanes().stream().map(lane -> lane.state().watermark()).toList()
        + ", tail "
        + tail.rows()
        + " rows, "
        + tail.bytes()
        + " bytes";
  }

  /** What the run took and gave. */
  void ran(
      StatementRunner.Job job, QueryAnswer answer, Measured measured, long answered, long nanos) {
    StatementProvenance provenance = answer.provenance();
    lines.add(
        "rows: "
            + measured.rows()
            + " from ClickHouse, "
            + provenance.hotRows()
            + " in the tail, "
            + answered
            + " answered");
    lines.add(
        String.format(
            Locale.ROOT,
            "time: plan %.3f ms, capture %.3f ms, ClickHouse %.3f ms, merge and the rest %.3f ms",
            job.planNanos() / NANOS_OF_MILLI,
            job.captureNanos() / NANOS_OF_MILLI,
            measured.nanos() / NANOS_OF_MILLI,
            (nanos - measured.nanos()) / NANOS_OF_MILLI));
  }

  /** The lines as an answer. */
  QueryAnswer answer(StatementProvenance provenance, long sentAt) {
    byte[][] texts =
        lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    NativeBlock block =
        new NativeBlock(texts.length, List.of(VectorBuilder.strings("plan", texts, null)));
    return new QueryAnswer(COLUMNS, new OneBlockResult(block), provenance, sentAt);
  }
}
