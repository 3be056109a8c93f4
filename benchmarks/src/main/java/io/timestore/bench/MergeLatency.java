package io.timestore.bench;

import io.timestore.bench.BenchResult.Cell;
import io.timestore.jdbc.Provenance;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shapes × tails × strategies, each by turns with clickhouse-jdbc on the cold rows. */
final class MergeLatency {
  private static final List<String> STRATEGIES = List.of("auto", "ship-tail", "merge-here");
  private static final double MEDIAN = 50;
  private static final double LAST = 99;

  private final BenchStack stack;
  private final FlightTables tables;
  private final BenchOptions options;
  private final Consumer<String> progress;

  MergeLatency(
      BenchStack stack, FlightTables tables, BenchOptions options, Consumer<String> progress) {
    this.stack = stack;
    this.tables = tables;
    this.options = options;
    this.progress = progress;
  }

  List<Cell> run() throws SQLException {
    List<Cell> cells = new ArrayList<>();
    Map<String, Connection> timestore = new LinkedHashMap<>();
    try (Connection clickHouse = stack.clickHouseJdbc()) {
      for (String strategy : STRATEGIES) {
        timestore.put(strategy, stack.timestore(strategy));
      }
      warmUp(timestore.get(STRATEGIES.get(0)), clickHouse);
      for (int tail : options.tails()) {
        tables.growTail(tail);
        for (Shape shape : Shape.values()) {
          for (String strategy : tail == 0 ? STRATEGIES.subList(0, 1) : STRATEGIES) {
            Connection connection = timestore.get(strategy);
            if (connection != null) {
              cells.add(cell(connection, clickHouse, shape, tail, strategy));
            }
          }
        }
      }
      return cells;
    } finally {
      for (Connection connection : timestore.values()) {
        connection.close();
      }
    }
  }

  /** The first shape would be measured in code that was not compiled yet, on both sides. */
  private void warmUp(@Nullable Connection timestore, Connection clickHouse) throws SQLException {
    if (timestore == null || options.warmUp().isZero()) {
      return;
    }
    progress.accept("warm-up");
    for (Shape shape : Shape.values()) {
      try (Statement ours = timestore.createStatement();
          Statement theirs = clickHouse.createStatement()) {
        PairedRun.Pair pair =
            pair(ours, theirs, shape, options.pairs().within(options.warmUp(), 1));
        progress.accept(shape.title() + ": " + pair.first().count() + " pairs");
      }
    }
  }

  private Cell cell(
      Connection timestore, Connection clickHouse, Shape shape, int tail, String strategy)
      throws SQLException {
    try (Statement ours = timestore.createStatement();
        Statement theirs = clickHouse.createStatement()) {
      PairedRun.Pair pair = pair(ours, theirs, shape, pairs(shape, tail, strategy));
      if (tail == 0 && pair.firstRows() != pair.secondRows()) {
        throw new IllegalStateException(
            shape + ": " + pair.firstRows() + " rows, but ClickHouse has " + pair.secondRows());
      }
      String used = ours.unwrap(Provenance.class).strategy();
      Cell cell = cell(shape, tail, strategy, used, pair);
      progress.accept(Lines.of(cell));
      return cell;
    }
  }

  /** Precise where an aim limits the latency. */
  private BenchOptions.Pairs pairs(Shape shape, int tail, String strategy) {
    BenchOptions.Pairs pairs = options.pairs();
    if (shape == Shape.FULL_SCAN) {
      return pairs.within(pairs.time(), Math.min(3, pairs.least()));
    }
    return Aim.limits(tail, strategy) ? pairs : pairs.within(pairs.time(), pairs.least());
  }

  private PairedRun.Pair pair(
      Statement ours, Statement theirs, Shape shape, BenchOptions.Pairs pairs) throws SQLException {
    return PairedRun.run(
        new RowReader(ours, shape.timestoreSql(), shape.kinds()),
        new RowReader(theirs, shape.clickHouseSql(tables), shape.kinds()),
        pairs);
  }

  private static Cell cell(
      Shape shape, int tail, String strategy, String used, PairedRun.Pair pair) {
    double ours = pair.first().millis(MEDIAN);
    double theirs = pair.second().millis(MEDIAN);
    OptionalDouble error = pair.difference().medianError();
    return new Cell(
        shape.title(),
        tail,
        strategy,
        used,
        pair.firstRows(),
        pair.first().count(),
        ours,
        pair.first().millis(LAST),
        theirs,
        pair.second().millis(LAST),
        pair.difference().millis(MEDIAN),
        error.isPresent() ? error.getAsDouble() : null,
        ours / theirs);
  }
}
