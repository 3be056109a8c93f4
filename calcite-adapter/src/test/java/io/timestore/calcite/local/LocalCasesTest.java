package io.timestore.calcite.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.OperatorCases;
import io.timestore.calcite.function.OperatorCasesTest;
import io.timestore.calcite.run.EngineForTests;
import io.timestore.calcite.run.QueryAnswer;
import io.timestore.calcite.run.StatementProvenance.Strategy;
import io.timestore.calcite.run.TestStore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed here gives what SQL says; see {@code local.txt}. */
final class LocalCasesTest {
  @RegisterExtension private static final EngineForTests ENGINE = new EngineForTests();

  private static TestStore store;

  @BeforeAll
  static void start() {
    store = new TestStore(ENGINE.client(), "local");
  }

  static Stream<OperatorCases.Case> cases() {
    return OperatorCases.all("local/local.txt").stream();
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
