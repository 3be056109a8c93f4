package io.timestore.daemon.rows.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes small Parquet files. */
public final class ParquetFixture {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            required int64 at (TIMESTAMP(MILLIS,true));
            optional int32 day (DATE);
            optional int32 n;
            optional int32 small (INTEGER(32,false));
            optional int64 big (INTEGER(64,false));
            optional float f;
            optional double d;
            optional boolean b;
            optional int64 price (DECIMAL(10,2));
            optional fixed_len_byte_array(5) wide (DECIMAL(11,1));
            optional fixed_len_byte_array(16) id (UUID);
            optional int96 old;
            optional binary s (STRING);
            optional binary j (JSON);
          }
          """);

  private ParquetFixture() {}

  /** Every second row has values in all columns, the others only in the first. */
  public static void write(Path file, int rows) throws IOException {
    write(file, rows, CompressionCodecName.UNCOMPRESSED);
  }

  static void write(Path file, int rows, CompressionCodecName codec) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCodecFactory(new Codecs())
            .withCompressionCodec(codec)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int i = 0; i < rows; i++) {
        Group row = groups.newGroup().append("at", 978_307_200_000L + i);
        if (i % 2 == 0) {
          fill(row, i);
        }
        writer.write(row);
      }
    }
  }

  /** A file with one column of an own type. */
  static void writeEmpty(Path file, String column) throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { " + column + " }");
    ExampleParquetWriter.builder(new LocalOutputFile(file))
        .withConf(new PlainParquetConfiguration())
        .withType(schema)
        .withCodecFactory(new Codecs())
        .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
        .build()
        .close();
  }

  private static void fill(Group row, int i) {
    row.append("day", i).append("n", -i).append("small", -1).append("big", -1L);
    row.append("f", 0.5f).append("d", 0.1).append("b", true).append("price", 150L);
    row.append("wide", binary(0xFF, 0xFF, 0xFF, 0xFF, 0xF1));
    byte[] id = new byte[16];
    id[0] = 0x12;
    id[15] = (byte) 0xAB;
    row.append("id", Binary.fromConstantByteArray(id));
    // one nanosecond after noon of 1970-01-02: Julian day 2440589, little endian
    row.append("old", binary(0x01, 0x80, 0xA7, 0x48, 0x4A, 0x27, 0, 0, 0x8D, 0x3D, 0x25, 0));
    row.append("s", "é" + i).append("j", "[ 1 ]");
  }

  private static Binary binary(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      array[i] = (byte) bytes[i];
    }
    return Binary.fromConstantByteArray(array);
  }

  /** Compresses in Java. */
  private static final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
          return BytesInput.from(Codecs.compress(bytes.toInputStream().readAllBytes(), codec));
        }

        @Override
        public CompressionCodecName getCodecName() {
          return codec;
        }

        @Override
        public void release() {}
      };
    }

    private static byte[] compress(byte[] in, CompressionCodecName codec) throws IOException {
      return switch (codec) {
        case SNAPPY -> compress(in, new SnappyCompressor());
        case ZSTD -> compress(in, new ZstdCompressor());
        case LZ4_RAW, LZ4 -> compress(in, new Lz4Compressor());
        case GZIP -> gzip(in);
        default -> in;
      };
    }

    private static byte[] compress(byte[] in, Compressor compressor) {
      byte[] out = new byte[compressor.maxCompressedLength(in.length)];
      int size = compressor.compress(in, 0, in.length, out, 0, out.length);
      return Arrays.copyOf(out, size);
    }

    private static byte[] gzip(byte[] in) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(in);
      }
      return out.toByteArray();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException("pages are only written");
    }

    @Override
    public void release() {}
  }
}
