package io.timestore.calcite.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.request.QueryRequest;
import io.timestore.calcite.request.ReadOptions;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.Measured;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.StatementRunner;
import io.timestore.calcite.run.TestData;
import io.timestore.calcite.run.TestStore;
import io.timestore.calcite.snapshot.LaneSource;
import io.timestore.calcite.snapshot.StatementSnapshot;
import io.timestore.core.model.Table;
import io.timestore.core.model.TimestoreException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A statement whose literals became parameters answers what it answers with its literals. */
final class LiftedLiteralsTest {
  private static final long SEED = Long.getLong("timestore.seed", 20_260_101);
  private static final int STATEMENTS = Integer.getInteger("timestore.statements", 200);
  private static final String[] COLUMNS = {
    "\"date\"", "delay", "distance", "origin", "destination", "price", "ok", "\"day\"", "note", "ns"
  };
  private static final String[] LITERALS = {
    "0",
    "5",
    "17",
    "250",
    "2147483648",
    "999999999999999",
    "9999999999999999",
    "1.5",
    "100.25",
    "0.1",
    "123.456",
    "0.1234567890123456",
    "1e2",
    "'SFO'",
    "'JFK'",
    "'it''s \\ok\n'",
    "''",
    "'Zürich ☃'",
    "'5'",
    "'2001-01-02'",
    "DATE '2001-01-15'",
    "DATE '1969-12-31'",
    "TIMESTAMP '2001-01-02 03:04:05'",
    "TIMESTAMP '2001-01-20 00:00:00.25'",
    "TIMESTAMP '1970-01-01 00:10:00.000000003'",
    "TRUE",
    "NULL",
    "-3"
  };

  /** For each column the first of the literals that fit it, and the one behind the last. */
  private static final int[][] FITTING = {
    {20, 25}, {0, 13}, {0, 13}, {13, 19}, {13, 19}, {0, 13}, {25, 26}, {20, 25}, {13, 19}, {20, 25}
  };

  private static final String[] COMPARISONS = {"=", "<>", "<", "<=", ">", ">="};

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;
  private static LaneSource lanes;
  private static StatementRunner runner;
  private static StatementPlans lifting;
  private static StatementPlans literal;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "lifted");
    Table flights = store.create(TestData.table(1, "records", TestData.FLIGHT_SCHEMA, "lifted", 1));
    int blocks = TestData.flights().size();
    store.put(flights, 0, TestData.flights(), blocks / 2, blocks / 2);
    lanes = new LaneSource(store.hotBuffer, store.catalog, 1L << 30);
    runner = new StatementRunner(ENGINE.client(), lanes.tails());
    lifting = plans(true);
    literal = plans(false);
  }

  private static StatementPlans plans(boolean lifted) {
    return new StatementPlans(
        new CatalogCache(store.catalog, Duration.ofHours(1), System::nanoTime),
        new PlanCache(64L << 20, new NativeDescriber(ENGINE.client()), lifted));
  }

  private static String statement(Random random) {
    String condition = condition(random, 2);
    return switch (random.nextInt(5)) {
      case 0 -> "SELECT COUNT(*), SUM(delay), MIN(origin) FROM flights WHERE " + condition;
      case 1 ->
          "SELECT origin, COUNT(*) FROM flights WHERE "
              + condition
              + " GROUP BY origin HAVING COUNT(*) > 2 ORDER BY 1, 2";
      case 2 ->
          "SELECT COUNT(*) FROM (SELECT delay, \"date\", distance, origin, destination, price, ok,"
              + " \"day\", note, ns FROM flights WHERE "
              + condition(random, 1)
              + ") AS f WHERE "
              + condition;
      case 3 ->
          "SELECT COUNT(*) FROM flights WHERE origin IN (SELECT origin FROM flights WHERE "
              + condition(random, 1)
              + ") AND ("
              + condition
              + ")";
      default -> "SELECT delay, origin FROM flights WHERE " + condition + " ORDER BY id LIMIT 7";
    };
  }

  private static String condition(Random random, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      String joined =
          "("
              + condition(random, depth - 1)
              + (random.nextBoolean() ? " AND " : " OR ")
              + condition(random, depth - 1)
              + ")";
      return random.nextInt(4) == 0 ? "NOT " + joined : joined;
    }
    int number = random.nextInt(COLUMNS.length);
    String column = COLUMNS[number];
    if (random.nextInt(5) == 0) {
      return column + " BETWEEN " + literal(number, random) + " AND " + literal(number, random);
    }
    String comparison = COMPARISONS[random.nextInt(COMPARISONS.length)];
    return random.nextInt(4) == 0
        ? literal(number, random) + " " + comparison + " " + column
        : column + " " + comparison + " " + literal(number, random);
  }

  /** Mostly one that can be compared with the column. */
  private static String literal(int column, Random random) {
    int[] range = FITTING[column];
    int number =
        random.nextInt(10) == 0
            ? random.nextInt(LITERALS.length)
            : range[0] + random.nextInt(range[1] - range[0]);
    return LITERALS[number];
  }

  @Test
  void randomStatementsAnswerTheSame() {
    Random random = new Random(SEED);
    int answered = 0;
    int lifted = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      String sql = statement(random);
      Object expected = answer(sql, literal);
      assertThat(answer(sql, lifting))
          .as("seed %d, statement %d: %s", SEED, i, sql)
          .isEqualTo(expected);
      if (expected instanceof List) {
        answered++;
        lifted += lifting.of(request(sql)).parameters().isEmpty() ? 0 : 1;
      }
    }
    assertThat(answered).isGreaterThan(STATEMENTS / 2);
    assertThat(lifted).isGreaterThan(STATEMENTS / 4);
  }

  /** The rows, or the error's code. */
  private static Object answer(String sql, StatementPlans plans) {
    try {
      QueryRequest request = request(sql);
      StatementPlans.Bound bound = plans.of(request);
      StatementSnapshot snapshot =
          StatementSnapshot.capture(bound.plan(), lanes, ReadOptions.DEFAULT);
      StatementRunner.Job job =
          new StatementRunner.Job(
              bound.plan(), snapshot, request.with(bound.parameters()), TestStore.NOW, 0, 0);
      try (QueryAnswer answer = runner.run(job, new Measured())) {
        return TestStore.rows(answer);
      }
    } catch (TimestoreException e) {
      return e.code();
    }
  }

  private static QueryRequest request(String sql) {
    return new QueryRequest(
        sql, null, List.of(), UUID.randomUUID().toString(), null, 0, ReadOptions.DEFAULT);
  }
}
