package io.timestore.daemon.http;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes small Parquet files. */
final class ParquetFixture {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m {
            required int64 at (TIMESTAMP(MILLIS,true));
            optional int32 day (DATE);
            optional int32 n;
            optional float f;
            optional double d;
            optional boolean b;
            optional int64 price (DECIMAL(10,2));
            optional binary s (STRING);
            optional binary j (JSON);
          }
          """);

  private ParquetFixture() {}

  static void write(Path file, int rows) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build()) {
      for (int i = 0; i < rows; i++) {
        Group row = groups.newGroup().append("at", 978_307_200_000L + i);
        if (i % 2 == 0) {
          row.append("day", i).append("n", -i).append("f", 0.5f).append("d", 0.1);
          row.append("b", true).append("price", 150L).append("s", "é" + i).append("j", "[ 1 ]");
        }
        writer.write(row);
      }
    }
  }
}
