package io.timestore.daemon.http;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.ingest.CommitOutcome;
import io.timestore.daemon.ingest.IngestAck;
import io.timestore.daemon.ingest.IngestPlan;
import io.timestore.daemon.ingest.IngestService;
import io.timestore.daemon.ingest.IngestTarget;
import io.timestore.daemon.ingest.PreparedIngest;
import io.timestore.daemon.ingest.SchemaProposal;
import io.timestore.daemon.ingest.TimeRange;
import io.timestore.daemon.rows.RowEncoder;
import io.timestore.daemon.rows.RowLimits;
import io.timestore.daemon.rows.cell.ContentHash;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes one ingest from its target and rows to the acknowledgement: plan, encode, commit. Safe for
 * use by many threads.
 */
final class IngestRunner {
  private static final int MAX_ATTEMPTS = 10;

  private final IngestService service;
  private final RowLimits limits;
  private final MemoryBudget memory;
  private final Clock clock;

  IngestRunner(IngestService service, RowLimits limits, MemoryBudget memory, Clock clock) {
    this.service = service;
    this.limits = limits;
    this.memory = memory;
    this.clock = clock;
  }

  /** The rows of a request. */
  interface RowSource {
    void read(RowEncoder encoder) throws IOException;

    /** Whether {@link #read} may be called again. */
    boolean repeatable();
  }

  IngestAck run(IngestTarget target, RowSource rows) throws IOException {
    for (int attempt = 1; ; attempt++) {
      IngestPlan plan;
      try {
        plan = service.plan(target);
      } catch (TimestoreException e) {
        IngestAck earlier = e.code() == ErrorCode.SCHEMA_EVOLUTION ? replayed(target, rows) : null;
        if (earlier == null) {
          throw e;
        }
        return earlier;
      }
      CommitOutcome outcome = commit(plan, rows);
      if (outcome instanceof CommitOutcome.Acknowledged acknowledged) {
        return acknowledged.ack();
      }
      if (!rows.repeatable() || attempt == MAX_ATTEMPTS) {
        throw new TimestoreException(
            ErrorCode.SNAPSHOT_STALE,
            "the schema of table '"
                + target.table()
                + "' changed while the rows were read; nothing was stored; send them again");
      }
    }
  }

  private CommitOutcome commit(IngestPlan plan, RowSource rows) throws IOException {
    try (MemoryBudget.Share share = memory.share()) {
      return service.commit(encode(plan, rows, share));
    }
  }

  private PreparedIngest encode(IngestPlan plan, RowSource rows, MemoryBudget.Share share)
      throws IOException {
    IngestTarget target = plan.target();
    RowEncoder encoder = encoder(plan.schema(), plan.window(), target);
    encoder.account(share::grow);
    @Nullable ContentHash hash = target.idempotencyKey() == null ? null : startHash(target);
    if (hash != null) {
      encoder.hashInto(hash);
    }
    rows.read(encoder);
    return new PreparedIngest(
        plan, encoder.finish(), encoder.rows(), hash == null ? null : hash.hex());
  }

  private RowEncoder encoder(TableSchema schema, TimeWindow window, IngestTarget target) {
    RowEncoder encoder =
        new RowEncoder(schema, window, target.partitionKey(), limits, clock.millis());
    @Nullable TimeRange range = target.timeRange();
    if (range != null) {
      encoder.restrictTo(range.start(), range.end());
    }
    return encoder;
  }

  /**
   * A request whose schema no longer fits may still be one that was answered before the schema
   * moved on. The hash needs no more than the declared fields.
   */
  private @Nullable IngestAck replayed(IngestTarget target, RowSource rows) throws IOException {
    SchemaProposal schema = target.schema();
    if (target.idempotencyKey() == null || schema == null || !rows.repeatable()) {
      return null;
    }
    ContentHash hash = startHash(target);
    RowEncoder encoder =
        encoder(new TableSchema(1, schema.fields(), null), TimeWindow.MONTH, target);
    encoder.hashInto(hash);
    rows.read(encoder);
    return service.replayOf(target, hash.hex());
  }

  /** The hash of everything that has to be equal but the rows. */
  private static ContentHash startHash(IngestTarget target) {
    ContentHash hash = new ContentHash();
    hash.putText(target.table());
    @Nullable SchemaProposal schema = target.schema();
    List<Field> fields =
        schema == null
            ? List.of()
            : schema.fields().stream().sorted(Comparator.comparing(Field::name)).toList();
    hash.putText(Integer.toString(fields.size()));
    for (Field field : fields) {
      hash.putText(field.name());
      hash.putText(field.type().toString());
      hash.putText(String.valueOf(field.defaultText()));
    }
    hash.putText(target.partitionKey());
    hash.putText(IngestFields.canonical(new TreeMap<>(target.partitionAttributes())));
    hash.putText(String.valueOf(target.timeRange()));
    return hash;
  }
}
