package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Text, JSON and UUIDs by their setters and getters, hot and cold. */
@NullUnmarked
final class TextRoundTripTest {
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "näme 🚀 日本語 \u0000 \ud83d\udc69\u200d\ud83d\ude80",
          "quote ' \" ` \\ line\r\n tab\t",
          "NULL",
          "\ufeff\uffff",
          "x".repeat(1 << 20));

  private static RoundTrip trip;

  @BeforeAll
  static void start() throws SQLException {
    trip = new RoundTrip("jdbc_texts");
  }

  @AfterAll
  static void stop() throws SQLException {
    trip.close();
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void texts() throws Exception {
    for (String type : List.of("string", "keyword")) {
      trip.check(
          type,
          TEXTS,
          List.of(
              (s, v) -> s.setString(2, v),
              (s, v) -> s.setNString(2, v),
              (s, v) -> s.setObject(2, v, Types.VARCHAR),
              (s, v) -> s.setCharacterStream(2, new StringReader(v)),
              (s, v) -> s.setNCharacterStream(2, new StringReader(v + "more"), v.length()),
              (s, v) -> s.setClob(2, new StringReader(v)),
              (s, v) -> s.setClob(2, new SerialClob(v.toCharArray())),
              (s, v) -> s.setBytes(2, v.getBytes(StandardCharsets.UTF_8)),
              (s, v) -> s.setBinaryStream(2, utf8(v)),
              (s, v) -> s.setBlob(2, new SerialBlob(v.getBytes(StandardCharsets.UTF_8))),
              (s, v) -> s.setBlob(2, utf8(v)),
              (s, v) -> s.setNClob(2, clob(s, v)),
              (s, v) -> s.setObject(2, clob(s, v), Types.CLOB),
              (s, v) -> s.setBlob(2, blob(s, v))),
          TextRoundTripTest::checkText);
    }
  }

  private static NClob clob(PreparedStatement statement, String text) throws SQLException {
    NClob clob = statement.getConnection().createNClob();
    clob.setString(1, text);
    return clob;
  }

  private static Blob blob(PreparedStatement statement, String text) throws SQLException {
    Blob blob = statement.getConnection().createBlob();
    blob.setBytes(1, text.getBytes(StandardCharsets.UTF_8));
    return blob;
  }

  private static void checkText(ResultSet row, String v) throws SQLException, IOException {
    byte[] bytes = v.getBytes(StandardCharsets.UTF_8);
    assertThat(row.getString(2)).isEqualTo(v);
    assertThat(row.getNString(2)).isEqualTo(v);
    assertThat(row.getObject(2)).isEqualTo(v);
    assertThat(row.getObject(2, String.class)).isEqualTo(v);
    assertThat(row.getBytes(2)).isEqualTo(bytes);
    assertThat(row.getObject(2, byte[].class)).isEqualTo(bytes);
    assertThat(row.getBinaryStream(2).readAllBytes()).isEqualTo(bytes);
    assertThat(row.getBlob(2).getBinaryStream().readAllBytes()).isEqualTo(bytes);
    assertThat(row.getObject(2, Blob.class).getBytes(1, bytes.length)).isEqualTo(bytes);
    assertThat(row.getNClob(2).getSubString(1, v.length())).isEqualTo(v);
    assertThat(row.getObject(2, Clob.class).getSubString(1, v.length())).isEqualTo(v);
    assertThat(row.getAsciiStream(2).readAllBytes())
        .isEqualTo(v.getBytes(StandardCharsets.US_ASCII));
    try (Reader clob = row.getClob(2).getCharacterStream()) {
      assertThat(all(clob)).isEqualTo(v);
    }
    try (Reader text = row.getCharacterStream(2)) {
      assertThat(all(text)).isEqualTo(v);
    }
    try (Reader text = row.getNCharacterStream(2)) {
      assertThat(all(text)).isEqualTo(v);
    }
  }

  private static String all(Reader reader) throws IOException {
    StringWriter text = new StringWriter();
    reader.transferTo(text);
    return text.toString();
  }

  @Test
  void whatIsNoTextIsRefused() throws Exception {
    String dataset = trip.create("string");
    Connection sql = trip.connection();
    try (PreparedStatement insert =
        sql.prepareStatement(
            "INSERT INTO " + dataset + " (id, v, timestamp) VALUES (-1, ?, '2001-01-01')")) {
      insert.setString(1, "half \ud83d");
      assertThatThrownBy(insert::executeUpdate)
          .isInstanceOf(SQLDataException.class)
          .hasMessageContaining("half of a surrogate pair");
      assertThatThrownBy(() -> insert.setBytes(1, new byte[] {(byte) 0xff}))
          .isInstanceOf(SQLDataException.class)
          .hasMessageContaining("UTF-8");
    }
  }

  @Test
  void aTextThatIsATimeIsReadAsOne() throws Exception {
    trip.check(
        "string",
        List.of("2001-02-03 04:05:06"),
        List.of((s, v) -> s.setString(2, v)),
        (row, v) -> {
          assertThat(row.getTimestamp(2)).isEqualTo(java.sql.Timestamp.valueOf(v));
          assertThatThrownBy(() -> row.getInt(2)).isInstanceOf(SQLDataException.class);
        });
  }

  @Test
  void ids() throws Exception {
    trip.check(
        "uuid",
        List.of(new UUID(0, 0), new UUID(-1, -1), UUID.nameUUIDFromBytes(new byte[] {1})),
        List.of(
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setObject(2, v, Types.OTHER),
            (s, v) -> s.setString(2, v.toString())),
        (row, v) -> {
          assertThat(row.getObject(2)).isEqualTo(v);
          assertThat(row.getObject(2, UUID.class)).isEqualTo(v);
          assertThat(row.getString(2)).isEqualTo(v.toString());
          assertThatThrownBy(() -> row.getLong(2)).isInstanceOf(SQLDataException.class);
        });
  }

  @Test
  void json() throws Exception {
    trip.check(
        "json",
        List.of("{\"a\":[1,\"x\"],\"ü\":\"🚀\"}", "[]", "\"text\"", "1e400", "true"),
        List.of(
            (s, v) -> s.setString(2, v),
            (s, v) -> s.setObject(2, v),
            (s, v) -> s.setString(2, " " + v + "\n")),
        (row, v) -> assertThat(row.getString(2)).isEqualTo(v));
  }
}
