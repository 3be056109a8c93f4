package io.timestore.cli.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found, as {@code --json} prints it.
 *
 * @param load null if an earlier demo had loaded everything
 * @param failures what was not as it should be; empty if all is well
 */
public record DemoReport(
    boolean ok,
    String jdbcUrl,
    double seconds,
    @Nullable Load load,
    @Nullable Stream stream,
    List<Comparison> questions,
    List<Check> checks,
    List<String> failures) {

  /**
   * The bulk load until everything was flushed, and the same bytes into a table of ClickHouse
   * alone.
   */
  public record Load(
      long rows,
      long bytes,
      double timestoreSeconds,
      long timestoreRowsPerSecond,
      double engineSeconds,
      long engineRowsPerSecond) {}

  /** The small batches. */
  public record Stream(int batches, long rows, long lateRows, int sentTwice, int replayed) {}

  /** One question, asked of ClickHouse alone and of timestore. */
  public record Comparison(
      String question, String sql, Answer clickHouse, Answer timestore, AnswerOrigin provenance) {}

  /** The first rows of an answer and how long it took. */
  public record Answer(List<String> columns, List<List<String>> rows, double millis) {}

  /** A sum or answer held against the file's. */
  public record Check(String what, String expected, String found, boolean ok) {}
}
