package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.proof.data.SampleTable;
import io.timestore.calcite.proof.data.ScriptData;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The statements of the scripts have the same answers in plain ClickHouse tables, as they are
 * written, where ClickHouse takes them and means the same.
 */
final class PlainScriptTest {
  private static final List<String> SCRIPTS =
      List.of("expressions", "queries", "joins", "regressions");

  /** Statements that mean something else in ClickHouse, by a part of them, and why. */
  private static final Map<String, String> DIFFERENT =
      Map.ofEntries(
          Map.entry("n / 2 AS half", "a quotient of integers is a double"),
          Map.entry("price / 3 AS third", "decimals keep their scale and are cut"),
          Map.entry("n NOT IN (2, NULL)", "a NULL in a list is passed over"),
          Map.entry("SUBSTRING(note FROM 2 FOR 2)", "bytes are counted"),
          Map.entry("CAST(at AS DATE) + INTERVAL", "fractions before 1970 are cut upwards"),
          Map.entry("TIMESTAMPDIFF(DAY, TIMESTAMP", "boundaries are counted"),
          Map.entry("CAST(price AS VARCHAR)", "a decimal's text has no trailing zeros"),
          Map.entry("NOT IN (SELECT code FROM sensors)", "a NULL in a list is passed over"),
          Map.entry("NOT IN (SELECT code FROM nothing)", "NULL is not in an empty list"),
          Map.entry("(SELECT COUNT(*) FROM readings r WHERE", "a count of nothing is NULL"),
          Map.entry("(sensor IS NOT NULL) IS UNKNOWN", "nothing has no grand total"),
          Map.entry("ROLLUP(RIGHT('ab', 1))", "a constant is no key"),
          Map.entry("ROLLUP(CASE WHEN 'a", "a constant is no key"),
          Map.entry("LAG(n) IGNORE NULLS", "LAG and LEAD do not pass over NULL"),
          Map.entry("AS VARCHAR(3))", "a cast to VARCHAR(n) does not cut"),
          Map.entry("v IN (100.0E0", "0.0 is not in a list with -0.0"),
          Map.entry("v NOT IN (100.0E0", "0.0 is not in a list with -0.0"));

  /** How many agree at least; much of what the scripts ask plain ClickHouse cannot run. */
  private static final int AGREED = 85;

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  @Test
  void sameAnswersInPlainTables() throws IOException {
    List<SampleTable> tables = ScriptData.tables();
    PlainClickHouse plain = new PlainClickHouse(ENGINE.client(), "plain");
    tables.forEach(plain::load);
    PlacedTables ours =
        new PlacedTables(ENGINE.client(), "script", Placement.standard(7).get(0), tables, 2);
    int all = 0;
    int same = 0;
    TreeSet<String> different = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (String sql : (Iterable<String>) statements()::iterator) {
      all++;
      Answer expected = ours.answer(sql, List.of(), MergeStrategy.AUTO);
      String difference;
      try {
        difference = Comparison.difference(expected, plain.answerAsWritten(sql, expected), false);
      } catch (TimestoreException e) {
        assertThat(e.code()).as("%s", e).isNotEqualTo(ErrorCode.CLICKHOUSE_UNAVAILABLE);
        continue;
      }
      List<String> known = DIFFERENT.keySet().stream().filter(sql::contains).toList();
      if (difference == null) {
        same++;
      } else if (known.isEmpty()) {
        wrong.add(sql + "\n" + difference);
      } else {
        different.addAll(known);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(different).isEqualTo(new TreeSet<>(DIFFERENT.keySet()));
    assertThat(same).as("of %d", all).isGreaterThanOrEqualTo(AGREED);
  }

  /** All statements that are answered. */
  private static Stream<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    for (String script : SCRIPTS) {
      StringBuilder sql = new StringBuilder();
      for (String line : read(script).lines().toList()) {
        if (line.equals("!ok")) {
          String text = sql.toString();
          statements.add(text.substring(0, text.indexOf(";\n")));
        }
        if (line.startsWith("!")) {
          sql.setLength(0);
        } else if (!line.startsWith("#") && !line.isBlank()) {
          sql.append(line).append('\n');
        }
      }
    }
    return statements.stream();
  }

  private static String read(String script) throws IOException {
    try (InputStream file = PlainScriptTest.class.getResourceAsStream(script + ".iq")) {
      return new String(
          Objects.requireNonNull(file, script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
