package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sqlline.SqlLine;

/** SQLLine, a shell for any JDBC driver, runs a script, and what it prints is as expected. */
final class SqlLineTest {
  private static final String FIELDS =
      "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"},"
          + "{\"name\":\"note\",\"type\":\"string\"}";

  @TempDir private Path directory;

  @Test
  void aScriptPrintsWhatIsExpected() throws Exception {
    try (DaemonForJdbc daemon = new DaemonForJdbc("jdbc_sqlline")) {
      daemon.create("sqlline_notes", FIELDS);
      Path script = directory.resolve("script.sql");
      Files.writeString(script, resource("script.sql"));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      SqlLine shell = new SqlLine();
      try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
        shell.setOutputStream(out);
        shell.setErrorStream(out);
        String[] arguments = {
          "-u", daemon.url() + "sqlline_notes", "-n", "me", "-p", "", "-f", script.toString()
        };
        shell.begin(arguments, InputStream.nullInputStream(), false);
      }
      String printed =
          bytes
              .toString(StandardCharsets.UTF_8)
              .replaceAll("\\(\\d+[.,]\\d+ seconds\\)", "(… seconds)")
              .replaceAll("(?m)^'','(?!(timestore',')?sqlline_notes').*','TABLE',.*\n", "")
              .replaceAll("(?m)[ \t]+$", "");
      assertThat(printed).isEqualTo(resource("expected.txt"));
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SqlLineTest.class.getResourceAsStream("sqlline/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
