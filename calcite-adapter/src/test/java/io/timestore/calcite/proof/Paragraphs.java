package io.timestore.calcite.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads statements from a resource; the first paragraph says what they are. */
final class Paragraphs {
  private Paragraphs() {}

  static List<String> of(String resource) {
    try (InputStream file = Paragraphs.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return Stream.of(text.split("\n\n", -1)).skip(1).map(String::strip).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
