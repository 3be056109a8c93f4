package io.timestore.daemon.rows.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.Field;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.Encoded;
import io.timestore.daemon.rows.RowEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types and compressions of Parquet that are read. */
class ParquetTypesTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void readsAllTypes(CompressionCodecName codec) throws IOException {
    Path file = directory.resolve("types.parquet");
    ParquetFixture.write(file, 1001, codec);
    ParquetTable table = ParquetTable.open(file);
    assertThat(table.fields())
        .extracting(f -> f.name() + ":" + f.type())
        .containsExactly(
            "at:timestamp(3)",
            "day:date",
            "n:integer",
            "small:integer",
            "big:decimal(20,0)",
            "f:double",
            "d:double",
            "b:boolean",
            "price:decimal(10,2)",
            "wide:decimal(11,1)",
            "id:uuid",
            "old:timestamp(9)",
            "s:string",
            "j:json");
    List<List<Object>> rows = read(table, new TableSchema(1, table.fields(), "at"));
    assertThat(rows).hasSize(1001);
    assertThat(rows.get(2))
        .extracting(Objects::toString)
        .containsExactly(
            "2001-01-01T00:00:00.002",
            "1970-01-03",
            "-2",
            "4294967295",
            "18446744073709551615",
            "0.5",
            "0.1",
            "true",
            "1.50",
            "-1.5",
            "12000000-0000-0000-0000-0000000000ab",
            "1970-01-02T12:00:00.000000001",
            "é2",
            "[1]");
    assertThat(rows.get(3).subList(1, 14)).containsOnly("NULL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LZ4", "LZO"})
  void namesTheCompressionsThatAreNotRead(String codec) throws IOException {
    Path file = directory.resolve("codec.parquet");
    ParquetFixture.write(file, 10, CompressionCodecName.valueOf(codec));
    ParquetTable table = ParquetTable.open(file);
    assertThatThrownBy(() -> read(table, new TableSchema(1, table.fields(), "at")))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("compressed with " + codec)
        .hasMessageContaining("accepted are");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "repeated int32 list;",
        "required group g { required int32 x; }",
        "optional int32 clock (TIME(MILLIS,true));",
        "optional fixed_len_byte_array(3) raw;",
      })
  void namesTheColumnsThatAreNotRead(String column) throws IOException {
    Path file = directory.resolve("column.parquet");
    ParquetFixture.writeEmpty(file, column);
    assertThatThrownBy(() -> ParquetTable.open(file))
        .isInstanceOf(TimestoreException.class)
        .hasMessageStartingWith("the Parquet column '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n:double", "n:decimal(5,1)", "n:string"})
  void convertsToTheColumnsOfTheTable(String field) throws IOException {
    Path file = directory.resolve("small.parquet");
    ParquetFixture.write(file, 3);
    ParquetTable table = ParquetTable.open(file);
    List<Field> fields =
        table.fields().stream()
            .map(f -> f.name().equals("n") ? Encoded.schema(field).fields().get(0) : f)
            .toList();
    Object value = read(table, new TableSchema(1, fields, "at")).get(2).get(2);
    assertThat(Double.parseDouble(value.toString())).isEqualTo(-2.0);
  }

  private static List<List<Object>> read(ParquetTable table, TableSchema schema)
      throws IOException {
    RowEncoder encoder = Encoded.encoder(schema);
    ParquetRows.read(table, encoder);
    return Encoded.rows(schema, encoder.finish());
  }
}
