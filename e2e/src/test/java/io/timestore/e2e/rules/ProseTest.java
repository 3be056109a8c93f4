package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The English of the documents, by textlint with the project's vocabulary: {@code
 * docs/lint/textlintrc.json}. {@code ./timestore test} installs it.
 */
final class ProseTest {
  private static final Path LINT = JavaSources.root().resolve("docs/lint");
  private static final int LIMIT_SECONDS = 120;

  @Test
  void documentsKeepTheRules() throws Exception {
    try (Stream<Path> roots = Files.list(JavaSources.root());
        Stream<Path> docs = Files.list(JavaSources.root().resolve("docs"));
        Stream<Path> decisions = Files.list(JavaSources.root().resolve("docs/adr"))) {
      List<String> documents =
          Stream.of(roots, docs, decisions)
              .flatMap(files -> files)
              .filter(file -> file.toString().endsWith(".md"))
              .map(Path::toString)
              .sorted()
              .toList();
      assertThat(documents).hasSizeGreaterThan(15);
      assertThat(problems(documents)).isEmpty();
    }
  }

  @Test
  void aBadSentenceIsFound(@TempDir Path folder) throws Exception {
    Path bad = folder.resolve("bad.md");
    Files.writeString(
        bad,
        "A sentence that goes on and on with one clause after another and more words than anybody"
            + " would want to read aloud is far too long to be kept. So clickhouse is the the store.\n");
    assertThat(problems(List.of(bad.toString())))
        .contains("maximum word count", "ClickHouse", "write-good");
  }

  private static String problems(List<String> documents) throws IOException, InterruptedException {
    Path linter = LINT.resolve("node_modules/textlint/bin/textlint.js");
    assertThat(linter).as("run ./timestore test, which installs the linter").exists();
    List<String> command =
        Stream.concat(
                Stream.of("node", linter.toString(), "--no-color", "--config", "textlintrc.json"),
                documents.stream())
            .toList();
    Process process =
        new ProcessBuilder(command).directory(LINT.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }
}
