package io.timestore.cli.demo;

import io.timestore.cli.demo.DemoReport.Comparison;
import io.timestore.cli.demo.Flights.Question;
import io.timestore.embedded.Endpoint;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Asks each question of ClickHouse alone and of timestore, through JDBC both times. */
final class Questioning implements AutoCloseable {
  private final Connection timestore;
  private final Connection clickHouse;
  private final SelfCheck selfCheck;

  Questioning(String jdbcUrl, Endpoint engine, SelfCheck selfCheck) throws SQLException {
    this.selfCheck = selfCheck;
    this.timestore = DriverManager.getConnection(jdbcUrl);
    Properties who = new Properties();
    who.setProperty("user", engine.user());
    who.setProperty("password", engine.password());
    this.clickHouse = DriverManager.getConnection("jdbc:clickhouse:" + engine.url(), who);
  }

  /** How many flights timestore sees. */
  long count() throws SQLException {
    String sql = sql(Flights.COUNT, Tables.TIMESTORE);
    return Long.parseLong(Asked.once(timestore, sql).answer().rows().get(0).get(0));
  }

  Totals totals() throws SQLException {
    String sql = Totals.sql(Tables.TIMESTORE.flights());
    return Totals.of(Asked.once(timestore, sql).answer().rows().get(0));
  }

  /**
   * Asks all questions side by side; while rows arrive, it also counts before each question and
   * checks that no acknowledged row is missing.
   */
  List<Comparison> sideBySide(Tables cold, @Nullable LiveStream stream) throws SQLException {
    List<Comparison> comparisons = new ArrayList<>();
    for (Question question : Flights.QUESTIONS) {
      if (stream != null) {
        long least = stream.acknowledged();
        long found = count();
        selfCheck.between("flights while they arrive", least, stream.begun(), found);
      }
      String sql = sql(question, Tables.TIMESTORE);
      Asked alone = Asked.twice(clickHouse, sql(question, cold), false);
      Asked ours = Asked.twice(timestore, sql, true);
      comparisons.add(
          new Comparison(
              question.title(), sql, alone.answer(), ours.answer(), withColdRows(ours, cold)));
    }
    return comparisons;
  }

  /** Counts the flights at or below the watermark that the answer was read at. */
  private AnswerOrigin withColdRows(Asked asked, Tables cold) throws SQLException {
    AnswerOrigin provenance = Objects.requireNonNull(asked.provenance());
    List<Long> watermarks = provenance.watermarks();
    StringJoiner below = new StringJoiner(" OR ");
    for (int lane = 0; lane < watermarks.size(); lane++) {
      below.add("_lane = " + lane + " AND _seq <= " + watermarks.get(lane));
    }
    if (watermarks.isEmpty()) {
      return provenance;
    }
    String sql = "SELECT count() FROM " + cold.flights() + " WHERE " + below;
    return provenance.withColdRows(
        Long.parseLong(Asked.once(clickHouse, sql).answer().rows().get(0).get(0)));
  }

  /** Checks each of timestore's answers against the same question asked of the files. */
  void checkAnswers(Tables files) throws SQLException {
    for (Question question : Flights.QUESTIONS) {
      List<List<String>> expected = Asked.once(clickHouse, sql(question, files)).answer().rows();
      List<List<String>> found =
          Asked.once(timestore, sql(question, Tables.TIMESTORE)).answer().rows();
      selfCheck.equal("answer: " + question.title(), expected, found);
    }
  }

  private static String sql(Question question, Tables tables) {
    return question.sql(tables.flights(), tables.airports());
  }

  @Override
  public void close() throws SQLException {
    try {
      clickHouse.close();
    } finally {
      timestore.close();
    }
  }
}
