package io.timestore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test makes: it is compared, or written when asked to. */
public final class DocumentedPage {
  private DocumentedPage() {}

  public static void check(String name, String expected) throws IOException {
    Path page = Path.of(System.getProperty("timestore.root")).resolve(name);
    if (Boolean.getBoolean("timestore.write-docs")) {
      Files.writeString(page, expected);
    }
    assertThat(page)
        .as("%s; -Dtimestore.write-docs=true writes it", name)
        .content()
        .isEqualTo(expected);
  }
}
