package io.timestore.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java files of all modules. */
final class JavaSources {
  private JavaSources() {}

  static Path root() {
    return Path.of(System.getProperty("timestore.root"));
  }

  /** Files of the product and of its tests. */
  static List<Path> all() throws IOException {
    List<Path> files = new ArrayList<>(of("main"));
    files.addAll(of("test"));
    return files;
  }

  /**
   * Files of every folder beside the root's {@code pom.xml} that is a module.
   *
   * @param kind {@code main} or {@code test}
   */
  static List<Path> of(String kind) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> folders = Files.list(root())) {
      for (Path module : folders.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        Path sources = module.resolve("src").resolve(kind).resolve("java");
        if (Files.isDirectory(sources)) {
          try (Stream<Path> walk = Files.walk(sources)) {
            walk.filter(p -> p.toString().endsWith(".java")).forEach(files::add);
          }
        }
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }
}
