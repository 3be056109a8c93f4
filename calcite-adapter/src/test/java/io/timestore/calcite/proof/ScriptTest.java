package io.timestore.calcite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.proof.data.ScriptData;
import io.timestore.calcite.request.MergeStrategy;
import io.timestore.calcite.run.EngineForTests;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.hydromatic.quidem.Quidem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts of statements and their answers, wherever the rows are. With {@code
 * -Dtimestore.scripts.write=DIR} what was answered is written there, to be read before it becomes
 * the script.
 */
final class ScriptTest {
  private static final long SEED = 7;
  private static final int MEAN_ROWS = 2;
  private static final List<MergeStrategy> STRATEGIES =
      List.of(MergeStrategy.SHIP_TAIL, MergeStrategy.MERGE_HERE);

  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static final List<PlacedTables> PLACED = new ArrayList<>();

  @BeforeAll
  static void load() {
    for (Placement placement : Placement.standard(SEED)) {
      PLACED.add(
          new PlacedTables(ENGINE.client(), "script", placement, ScriptData.tables(), MEAN_ROWS));
    }
  }

  static Stream<Arguments> scripts() {
    return Stream.of("expressions", "queries", "joins", "errors", "regressions")
        .flatMap(
            script ->
                PLACED.stream()
                    .flatMap(
                        tables ->
                            STRATEGIES.stream()
                                .filter(
                                    s ->
                                        s == MergeStrategy.SHIP_TAIL
                                            || !tables.name().equals("cold"))
                                .map(s -> Arguments.of(script, tables, s))));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void answersAsWritten(String script, PlacedTables tables, MergeStrategy strategy)
      throws IOException {
    check(script, tables, strategy);
  }

  /** A parameter beside a narrow DECIMAL once lost digits, or was refused for having too many. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2.5", "2.505", "2.4999999999", "-7.45", "0", "12345678901234567890.123", "1E-30"})
  void aParameterBesideADecimalHasAllOfItsDigits(String digits) {
    BigDecimal value = new BigDecimal(digits);
    for (String sign : List.of("=", "<>", "<", ">=", "IS DISTINCT FROM")) {
      String sql = "SELECT COUNT(*) AS c FROM readings WHERE price " + sign + " ";
      Answer expected =
          PLACED.get(0).answer(sql + value.toPlainString(), List.of(), MergeStrategy.SHIP_TAIL);
      for (PlacedTables tables : PLACED) {
        for (MergeStrategy strategy : STRATEGIES) {
          assertThat(tables.answer(sql + "?", List.of(value), strategy).rows())
              .as("%s%s on %s, %s", sql, digits, tables, strategy)
              .isEqualTo(expected.rows());
        }
      }
    }
  }

  /** Which way was taken is told where one lane is part hot. */
  @org.junit.jupiter.api.Test
  void plansAsWritten() throws IOException {
    check("plans", PLACED.get(2), MergeStrategy.SHIP_TAIL);
  }

  private static void check(String script, PlacedTables tables, MergeStrategy strategy)
      throws IOException {
    String expected = read(script);
    StringWriter out = new StringWriter();
    new Quidem(
            Quidem.configBuilder()
                .withReader(new StringReader(expected))
                .withWriter(out)
                .withConnectionFactory(
                    (name, reference) -> PlacedTablesConnection.open(tables, strategy))
                .build())
        .execute();
    write(script, out.toString());
    assertThat(out.toString())
        .as("%s on %s, %s", script, tables.name(), strategy)
        .isEqualTo(expected);
  }

  private static void write(String script, String answered) throws IOException {
    @Nullable String folder = System.getProperty("timestore.scripts.write");
    if (folder != null) {
      Files.writeString(Path.of(folder, script + ".iq"), answered);
    }
  }

  private static String read(String script) throws IOException {
    try (InputStream file = ScriptTest.class.getResourceAsStream(script + ".iq")) {
      return new String(
          Objects.requireNonNull(file, script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
