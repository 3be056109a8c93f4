package io.timestore.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.e2e.launcher.LaunchedStack.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the archive into an empty folder outside of the source tree and uses it there. */
class DistributionIT {
  private static final Path SOURCES = Path.of(System.getProperty("timestore.root"));

  @TempDir private static Path folder;
  private static Path unpacked;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive;
    try (Stream<Path> built = Files.list(SOURCES.resolve("cli/target"))) {
      archive = built.filter(file -> file.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
    }
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    String name = archive.getFileName().toString().replace(".tar.gz", "");
    unpacked = folder.resolve(name);
    assertThat(folder.resolve(name)).isDirectory();
    assertThat(archive.resolveSibling(name + ".zip")).isRegularFile();
  }

  @Test
  void holdsWhatItNeedsOnce() throws IOException {
    assertThat(unpacked)
        .isDirectoryContaining("glob:**/LICENSE")
        .isDirectoryContaining("glob:**/NOTICE")
        .isDirectoryContaining("glob:**/THIRD-PARTY.txt")
        .isDirectoryContaining("glob:**/README.md");
    assertThat(unpacked.resolve("bin/timestore")).isExecutable();
    assertThat(unpacked.resolve("bin/timestore-daemon")).isExecutable();
    assertThat(unpacked.resolve("engine/package-lock.json")).isRegularFile();
    assertThat(jars("driver")).singleElement().asString().startsWith("timestore-driver-");
    List<String> jars = jars("lib");
    assertThat(jars).noneMatch(jar -> jar.matches(".*(junit|assertj|testkit|jmh|-all\\.jar).*"));
    assertThat(jars.stream().map(jar -> jar.replaceAll("-(\\d+).*", "-$1")).toList())
        .as("several versions of an artifact; majors live side by side")
        .doesNotHaveDuplicates();
    assertThat(Files.readString(unpacked.resolve("README.md"))).doesNotContain("${");
  }

  private static List<String> jars(String below) throws IOException {
    try (Stream<Path> files = Files.list(unpacked.resolve(below))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void takesRowsAndAnswersInAnEmptyFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("ts"), unpacked.resolve("bin/timestore"));
    Map<String, String> engine =
        Map.of("TIMESTORE_ENGINE", SOURCES.resolve("embedded/engine").toString());
    LaunchedStack stack = LaunchedStack.ofScript(link, engine, folder.resolve("data"), folder);
    Outcome up = stack.run("up", "--detach");
    assertThat(up.code()).as(up.err()).isZero();
    try {
      Producer producer = new Producer("distribution", stack.port());
      producer.finish();
      producer.run();
      Outcome rows = stack.run("sql", "--format", "csv", "-e", "SELECT COUNT(*) AS n FROM weather");
      assertThat(rows.out() + rows.err()).isEqualTo("n\n" + Producer.ROWS_PER_REQUEST + "\n");
    } finally {
      assertThat(stack.run("down").code()).isZero();
    }
    assertThat(stack.run("status").code()).isEqualTo(3);
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThat(script(Map.of("PATH", "/nowhere", "JAVA_HOME", ""), "bin/timestore", "status"))
        .contains("needs Java 17 or later");
    assertThat(
            script(
                Map.of("PATH", withoutNpm(), "JAVA_HOME", System.getProperty("java.home")),
                "bin/timestore",
                "engine",
                "fetch"))
        .contains("'npm'", "TIMESTORE_ENGINE", "--clickhouse-url");
    assertThat(script(Map.of(), "bin/timestore-daemon")).contains("--config");
    assertThat(script(Map.of(), "bin/timestore", "verify", "--help")).contains("--mutations");
    assertThat(script(Map.of(), "bin/timestore", "--help")).contains("engine fetch");
  }

  /** A folder with the few programs that the script calls. */
  private static String withoutNpm() throws IOException {
    Path programs = Files.createDirectory(folder.resolve("programs"));
    for (String program : List.of("sed", "head", "cmp", "uname", "mkdir", "sh")) {
      Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
    }
    return programs.toString();
  }

  private static String script(Map<String, String> environment, String script, String... words)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", unpacked.resolve(script).toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("TIMESTORE_ENGINE");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
