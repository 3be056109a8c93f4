package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** A quote or the begin of a comment, as a scanner of SQL compares characters with it. */
  private static final Pattern SCANNING = Pattern.compile("'\\\\''|\"/\\*\"");

  private static final Map<String, String> SCANNERS =
      Map.of(
          "calcite/parse/SqlLexer.java", "the lexer of timestore's SQL",
          "calcite/parse/SqlCharacters.java", "the characters of that lexer's tokens",
          "calcite/parse/SqlToken.java", "tells why that lexer refuses a text",
          "calcite/parse/NativeSql.java", "guards a fragment of ClickHouse's SQL, in braces tables",
          "calcite/sql/Quoting.java", "writes ClickHouse's SQL, reads none",
          "core/clickhouse/ClickHouseSql.java", "writes ClickHouse's SQL, reads none",
          "core/block/type/ClickHouseTypeParser.java", "reads names of types, not statements",
          "embedded/chdb/sql/ClickHouseLexer.java", "the lexer of ClickHouse's SQL");
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

  @Test
  void oneClassScansSql() throws IOException {
    List<String> scanners = new ArrayList<>();
    for (Path file : sources("main")) {
      boolean known = SCANNERS.keySet().stream().anyMatch(file.toString()::endsWith);
      if (!known && SCANNING.matcher(Files.readString(file)).find()) {
        scanners.add(file.toString());
      }
    }
    assertThat(scanners).as("classes beside calcite.parse.SqlLexer that scan SQL").isEmpty();
  }
}
