package io.timestore.calcite.clickhouse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * ClickHouse SQL with a gap for each reading of a table, filled in when the statement runs and its
 * snapshot is known. Immutable.
 */
public final class SqlTemplate {
  private static final char OPEN = '\u0001';
  private static final char CLOSE = '\u0002';

  private final List<String> texts = new ArrayList<>();
  private final List<Integer> scans = new ArrayList<>();

  private SqlTemplate() {}

  /** Splits generated SQL at its gaps. */
  SqlTemplate(String sql) {
    int from = 0;
    for (int open = sql.indexOf(OPEN); open >= 0; open = sql.indexOf(OPEN, from)) {
      int close = sql.indexOf(CLOSE, open);
      texts.add(sql.substring(from, open));
      scans.add(Integer.parseInt(sql.substring(open + 1, close)));
      from = close + 1;
    }
    texts.add(sql.substring(from));
  }

  /**
   * This template with another behind it.
   *
   * @param firstScan the number that the other's scan 0 gets
   */
  SqlTemplate and(String separator, SqlTemplate next, int firstScan) {
    SqlTemplate both = new SqlTemplate();
    both.texts.addAll(texts);
    both.scans.addAll(scans);
    int last = texts.size() - 1;
    both.texts.set(last, texts.get(last) + separator + next.texts.get(0));
    both.texts.addAll(next.texts.subList(1, next.texts.size()));
    next.scans.forEach(scan -> both.scans.add(firstScan + scan));
    return both;
  }

  /** What stands in generated SQL for a scan; literals and names cannot hold these characters. */
  static String gap(int scan) {
    return OPEN + Integer.toString(scan) + CLOSE;
  }

  /** The SQL with every gap filled by its scan's text. */
  public String render(IntFunction<String> scanText) {
    StringBuilder sql = new StringBuilder(texts.get(0));
    for (int i = 0; i < scans.size(); i++) {
      sql.append(scanText.apply(scans.get(i))).append(texts.get(i + 1));
    }
    return sql.toString();
  }
}
