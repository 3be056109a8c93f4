package io.timestore.daemon.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** NDJSON and CSV bodies, good and bad. */
class RowFormatsTest {
  private static final TableSchema SCHEMA =
      Encoded.schema("time:timestamp", "n:integer", "s:string");
  private static final LocalDateTime TIME = LocalDateTime.of(2001, 1, 1, 0, 1);

  @Test
  void ndjsonTakesColumnsInAnyOrderAndSkipsBlankLines() throws IOException {
    String text =
        """
        {"time":"2001-01-01T00:01:00Z","n":1,"s":"a"}

        {"s":"b","n":2,"time":"2001-01-01T00:01:00Z"}
        {"time":"2001-01-01T00:01:00Z"}
        {"n":null,"time":"2001-01-01T00:01:00Z","s":"c"}""";
    assertThat(Encoded.ndjson(SCHEMA, text))
        .containsExactly(
            List.of(TIME, 1L, "a"),
            List.of(TIME, 2L, "b"),
            List.of(TIME, "NULL", "NULL"),
            List.of(TIME, "NULL", "c"));
  }

  @Test
  void ndjsonNamesTheBadLine() {
    String good = "{\"time\":\"2001-01-01T00:01:00Z\"}\n";
    assertRefused(good + "\n[1]", "line 3: a row is an object of columns, not an array");
    assertRefused(good + "{\"n\":1}", "line 2: column 'time' carries the row's time");
    assertRefused(good + "{\"x\":1}", "line 2: the table has no column 'x'; it has time, n, s");
    assertRefused(good + "{\"n\":1,\"n\":2}", "line 2: column 'n' is there twice");
    assertRefused("{\"n\":1,\n\"time\":0}", "line 1: the row goes on in line 2");
    assertRefused(good.strip() + "{}", "line 1: more than one row");
    assertRefused(good + "{\"n\":", "the body is not valid JSON at line 2");
    assertRefused(good + "oops", "the body is not valid JSON at line 2");
    assertRefused(good + "{\"time\":null}", "line 2: column 'time' carries the row's time");
  }

  @Test
  void csvTakesQuotesAndEmptyFields() throws IOException {
    String text =
        "\uFEFFs,time\r\n\"a, \"\"b\"\"\n\",2001-01-01T00:01:00Z\r\n,978307260000\r\n\r\n";
    assertThat(Encoded.csv(SCHEMA, text))
        .containsExactly(List.of(TIME, "NULL", "a, \"b\"\n"), List.of(TIME, "NULL", "NULL"));
  }

  @Test
  void csvNamesTheBadLine() {
    assertCsvRefused("", "the CSV body is empty");
    assertCsvRefused("time,x\n", "line 1: the table has no column 'x'");
    assertCsvRefused("time,time\n", "line 1: column 'time' is there twice");
    assertCsvRefused("time,n\n0\n", "line 2: 1 fields, but the header line has 2");
    assertCsvRefused("time,n\n0,1\n0,1,2\n", "line 3: more fields than the header line");
    assertCsvRefused("time,n\n0,1\n0,abc\n", "line 3: column 'n' of type integer does not take");
    assertCsvRefused("n\n5\n", "line 2: column 'time' carries the row's time");
  }

  @Test
  void csvRefusesWhatIsNotUtf8() {
    byte[] latin = {'s', '\n', (byte) 0xE9, '\n'};
    RowEncoder encoder = Encoded.encoder(Encoded.schema("s:string"));
    assertThatThrownBy(() -> CsvRows.read(new ByteArrayInputStream(latin), encoder))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void rowsWithoutTimeColumnHaveTheTimeOfIngestion() throws IOException {
    TableSchema schema = Encoded.schema("s:string");
    RowEncoder encoder = Encoded.encoder(schema);
    NdjsonRows.read(Encoded.stream("{\"s\":\"a\"}\n{}"), encoder);
    assertThat(encoder.finish())
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.header().minTimeNanos()).isEqualTo(Encoded.NOW_MILLIS * 1_000_000);
              assertThat(b.header().window()).isEqualTo(200109);
            });
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> Encoded.ndjson(SCHEMA, text))
        .isInstanceOf(TimestoreException.class)
        .hasMessageStartingWith(message);
  }

  private static void assertCsvRefused(String text, String message) {
    assertThatThrownBy(() -> Encoded.csv(SCHEMA, text))
        .isInstanceOf(TimestoreException.class)
        .hasMessageStartingWith(message);
  }
}
