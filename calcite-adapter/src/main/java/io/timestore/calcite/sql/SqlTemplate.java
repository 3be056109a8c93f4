package io.timestore.calcite.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * ClickHouse SQL with gaps that are filled in when the statement runs and its snapshot is known:
 * one for each reading of a table, and some around each sum of integers. Immutable.
 */
public final class SqlTemplate {
  private static final char OPEN = '\u0001';
  private static final char CLOSE = '\u0002';

  private final List<String> texts = new ArrayList<>();

  /** Numbers of scans, and of the gaps of sums from -1 down. */
  private final List<Integer> gaps = new ArrayList<>();

  private SqlTemplate() {}

  /** Splits generated SQL at its gaps. */
  SqlTemplate(String sql) {
    int from = 0;
    for (int open = sql.indexOf(OPEN); open >= 0; open = sql.indexOf(OPEN, from)) {
      int close = sql.indexOf(CLOSE, open);
      texts.add(sql.substring(from, open));
      gaps.add(Integer.parseInt(sql, open + 1, close, 10));
      from = close + 1;
    }
    texts.add(sql.substring(from));
  }

  /**
   * This template with another behind it.
   *
   * @param firstScan the number that the other's scan 0 gets
   * @param firstSumGap the number that the other's gap 0 of a sum gets
   */
  SqlTemplate and(String separator, SqlTemplate next, int firstScan, int firstSumGap) {
    SqlTemplate both = new SqlTemplate();
    both.texts.addAll(texts);
    both.gaps.addAll(gaps);
    int last = texts.size() - 1;
    both.texts.set(last, texts.get(last) + separator + next.texts.get(0));
    both.texts.addAll(next.texts.subList(1, next.texts.size()));
    next.gaps.forEach(gap -> both.gaps.add(gap < 0 ? gap - firstSumGap : gap + firstScan));
    return both;
  }

  /** How long it is with its gaps left empty. */
  public int length() {
    int length = 0;
    for (String text : texts) {
      length += text.length();
    }
    return length;
  }

  /** What stands in generated SQL for a scan; literals and names cannot hold these characters. */
  public static String gap(int scan) {
    return OPEN + Integer.toString(scan) + CLOSE;
  }

  /** What stands in generated SQL for a part of what is written around a sum. */
  static String sumGap(int number) {
    return gap(-1 - number);
  }

  /**
   * The SQL with every gap filled.
   *
   * @param scanText the text of a scan
   * @param fits whether a sum fits into 64 bits, so that nothing is written around it
   */
  public String render(IntFunction<String> scanText, IntPredicate fits) {
    StringBuilder sql = new StringBuilder(texts.get(0));
    for (int i = 0; i < gaps.size(); i++) {
      int gap = gaps.get(i);
      sql.append(gap >= 0 ? scanText.apply(gap) : sumText(-1 - gap, fits)).append(texts.get(i + 1));
    }
    return sql.toString();
  }

  private static String sumText(int gap, IntPredicate fits) {
    return fits.test(Widening.sumOf(gap)) ? "" : Widening.textOf(gap);
  }
}
