package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that a compiler does not check: length, forgotten work, undescribed packages, names. */
final class SourceLintTest {
  private static final int LONGEST_FILE = 400;
  private static final Pattern FORGOTTEN = Pattern.compile("\\b(TODO|FIX" + "ME|XX" + "X)\\b");

  /** A file that implements one of these has as many methods as the interface. */
  private static final Pattern JDBC =
      Pattern.compile(
          "class \\w+[^{]*\\b(implements|extends)\\b[^{]*"
              + "\\b(Connection|Statement|PreparedStatement|ResultSet|DatabaseMetaData)\\b[^{]*\\{");

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

  private static final Pattern CLASS_NAME =
      Pattern.compile("\"(io\\.timestore\\.(?:[a-z0-9]+\\.)+[A-Z]\\w*)\"");

  /** Classes that are named in a text, and why. */
  private static final Map<String, String> NAMED =
      Map.of(
          "io.timestore.daemon.DaemonMain", "main class of a process; embedded has no daemon in it",
          "io.timestore.cli.Main", "main class of a process; embedded is below the command line");

  @Test
  void aFileIsOneThing() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : JavaSources.all()) {
      int lines = Files.readAllLines(file).size();
      if (lines > LONGEST_FILE && !implementsJdbc(file)) {
        tooLong.add(file + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).as("files over %d lines", LONGEST_FILE).isEmpty();
  }

  private static boolean implementsJdbc(Path file) throws IOException {
    return file.startsWith(JavaSources.root().resolve("driver/src/main"))
        && JDBC.matcher(Files.readString(file)).find();
  }

  @Test
  void noWorkIsLeftForLater() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : JavaSources.of("main")) {
      if (FORGOTTEN.matcher(Files.readString(file)).find()) {
        found.add(file.toString());
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Path file : JavaSources.of("main")) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
        bare.add(file.getParent().toString());
      }
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void classesAreNotLookedUpByName() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (Path file : JavaSources.of("main")) {
      Matcher names = CLASS_NAME.matcher(Files.readString(file));
      while (names.find()) {
        found.put(names.group(1), file);
      }
    }
    found.keySet().removeAll(NAMED.keySet());
    assertThat(found).isEmpty();
  }

  @Test
  void oneClassScansSql() throws IOException {
    List<String> scanners = new ArrayList<>();
    for (Path file : JavaSources.of("main")) {
      boolean known = SCANNERS.keySet().stream().anyMatch(file.toString()::endsWith);
      if (!known && SCANNING.matcher(Files.readString(file)).find()) {
        scanners.add(file.toString());
      }
    }
    assertThat(scanners).as("classes beside calcite.parse.SqlLexer that scan SQL").isEmpty();
  }
}
