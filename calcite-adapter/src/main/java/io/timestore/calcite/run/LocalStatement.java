package io.timestore.calcite.run;

import io.timestore.calcite.local.LocalRun;
import io.timestore.calcite.plan.CompiledPlan;
import io.timestore.calcite.plan.LocalPlan;
import io.timestore.calcite.request.ArrayParameter;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.calcite.snapshot.TableTail;
import io.timestore.calcite.sql.Scan;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.model.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One run of a statement of which ClickHouse computes parts: all read one snapshot and end
 * together. For one thread, but for {@link #cancel}.
 */
final class LocalStatement {
  private final StatementRunner.Job job;
  private final LocalPlan plan;
  private final BiFunction<StatementRunner.Job, Integer, ClickHouseResult> reader;

  /**
   * @param reader runs the job of a part by its number
   */
  LocalStatement(
      StatementRunner.Job job,
      LocalPlan plan,
      BiFunction<StatementRunner.Job, Integer, ClickHouseResult> reader) {
    this.job = job;
    this.plan = plan;
    this.reader = reader;
  }

  ClickHouseResult run() {
    return plan.program()
        .run(
            new LocalRun(
                part -> reader.apply(partJob(part), part),
                ArrayParameter.asLists(job.request().parameters()),
                job.request().control()::check));
  }

  /** Ends the run as soon as it looks. */
  void cancel() {
    job.request().control().cancel();
  }

  int parts() {
    return plan.parts().size();
  }

  /** The id under which a part runs in ClickHouse. */
  static String partId(String queryId, int part) {
    return queryId + "-part" + (part + 1);
  }

  /** A part as a statement of its own, on the same snapshot. */
  StatementRunner.Job partJob(int number) {
    CompiledPlan part = plan.parts().get(number);
    Map<Table, TableTail> tables = new LinkedHashMap<>();
    for (Scan scan : part.generated().scans()) {
      TableTail tail = job.snapshot().tables().get(scan.table());
      if (tail != null) {
        tables.put(scan.table(), tail);
      }
    }
    String id = partId(job.request().queryId(), number);
    return new StatementRunner.Job(
        part,
        new StatementSnapshot(tables),
        job.request().asPart(id),
        job.now(),
        job.planNanos(),
        job.captureNanos());
  }
}
