package io.timestore.core.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.block.frame.CompressedFrames;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.block.read.NativeReader;
import io.timestore.core.block.vector.ColumnVector;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class BlockRoundTripTest {
  private static final TableSchema OLD =
      new TableSchema(1, List.of(new Field("ts", FieldType.timestamp(3))), "ts");
  private static final TableSchema NEW =
      new TableSchema(
          2,
          List.of(
              new Field("ts", FieldType.timestamp(3)),
              new Field("i", FieldType.parse("integer"), "42", 2),
              new Field("s", FieldType.parse("keyword"), "n/a", 2),
              new Field("d", FieldType.decimal(20, 2), "1.50", 2),
              new Field("t", FieldType.timestamp(6), "2024-05-06T07:08:09.5Z", 2),
              new Field("none", FieldType.parse("uuid"), null, 2)),
          "ts");

  @Test
  void everyValueComesBack() throws IOException {
    long base = System.nanoTime();
    for (long seed = base; seed < base + 60; seed++) {
      RandomRows random = new RandomRows(seed);
      TableSchema schema = random.schema(1);
      BlockBuilder builder = new BlockBuilder(schema, "{}", 1, 2);
      List<List<@Nullable Object>> expected = new ArrayList<>();
      for (int left = random.rows(); left > 0; left--) {
        expected.add(random.append(schema, builder));
      }
      Block block = Block.parse(builder.build().bytes());

      NativeBlock decoded = block.decode(schema.fields().stream().map(Field::name).toList());
      assertThat(rows(decoded)).as("seed %d", seed).isEqualTo(expected);
      NativeBlock assembled = compressed(schema, List.of(block)).get(0);
      assertThat(rows(assembled).get(0)).as("seed %d", seed).startsWith(expected.get(0).toArray());
      for (BlockColumn column : block.header().columns()) {
        ColumnVector vector = decoded.columns().get(block.header().indexOf(column.name()));
        long nulls = 0;
        for (int row = 0; row < vector.rows(); row++) {
          nulls += vector.isNull(row) ? 1 : 0;
        }
        assertThat(column.nulls()).as("seed %d", seed).isEqualTo((int) nulls);
      }
    }
  }

  @Test
  void blocksOfTwoVersionsAreOneStreamWithSystemColumns() throws IOException {
    BlockBuilder older = new BlockBuilder(OLD, "{\"k\":\"ä\"}", 1, 1234);
    older.column(0).appendLong(1);
    older.endRow(1);
    older.column(0).appendLong(2);
    older.endRow(2);
    BlockBuilder newer = new BlockBuilder(NEW, "{}", 1, 99);
    newer.column(0).appendLong(3);
    newer.column(1).appendLong(7);
    newer.endRow(3);

    List<NativeBlock> blocks = compressed(NEW, List.of(older.build(), newer.build()));

    assertThat(blocks).hasSize(2);
    LocalDateTime t = LocalDateTime.of(2024, 5, 6, 7, 8, 9, 500_000_000);
    LocalDateTime at = LocalDateTime.of(1970, 1, 1, 0, 0, 1, 234_000_000);
    assertThat(rows(blocks.get(0)).get(1))
        .containsExactly(
            LocalDateTime.of(1970, 1, 1, 0, 0, 0, 2_000_000),
            42L,
            "n/a",
            new BigDecimal("1.50"),
            t,
            null,
            10L,
            3L,
            "{\"k\":\"ä\"}",
            at);
    assertThat(rows(blocks.get(1)).get(0))
        .containsSubsequence(7L, null, null, null, null, 11L, 3L, "{}");
    assertThat(blocks.get(0).columns().stream().map(ColumnVector::name))
        .isEqualTo(new BlockAssembler(NEW).columnNames());
    assertThat(types(blocks.get(0))).isEqualTo(types(blocks.get(1)));
  }

  @Test
  void rawStreamHasTheWantedColumnsOnly() throws IOException {
    BlockBuilder older = new BlockBuilder(OLD, "{}", 1, 1234);
    older.column(0).appendLong(1);
    older.endRow(1);
    BlockAssembler assembler = new BlockAssembler(NEW);
    List<String> wanted = List.of("_seq", "s", "ts");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assembler.writeRaw(out, older.build(), 10, 3, wanted);

    try (NativeReader in = new NativeReader(new ByteArrayInputStream(out.toByteArray()))) {
      NativeBlock block = Objects.requireNonNull(in.next());
      assertThat(rows(block))
          .containsExactly(List.of(10L, "n/a", LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000_000)));
      assertThat(in.next()).isNull();
    }
    assertThat(assembler.structure(wanted))
        .isEqualTo(
            "`_seq` UInt64, `s` LowCardinality(Nullable(String)), `ts` DateTime64(3, 'UTC')");
    assertThatThrownBy(() -> assembler.structure(List.of("missing")))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("'missing'");
  }

  @Test
  void pickedRowsAreThoseOfTheWholeBlock() throws IOException {
    long base = System.nanoTime();
    for (long seed = base; seed < base + 60; seed++) {
      RandomRows random = new RandomRows(seed);
      TableSchema schema = random.schema(1);
      BlockBuilder builder = new BlockBuilder(schema, "{}", 1, 2);
      for (int left = random.rows(); left > 0; left--) {
        random.append(schema, builder);
      }
      Block block = builder.build();
      BlockAssembler assembler = new BlockAssembler(schema);
      List<String> columns = assembler.columnNames();
      List<List<@Nullable Object>> all = raw(assembler, block, columns, null);
      Random choice = new Random(seed);
      int[] picked =
          IntStream.range(0, all.size())
              .filter(row -> row == all.size() / 2 || choice.nextInt(3) == 0)
              .toArray();
      assertThat(raw(assembler, block, columns, picked))
          .as("seed %d", seed)
          .isEqualTo(IntStream.of(picked).mapToObj(all::get).toList());
    }
  }

  private static List<List<@Nullable Object>> raw(
      BlockAssembler assembler, Block block, List<String> columns, int @Nullable [] picked)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assembler.writeRaw(out, block, 10, 3, columns, picked);
    try (NativeReader in = new NativeReader(new ByteArrayInputStream(out.toByteArray()))) {
      List<List<@Nullable Object>> rows = rows(Objects.requireNonNull(in.next()));
      assertThat(in.next()).isNull();
      return rows;
    }
  }

  @Test
  void blockNewerThanTheSchemaIsRefusedForAnInsert() {
    BlockBuilder newer = new BlockBuilder(NEW, "{}", 1, 99);
    newer.column(0).appendLong(3);
    newer.endRow(3);
    Block block = newer.build();
    assertThatThrownBy(() -> compressed(OLD, List.of(block)))
        .isInstanceOf(TimestoreException.class)
        .hasMessageContaining("column 'i'");
  }

  private static List<NativeBlock> compressed(TableSchema schema, List<Block> blocks)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long sequence = 10;
    for (Block block : blocks) {
      new BlockAssembler(schema).writeCompressed(out, block, sequence++, 3);
    }
    List<NativeBlock> read = new ArrayList<>();
    InputStream frames = CompressedFrames.input(new ByteArrayInputStream(out.toByteArray()));
    try (NativeReader in = new NativeReader(frames)) {
      for (NativeBlock block = in.next(); block != null; block = in.next()) {
        read.add(block);
      }
    }
    return read;
  }

  private static List<String> types(NativeBlock block) {
    return block.columns().stream().map(ColumnVector::clickHouseType).toList();
  }

  private static List<List<@Nullable Object>> rows(NativeBlock block) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < block.rows(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (ColumnVector column : block.columns()) {
        values.add(column.getObject(row));
      }
      rows.add(values);
    }
    return rows;
  }
}
