package io.timestore.calcite.local;

import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlExplainLevel;

/**
 * The part of a statement that is computed here, over the rows of parts that ClickHouse computes.
 * Thread-safe.
 */
public final class LocalProgram {
  private final EnumerableRel root;
  private final Bindable<?> compiled;
  private final Map<String, Object> stash;
  private final List<RelNode> parts;
  private final LocalParameters parameters;
  private final MemoryBounds bounds;

  private LocalProgram(
      EnumerableRel root,
      Bindable<?> compiled,
      Map<String, Object> stash,
      List<RelNode> parts,
      LocalParameters parameters,
      MemoryBounds bounds) {
    this.root = root;
    this.compiled = compiled;
    this.stash = stash;
    this.parts = List.copyOf(parts);
    this.parameters = parameters;
    this.bounds = bounds;
  }

  /**
   * Compiles a program.
   *
   * @param parameters types of the statement's parameters
   * @throws TimestoreException UNSUPPORTED if Calcite has no code for something
   */
  static LocalProgram of(
      EnumerableRel physical, List<RelNode> parts, List<RelDataType> parameters) {
    MemoryBounds bounds = new MemoryBounds();
    EnumerableRel root = bounds.bound(physical);
    Map<String, Object> stash = new HashMap<>();
    try {
      Bindable<?> compiled =
          EnumerableInterpretable.toBindable(stash, null, root, EnumerableRel.Prefer.ARRAY);
      return new LocalProgram(
          root, compiled, stash, parts, LocalParameters.of(root, parameters), bounds);
    } catch (RuntimeException | AssertionError e) {
      throw new TimestoreException(
          ErrorCode.UNSUPPORTED,
          "the statement is not supported: what ClickHouse does not compute of it could not be"
              + " compiled here",
          e);
    }
  }

  /** What ClickHouse computes, by the parts' numbers. */
  public List<RelNode> parts() {
    return parts;
  }

  /** Whether rows only pass through. */
  public boolean streams() {
    return !bounds.holds();
  }

  /** The operators that run here, indented. */
  public String explain() {
    return RelOptUtil.dumpPlan("", root, SqlExplainFormat.TEXT, SqlExplainLevel.EXPPLAN_ATTRIBUTES);
  }

  /** Starts a run; the answer is computed as it is read. */
  public ClickHouseResult run(LocalRun run) {
    Map<String, Object> values = new HashMap<>(stash);
    parameters.bind(run.parameters(), values);
    HeldValues held = new HeldValues(HeldValues.most());
    PartRows[] rows = new PartRows[parts.size()];
    for (int i = 0; i < rows.length; i++) {
      HeldValues keeping = bounds.repeated().contains(i) ? held : null;
      rows[i] = new PartRows(run, i, parts.get(i).getRowType(), keeping);
    }
    LocalContext context = new LocalContext(values, rows, held);
    return new LocalResult(compiled, context, root.getRowType(), run.check());
  }
}
