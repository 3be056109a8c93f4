package io.timestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.timestore.embedded.EmbeddedStack;
import io.timestore.embedded.StackComponent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL runs against PostgreSQL here: the command speaks JDBC to whatever URL it is given. */
class CommandLineTest {
  private static EmbeddedStack stack;

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    stack = EmbeddedStack.start(Set.of(StackComponent.POSTGRES));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void anUnknownWordIsOneLineOfHelpAndTwo() {
    assertThat(run("frobnicate")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("frobnicate", "up, down, status", "--help");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownOptionOrABadValueIsTwo() {
    assertThat(run("status", "--frobnicate")).isEqualTo(2);
    assertThat(run("sql", "--format", "xml", "-e", "SELECT 1")).isEqualTo(2);
    assertThat(run("up", "--port", "many")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(4);
  }

  @Test
  void helpIsEverywhere() {
    for (String command : commands()) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("test", "doctor", "Exit codes");
  }

  private static Set<String> commands() {
    return Main.commandLine().getSubcommands().keySet();
  }

  @Test
  void aPortOutOfRangeNamesTheSetting() {
    assertThat(run("up", "--data", home.toString(), "--port", "65534")).isEqualTo(1);
    assertThat(err.toString()).contains("65534", "--port or TIMESTORE_PORT");
  }

  @Test
  void aWrongKeyOfTheDaemonIsTwoAndStartsNothing() throws IOException {
    for (String command : List.of("up", "demo")) {
      assertThat(run(command, "--data", home.toString(), "--set", "flush.agems=500")).isEqualTo(2);
      assertThat(run(command, "--data", home.toString(), "--set", "flush.ageMs")).isEqualTo(2);
    }
    assertThat(err.toString().lines()).hasSize(4);
    assertThat(err.toString()).contains("agems", "ageMs").doesNotContain("/tmp");
    Files.writeString(home.resolve(DaemonOptions.FILE), "flush.rows=0\nhttp.port=1\n");
    String[] words = {"up", "--data", home.toString(), "--set", "flush.threads=0"};
    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "flush.rows is 0", "flush.threads is 0", "http.port is set by the stack", "--port");
    assertThat(home).isDirectoryNotContaining("glob:**/run");
  }

  @Test
  void statusOfNothingIsThree() throws IOException {
    assertThat(run("status", "--json", "--data", home.toString())).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("state").asText()).isEqualTo("down");
    assertThat(report.get("components")).isEmpty();
  }

  @Test
  void downOfNothingIsDone() {
    assertThat(run("down", "--data", home.toString())).isZero();
    assertThat(out.toString()).startsWith("Not running");
  }

  @Test
  void sqlWithoutAStackSaysHowToStartOne() {
    assertThat(run("sql", "--data", home.toString(), "-e", "SELECT 1")).isEqualTo(1);
    assertThat(err.toString()).contains("No stack runs in " + home, "./timestore up");
  }

  @Test
  void jsonIsOneLinePerStatement() {
    assertThat(
            sql("json", "SELECT COUNT(*) AS n FROM generate_series(1,3); SELECT 1 AS a WHERE 1=0"))
        .isZero();
    assertThat(out.toString()).isEqualTo("[{\"n\":3}]\n[]\n");
  }

  @Test
  void jsonKeepsTypes() {
    String query =
        "SELECT NULL AS nothing, true AS flag, 1.50::numeric AS price, 'NaN'::float8 AS nan,"
            + " 2.5::float8 AS half, 'a\"b' AS text, TIMESTAMP '2001-02-03 04:05:06.5' AS at";
    assertThat(sql("json", query)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            "[{\"nothing\":null,\"flag\":true,\"price\":1.50,\"nan\":null,\"half\":2.5,"
                + "\"text\":\"a\\\"b\",\"at\":\"2001-02-03T04:05:06.500Z\"}]\n");
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(sql("csv", "SELECT 'a,b' AS x, NULL AS y, '' AS z, 'q\"' AS w")).isZero();
    assertThat(out.toString()).isEqualTo("x,y,z,w\n\"a,b\",,\"\",\"q\"\"\"\n");
  }

  @Test
  void tableShowsNullsAndCounts() {
    assertThat(sql("table", "SELECT * FROM (VALUES (1, 'a'), (20, NULL)) AS t(n, s)")).isZero();
    assertThat(out.toString()).isEqualTo("n  | s\n---+-----\n 1 | a\n20 | NULL\n(2 rows)\n");
  }

  @Test
  void anSqlErrorShowsItsStateAndEndsWithOne() {
    assertThat(sql("json", "SELECT 1 AS a; SELECT * FROM missing; SELECT 2 AS a")).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("[{\"a\":1}]\n");
    assertThat(err.toString()).startsWith("ERROR 42P01: ").contains("missing");
  }

  @Test
  void theScriptNamesWhatIsMissing() throws IOException {
    Path script = Path.of(System.getProperty("timestore.root"), "timestore");
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString(), "status");
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("PATH", home.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).isEqualTo(1);
    assertThat(output).contains("needs a JDK of version 17", "'java'");
  }

  private int sql(String format, String statements) {
    String url = stack.catalogUrl() + "?user=" + stack.catalogUser();
    return run("sql", "--url", url, "--format", format, "-e", statements);
  }

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
