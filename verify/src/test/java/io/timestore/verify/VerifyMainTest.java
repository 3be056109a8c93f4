package io.timestore.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code ./timestore verify} says to wrong arguments, before it starts anything. */
final class VerifyMainTest {
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = VerifyMain.commandLine();
    command.setErr(new PrintWriter(said));
    command.setOut(new PrintWriter(said));
    return command.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --minutes 0                | more than 0 is accepted
          --minutes two              | 'two'
          --writers 0                | 1 or more is accepted
          --readers 0                | 1 or more is accepted
          --mutation skip-everything | known are [skip-seal, trim-early
          --faults FIRE              | KILL, PAUSE, SLOW, CUT, STEP
          --flood --mutations        | mutually exclusive
          """)
  void wrongUsageIsNamedAndEndsWithTwo(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(said.toString()).contains(message);
  }

  @Test
  void helpTellsTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(said.toString()).contains("--flood", "3   the run could not be done");
  }
}
