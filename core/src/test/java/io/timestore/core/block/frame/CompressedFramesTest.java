package io.timestore.core.block.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressedFramesTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 4096, 4097, 1 << 20, (1 << 20) + 1, 3_500_000})
  void bytesComeBack(int length) throws IOException {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);
    byte[] even = new byte[length];

    for (byte[] raw : new byte[][] {random, even}) {
      byte[] frames = CompressedFrames.compress(raw, 0, raw.length);
      assertThat(CompressedFrames.decompress(frames, 0, frames.length)).isEqualTo(raw);
    }
  }

  @Test
  void framesOfSeveralWritersAreOneStream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      OutputStream out = CompressedFrames.output(bytes);
      out.write(i);
      out.write(new byte[] {10, 20}, 1, 1);
      out.flush();
    }
    try (InputStream in = CompressedFrames.input(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.read()).isEqualTo(0);
      assertThat(in.readAllBytes()).containsExactly(20, 1, 20, 2, 20);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void uncompressedFrameIsReadAndAnUnknownMethodIsNamed() throws IOException {
    byte[] frame = frameOf(0x02, new byte[] {1, 2, 3});
    assertThat(CompressedFrames.decompress(frame, 0, frame.length)).containsExactly(1, 2, 3);

    byte[] zstd = frameOf(0x90, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> CompressedFrames.decompress(zstd, 0, zstd.length))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ZSTD");
    byte[] unknown = frameOf(0x11, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> CompressedFrames.decompress(unknown, 0, unknown.length))
        .hasMessageContaining("0x11");
  }

  @Test
  void everyDamagedByteIsNoticed() {
    byte[] raw =
        "the quick brown fox jumps over the lazy dog, the quick brown fox"
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] frames = CompressedFrames.compress(raw, 0, raw.length);
    for (int i = 0; i < frames.length; i++) {
      byte[] damaged = frames.clone();
      damaged[i] ^= 0x40;
      assertThatThrownBy(() -> CompressedFrames.decompress(damaged, 0, damaged.length))
          .as("byte %d of %s", i, HexFormat.of().formatHex(frames))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyCutInsideAFrameIsNoticed() {
    byte[] frames = CompressedFrames.compress(new byte[100], 0, 100);
    for (int length = 1; length < frames.length; length++) {
      byte[] cut = Arrays.copyOf(frames, length);
      assertThatThrownBy(() -> CompressedFrames.decompress(cut, 0, cut.length))
          .isInstanceOf(EOFException.class);
    }
  }

  private static byte[] frameOf(int method, byte[] payload) {
    byte[] frame = new byte[CompressedFrames.PREFIX_BYTES + payload.length];
    frame[16] = (byte) method;
    LittleEndian.putInt(frame, 17, CompressedFrames.HEADER_BYTES + payload.length);
    LittleEndian.putInt(frame, 21, payload.length);
    System.arraycopy(payload, 0, frame, CompressedFrames.PREFIX_BYTES, payload.length);
    long[] hash = CompressedFrames.hash(frame, payload.length);
    LittleEndian.putLong(frame, 0, hash[0]);
    LittleEndian.putLong(frame, 8, hash[1]);
    return frame;
  }
}
