package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The generated parts of {@code docs/architecture.md}: the rooms, and the ways of a row and of a
 * statement through the files. {@code -Dtimestore.write-docs=true} writes them.
 */
final class ArchitecturePageTest {
  private static final Path PAGE = JavaSources.root().resolve("docs/architecture.md");
  private static final Pattern SUMMARY =
      Pattern.compile(
          "/\\*\\*\\s*(?:\\*\\s)?\\s*(.*?)(?:\\.(?=\\s|\\*/)|\\s*\\*/)", Pattern.DOTALL);
  private static final List<String> MODULES =
      List.of(
          "core",
          "calcite-adapter",
          "driver",
          "ingest-daemon",
          "embedded",
          "cli",
          "verify",
          "testkit",
          "benchmarks");

  @Test
  void theRoomsAreThose() throws IOException {
    Map<Path, Long> packages =
        JavaSources.of("main").stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
    StringBuilder table = new StringBuilder("| folder | files | contents |\n| --- | --- | --- |\n");
    for (String module : MODULES) {
      Path sources = JavaSources.root().resolve(module).resolve("src/main/java/io/timestore");
      for (Map.Entry<Path, Long> room : packages.entrySet()) {
        if (room.getKey().startsWith(sources)) {
          table
              .append("| `")
              .append(module)
              .append("` ")
              .append(sources.relativize(room.getKey()))
              .append(" | ")
              .append(room.getValue())
              .append(" | ")
              .append(summary(room.getKey().resolve("package-info.java")))
              .append(" |\n");
        }
      }
    }
    check("rooms", table.toString());
  }

  @Test
  void aRowGoesThisWay() throws IOException {
    check("way of a row", way(Ways.OF_A_ROW));
  }

  @Test
  void aStatementGoesThisWay() throws IOException {
    check("way of a statement", way(Ways.OF_A_STATEMENT));
  }

  /** One line per class: its file and the first sentence of its description. */
  private static String way(List<String> classes) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : JavaSources.of("main")) {
      files.put(file.getFileName().toString().replace(".java", ""), file);
    }
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < classes.size(); i++) {
      Path file = files.get(classes.get(i));
      assertThat(file).as("file of %s", classes.get(i)).isNotNull();
      list.append(i + 1)
          .append(". [")
          .append(classes.get(i))
          .append("](../")
          .append(JavaSources.root().relativize(file))
          .append("): ")
          .append(summary(file))
          .append(".\n");
    }
    return list.toString();
  }

  private static String summary(Path file) throws IOException {
    Matcher found = SUMMARY.matcher(Files.readString(file));
    assertThat(found.find()).as("description of %s", file).isTrue();
    return found
        .group(1)
        .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
        .replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "`$1`")
        .replace("|", "\\|");
  }

  private static void check(String part, String expected) throws IOException {
    String start = "<!-- generated: " + part + " -->\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(start) + start.length();
    int to = page.indexOf("<!-- end -->", from);
    assertThat(page).contains(start);
    assertThat(to).as("end of the part %s", part).isPositive();
    if (Boolean.getBoolean("timestore.write-docs")) {
      Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("%s in docs/architecture.md; -Dtimestore.write-docs=true writes it", part)
        .isEqualTo(expected);
  }
}
