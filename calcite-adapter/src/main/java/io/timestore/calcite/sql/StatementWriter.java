package io.timestore.calcite.sql;

import io.timestore.calcite.schema.SnapshotTable;
import io.timestore.calcite.sql.call.ExpressionWriter;
import io.timestore.calcite.sql.rel.RecursionWriter;
import io.timestore.calcite.sql.rel.RelWriter;
import io.timestore.calcite.sql.rel.ScanItem;
import io.timestore.calcite.sql.rel.SelectBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes one statement: hands out aliases that are unique in it, and collects its scans and
 * parameters. For one statement and one thread.
 */
public final class StatementWriter {
  private final List<ScanItem> scans = new ArrayList<>();
  private final List<SumBound> sums = new ArrayList<>();
  private final Set<Integer> rowCountParameters = new TreeSet<>();
  private final RecursionWriter recursions = new RecursionWriter();
  private boolean usesNow;
  private int aliases;

  private final Scan.Side side;
  private final List<EagerAggregation> eager;

  private StatementWriter(Scan.Side side, List<EagerAggregation> eager) {
    this.side = side;
    this.eager = eager;
  }

  /** Writes the statement that a tree of relational operators means. */
  public static GeneratedSql write(RelNode root) {
    return write(root, Scan.Side.BOTH);
  }

  /** Writes the statement with rows that are grouped before they are joined. */
  public static GeneratedSql write(RelNode root, List<EagerAggregation> eager) {
    return new StatementWriter(Scan.Side.BOTH, eager).statement(root);
  }

  /** Writes the statement over one side of its tables. */
  public static GeneratedSql write(RelNode root, Scan.Side side) {
    return new StatementWriter(side, List.of()).statement(root);
  }

  private GeneratedSql statement(RelNode root) {
    String sql = select(root).answerSql();
    return new GeneratedSql(
        new SqlTemplate(sql), scans(), sums, List.copyOf(rowCountParameters), usesNow);
  }

  /** A writer that only hands out gaps for tables, to find out the columns of a native query. */
  static StatementWriter ofNative() {
    return new StatementWriter(Scan.Side.BOTH, List.of());
  }

  List<Scan> scans() {
    return scans.stream().map(ScanItem::scan).toList();
  }

  /** A table with all columns that {@code *} shows, as a native query reads it. */
  public String wholeTable(SnapshotTable table) {
    int count = table.table().schema().fields().size();
    ScanItem item = scan(table, count);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(item.column(i) + " AS " + Quoting.name(table.columnName(i)));
    }
    return "(SELECT " + String.join(", ", list) + " FROM " + item.sql() + ")";
  }

  SelectBlock select(RelNode rel) {
    return new RelWriter(this, rel.getCluster().getRexBuilder()).write(rel);
  }

  /** What is grouped before it is joined in an aggregation; null if nothing is. */
  @Nullable
  public EagerAggregation eager(Aggregate aggregate) {
    for (EagerAggregation candidate : eager) {
      if (candidate.aggregate().equals(aggregate)) {
        return candidate;
      }
    }
    return null;
  }

  public String alias() {
    return "_t" + aliases++;
  }

  public RecursionWriter recursions() {
    return recursions;
  }

  public ScanItem scan(SnapshotTable table, int columnCount) {
    ScanItem item = new ScanItem(table, columnCount, alias(), scans.size(), side);
    scans.add(item);
    return item;
  }

  /** What is to be written around a sum of integers. */
  public Widening widening(@Nullable SumBound bound) {
    if (bound == null) {
      return Widening.ALWAYS;
    }
    sums.add(bound);
    return Widening.gaps(sums.size() - 1);
  }

  public String parameter(RexDynamicParam parameter) {
    return StatementParameter.placeholder(parameter.getIndex(), parameter.getType());
  }

  /** The number of a LIMIT or OFFSET. */
  public String rowCount(RexNode node, ExpressionWriter expressions) {
    if (node instanceof RexDynamicParam parameter) {
      rowCountParameters.add(parameter.getIndex());
      return "{p" + parameter.getIndex() + ":UInt64}";
    }
    return expressions.write(node);
  }

  public String now() {
    usesNow = true;
    return "{" + GeneratedSql.NOW + ":" + TypeNames.timestamp(9) + "}";
  }
}
