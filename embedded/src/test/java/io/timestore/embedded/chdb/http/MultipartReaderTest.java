package io.timestore.embedded.chdb.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {

  /** Random bytes that are full of half boundaries, given in pieces of random length. */
  @RepeatedTest(20)
  void readsBinaryPartsWhateverTheyHold(RepetitionInfo run) throws IOException {
    Random random = new Random(run.getCurrentRepetition());
    byte[][] parts = new byte[3][];
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i++) {
      parts[i] = data(random, i == 1 ? 0 : random.nextInt(200_000));
      String head =
          "--b0\r\nContent-Disposition: form-data; name=\"p" + i + "\"; filename=x\r\n\r\n";
      body.write(head.getBytes(ISO_8859_1));
      body.write(parts[i]);
      body.write("\r\n".getBytes(ISO_8859_1));
    }
    body.write("--b0--".getBytes(ISO_8859_1));
    MultipartReader reader = new MultipartReader(pieces(body.toByteArray(), random), "b0");
    for (int i = 0; i < parts.length; i++) {
      MultipartReader.Part part = Objects.requireNonNull(reader.next());
      assertThat(part.name()).isEqualTo("p" + i);
      assertThat(part.file()).isTrue();
      assertThat(part.data().readAllBytes())
          .as("seed " + run.getCurrentRepetition())
          .isEqualTo(parts[i]);
    }
    assertThat(reader.next()).isNull();
  }

  @Test
  void aBodyThatIsCutOffIsAnError() throws IOException {
    byte[] body =
        "--b\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\n123".getBytes(ISO_8859_1);
    MultipartReader reader = new MultipartReader(new ByteArrayInputStream(body), "b");
    MultipartReader.Part part = Objects.requireNonNull(reader.next());
    assertThatThrownBy(() -> part.data().readAllBytes()).isInstanceOf(EOFException.class);
  }

  private static byte[] data(Random random, int length) {
    byte[] alphabet = "\r\n--bx".getBytes(ISO_8859_1);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = alphabet[random.nextInt(alphabet.length)];
    }
    return bytes;
  }

  private static InputStream pieces(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
      }
    };
  }
}
