package io.timestore.calcite.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads statements from a file of the repository; the first paragraph says what they are. */
final class Paragraphs {
  private Paragraphs() {}

  /**
   * @param file seen from the repository's top
   */
  static List<String> of(String file) {
    Path top = Path.of(System.getProperty("timestore.root", ".."));
    try {
      String text = Files.readString(top.resolve(file));
      return Stream.of(text.split("\n\n", -1)).skip(1).map(String::strip).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
