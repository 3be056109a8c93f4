package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a compiler does not check of the sources: length, forgotten work, packages without a word
 * about them.
 */
final class SourceLintTest {
  private static final int LONGEST_FILE = 400;
  private static final Pattern FORGOTTEN = Pattern.compile("\\b(TODO|FIX" + "ME|XX" + "X)\\b");
  private static final List<String> MODULES =
      List.of(
          "core",
          "embedded",
          "testkit",
          "calcite-adapter",
          "driver",
          "ingest-daemon",
          "verify",
          "cli",
          "benchmarks",
          "e2e");

  private static List<Path> sources(String kind) throws IOException {
    Path root = Path.of(System.getProperty("timestore.root"));
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      Path folder = root.resolve(module).resolve("src").resolve(kind);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(p -> p.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  @Test
  void noFileIsLongerThanOneThing() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String kind : List.of("main", "test")) {
      for (Path file : sources(kind)) {
        int lines = Files.readAllLines(file).size();
        if (lines > LONGEST_FILE) {
          tooLong.add(file + ": " + lines + " lines");
        }
      }
    }
    assertThat(tooLong).as("files over %d lines", LONGEST_FILE).isEmpty();
  }

  @Test
  void noWorkIsLeftForLater() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources("main")) {
      if (FORGOTTEN.matcher(Files.readString(file)).find()) {
        found.add(file.toString());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path file : sources("main")) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
        bare.add(file.getParent().toString());
      }
    }
    assertThat(bare).isEmpty();
  }
}
