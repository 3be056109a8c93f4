package io.timestore.calcite.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement in ClickHouse SQL.
 *
 * @param scans the readings of tables, by the number of their gap in the template
 * @param sums how great sums can get, by the number of their gap in the template
 * @param rowCountParameters the {@code ?} that are numbers of LIMIT or OFFSET
 * @param usesNow whether {@value #NOW} must be bound
 */
public record GeneratedSql(
    SqlTemplate template,
    List<Scan> scans,
    List<SumBound> sums,
    List<Integer> rowCountParameters,
    boolean usesNow) {
  /** Name of the parameter that holds the statement's time, a DateTime64(9). */
  public static final String NOW = "now";

  public GeneratedSql {
    scans = List.copyOf(scans);
    sums = List.copyOf(sums);
    rowCountParameters = List.copyOf(rowCountParameters);
  }

  /** This statement and another one as one text, to be shown and to know all that they read. */
  public GeneratedSql and(GeneratedSql next) {
    List<Scan> allScans = new ArrayList<>(scans);
    allScans.addAll(next.scans);
    List<SumBound> allSums = new ArrayList<>(sums);
    allSums.addAll(next.sums);
    Set<Integer> allRowCounts = new TreeSet<>(rowCountParameters);
    allRowCounts.addAll(next.rowCountParameters);
    return new GeneratedSql(
        template.and(";\n", next.template, scans.size(), Widening.firstGap(sums.size())),
        allScans,
        allSums,
        List.copyOf(allRowCounts),
        usesNow || next.usesNow);
  }
}
