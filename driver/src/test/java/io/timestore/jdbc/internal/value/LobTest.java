package io.timestore.jdbc.internal.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Texts and bytes in memory are written, read and cut as java.sql says. */
final class LobTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(ThrowingCallable call, String state, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
        .hasMessageContaining(message);
  }

  @Test
  void aClobGrowsAndIsWrittenOver() throws Exception {
    Clob clob = new MemoryClob("");
    assertThat(clob.setString(1, "hello")).isEqualTo(5);
    assertThat(clob.setString(6, " wörld!", 0, 6)).isEqualTo(6);
    try (Writer writer = clob.setCharacterStream(1)) {
      writer.write("H");
      writer.write("ELLO".toCharArray());
    }
    try (OutputStream out = clob.setAsciiStream(12)) {
      out.write(bytes("!?"));
    }
    assertThat(clob.getSubString(1, 100)).isEqualTo("HELLO wörld!?");
    clob.truncate(11);
    assertThat(clob.length()).isEqualTo(11);
    assertThat(clob.getSubString(7, 3)).isEqualTo("wör");
    assertThat(clob.getSubString(12, 1)).isEmpty();
    assertThat(clob.position("L", 4)).isEqualTo(4);
    assertThat(clob.position(new MemoryClob("x"), 1)).isEqualTo(-1);
    assertThat(clob.getAsciiStream().readAllBytes()).hasSize(11).contains('?');
    char[] read = new char[20];
    assertThat(clob.getCharacterStream(2, 3).read(read)).isEqualTo(3);
    assertThat(clob.getCharacterStream().read(read)).isEqualTo(11);
    assertRefused(() -> clob.getSubString(0, 1), "22023", "from 1 to 12");
    assertRefused(() -> clob.setString(13, "x"), "22023", "from 1 to 12");
    assertRefused(() -> clob.setString(1, "x", 1, 1), "22023", "of 1");
    assertRefused(() -> clob.truncate(-1), "22023", "length");
    clob.free();
    assertRefused(clob::length, "55000", "closed");
  }

  @Test
  void aBlobGrowsAndIsWrittenOver() throws Exception {
    Blob blob = new MemoryBlob(bytes("abc"));
    assertThat(blob.setBytes(3, bytes("CDEFG"))).isEqualTo(5);
    assertThat(blob.setBytes(1, bytes("xyz"), 1, 1)).isEqualTo(1);
    try (OutputStream out = blob.setBinaryStream(8)) {
      out.write('h');
      out.write(bytes("ij"));
    }
    assertThat(blob.getBytes(1, 100)).isEqualTo(bytes("ybCDEFGhij"));
    assertThat(blob.getBinaryStream().readAllBytes()).isEqualTo(bytes("ybCDEFGhij"));
    assertThat(blob.getBinaryStream(2, 2).readAllBytes()).isEqualTo(bytes("bC"));
    assertThat(blob.position(bytes("EF"), 1)).isEqualTo(5);
    assertThat(blob.position(new MemoryBlob(bytes("b")), 3)).isEqualTo(-1);
    blob.truncate(4);
    assertThat(blob.length()).isEqualTo(4);
    assertThat(blob.getBytes(1, 9)).isEqualTo(bytes("ybCD"));
    assertRefused(() -> blob.getBytes(6, 1), "22023", "from 1 to 5");
    assertRefused(() -> blob.setBytes(1, bytes("x"), 0, 2), "22023", "of 1");
    blob.free();
    assertRefused(blob::length, "55000", "closed");
  }
}
