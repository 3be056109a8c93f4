package io.timestore.calcite.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.OperatorCases;
import io.timestore.calcite.execute.Provenance.Strategy;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed here gives what SQL says; see {@code local.txt}. */
final class LocalCasesTest {
  @TempDir private static Path directory;
  private static EngineForTests engine;
  private static TestStore store;

  @BeforeAll
  static void start() {
    engine = new EngineForTests(directory);
    store = new TestStore(engine.client(), "local");
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static Stream<OperatorCases.Case> cases() {
    return OperatorCases.all("execute/local.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void answer(OperatorCases.Case written) {
    OperatorCasesTest.check(store, written);
    if (!written.isError()) {
      try (QueryAnswer answer = store.open(written.sql())) {
        assertThat(answer.provenance().strategy()).isEqualTo(Strategy.RUN_HERE);
      }
    }
  }
}
