package io.timestore.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlockBuilderTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          3,
          List.of(
              new Field("time", FieldType.timestamp(3)),
              new Field("name", FieldType.parse("keyword")),
              new Field("price", FieldType.decimal(7, 2)),
              new Field("load", FieldType.parse("double")),
              new Field("day", FieldType.parse("date")),
              new Field("text", FieldType.parse("string"))),
          "time");

  @Test
  void headerTellsWhatTheColumnsHold() {
    Block block = Block.parse(twoRows().bytes());

    BlockHeader header = block.header();
    assertThat(header.schemaVersion()).isEqualTo(3);
    assertThat(header.rows()).isEqualTo(2);
    assertThat(header.window()).isEqualTo(-197001);
    assertThat(header.partitionKey()).isEqualTo("{\"station\":\"Zürich\"}");
    assertThat(header.minTimeNanos()).isEqualTo(-2_000_000);
    assertThat(header.maxTimeNanos()).isEqualTo(5_000_000);
    assertThat(header.ingestedAtMillis()).isEqualTo(1_700_000_000_000L);
    assertThat(header.columns())
        .extracting(
            c ->
                c.name()
                    + "|"
                    + c.clickHouseType()
                    + "|"
                    + c.nulls()
                    + "|"
                    + c.min()
                    + "|"
                    + c.max())
        .containsExactly(
            "time|DateTime64(3, 'UTC')|0|1969-12-31 23:59:59.998|1970-01-01 00:00:00.005",
            "name|LowCardinality(Nullable(String))|1|Ωmega|Ωmega",
            "price|Nullable(Decimal(7, 2))|0|-12.30|99999.99",
            "load|Nullable(Float64)|2|null|null",
            "day|Nullable(Date32)|1|1900-01-01|1900-01-01",
            "text|Nullable(String)|0||z");
    assertThat(header.columns().get(0).offset() + header.columns().get(0).length())
        .isEqualTo(header.columns().get(1).offset());
  }

  @Test
  void encodingIsTheSameForTheSameRows() {
    assertThat(twoRows().bytes()).isEqualTo(twoRows().bytes());
  }

  @Test
  void resetBuilderStartsOver() {
    BlockBuilder builder = builder();
    fill(builder);
    builder.reset("{}", 7, 8);
    assertThat(builder.rows()).isZero();
    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);

    builder.reset("{\"station\":\"Zürich\"}", -197001, 1_700_000_000_000L);
    fill(builder);
    assertThat(builder.build().bytes()).isEqualTo(twoRows().bytes());
  }

  @Test
  void valuesThatDoNotFitAreRefused() {
    BlockBuilder builder = builder();
    refused(() -> builder.column(0).appendNull(), "column 'time' needs a value in every row");
    refused(() -> builder.column(0).appendString("x"), "does not take text");
    refused(
        () -> builder.column(0).appendLong(10_413_792_000_000L),
        "column 'time' of type timestamp(3) does not hold 2300-01-01 00:00:00.000");
    refused(() -> builder.column(0).appendLong(Long.MAX_VALUE), "does not hold");
    refused(() -> builder.column(2).appendDecimal(new BigDecimal("1.234")), "does not hold 1.234");
    refused(() -> builder.column(2).appendDecimal(new BigDecimal("100000")), "at most 5 digits");
    refused(() -> builder.column(2).appendDecimal(new BigDecimal("1e1000000000")), "at most");
    refused(() -> builder.column(2).appendDecimal(new BigDecimal("1e-1000000000")), "at most");
    refused(() -> builder.column(4).appendLong(200_000), "2299-12-31");
    refused(() -> builder.endRow(0), "column 'time' needs a value");
    builder.column(2).appendDecimal(new BigDecimal("0e1000000000"));
    builder.column(2).appendDecimal(new BigDecimal("1.10000"));
    builder.column(0).appendLong(0);
    refused(() -> builder.endRow(0), "column 'price' has two values in one row");
  }

  @Test
  void everyDamageOfTheHeaderIsNoticed() {
    byte[] bytes = twoRows().bytes();
    int end = Block.parse(bytes).header().columns().get(0).offset();
    for (int i = 0; i < end; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x11;
      corrupt(damaged);
    }
    for (int length = 0; length < bytes.length; length += 3) {
      corrupt(Arrays.copyOf(bytes, length));
    }
    corrupt(Arrays.copyOf(bytes, bytes.length + 1));
  }

  private static void corrupt(byte[] bytes) {
    assertThatThrownBy(() -> Block.parse(bytes))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
        .hasMessageContaining("is corrupt");
  }

  private static void refused(Runnable append, String message) {
    assertThatThrownBy(append::run)
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageContaining(message);
  }

  private static Block twoRows() {
    BlockBuilder builder = builder();
    fill(builder);
    return builder.build();
  }

  private static BlockBuilder builder() {
    return new BlockBuilder(SCHEMA, "{\"station\":\"Zürich\"}", -197001, 1_700_000_000_000L);
  }

  private static void fill(BlockBuilder builder) {
    builder.column(0).appendLong(5);
    builder.column(2).appendDecimal(new BigDecimal("-12.3"));
    builder.column(5).appendString("z");
    builder.endRow(5_000_000);
    builder.column(0).appendLong(-2);
    builder.column(1).appendString("Ωmega");
    builder.column(2).appendDecimal(new BigDecimal("9999999e-2"));
    builder.column(4).appendLong(-25_567);
    builder.column(5).appendString("");
    builder.endRow(-2_000_000);
    assertThat(builder.rows()).isEqualTo(2);
    assertThat(builder.rawBytes()).isPositive();
  }
}
