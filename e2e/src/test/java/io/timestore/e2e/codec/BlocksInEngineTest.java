package io.timestore.e2e.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks go into a real MergeTree table as they are stored, and come back as they were. */
final class BlocksInEngineTest {
  private static final int ROUNDS = 12;

  @TempDir private static Path directory;
  private static CodecEngine engine;

  @BeforeAll
  static void start() {
    engine = new CodecEngine(directory);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void storedBlocksAreInsertedAndReadBack() {
    TableSchema schema = RandomBlocks.schema();
    BlockAssembler assembler = new BlockAssembler(schema);
    List<String> names = schema.fields().stream().map(Field::name).toList();
    createTable("blocks", assembler);
    long base = System.nanoTime();
    long tick = 0;
    for (long seed = base; seed < base + ROUNDS; seed++) {
      RandomBlocks random = new RandomBlocks(seed);
      List<Block> blocks = List.of(random.block(schema, tick), random.block(schema, tick + 10_000));
      long first = tick;
      tick += 20_000;
      engine.execute("TRUNCATE TABLE blocks");
      engine
          .client()
          .insert(
              ClickHouseStatement.of(insert("blocks", assembler)),
              out -> {
                assembler.writeCompressed(out, blocks.get(0), first + 1, 7);
                assembler.writeCompressed(out, blocks.get(1), first + 2, 65_535);
              });

      List<List<@Nullable Object>> expected = new ArrayList<>();
      blocks.forEach(block -> CodecEngine.addRows(block.decode(names), expected));
      assertThat(engine.rows("SELECT " + list(names) + " FROM blocks ORDER BY ts"))
          .as("seed %d", seed)
          .isEqualTo(expected);
      assertThat(
              engine.rows(
                  "SELECT _seq, _lane, _partition_key, toUnixTimestamp64Milli(_ingested_at),"
                      + " count() FROM blocks GROUP BY 1, 2, 3, 4 ORDER BY 1"))
          .as("seed %d", seed)
          .containsExactly(
              List.of(
                  first + 1, 7L, "{\"k\":\"Zürich\"}", 5L, (long) blocks.get(0).header().rows()),
              List.of(
                  first + 2,
                  65_535L,
                  "{\"k\":\"Zürich\"}",
                  5L,
                  (long) blocks.get(1).header().rows()));
    }
  }

  @Test
  void minimumAndMaximumAreTheEngines() {
    TableSchema schema = RandomBlocks.schema();
    BlockAssembler assembler = new BlockAssembler(schema);
    Block block = new RandomBlocks(7).block(schema, 0);
    List<String> names = assembler.columnNames();
    ExternalTable tail =
        new ExternalTable(
            "tail", assembler.structure(names), out -> assembler.writeRaw(out, block, 1, 0, names));
    for (var column : block.header().columns()) {
      if (column.min() == null || column.clickHouseType().contains("Float64")) {
        continue;
      }
      String name = ClickHouseSql.identifier(column.name());
      String sql =
          "SELECT toString(min(%s)), toString(max(%s)), countIf(isNull(%s)) FROM tail"
              .formatted(name, name, name);
      List<@Nullable Object> row = engine.rows(with(sql, tail)).get(0);
      assertThat(row.get(2)).isEqualTo((long) column.nulls());
      if (column.clickHouseType().contains("Decimal")) {
        assertThat(new java.math.BigDecimal(String.valueOf(row.get(0))))
            .isEqualByComparingTo(column.min());
      } else {
        assertThat(row.subList(0, 2)).as(column.name()).containsExactly(column.min(), column.max());
      }
    }
  }

  @Test
  void blocksOfTwoVersionsAreOneInsert() {
    TableSchema old = new TableSchema(1, List.of(new Field("ts", FieldType.timestamp(3))), "ts");
    TableSchema now =
        new TableSchema(
            2,
            List.of(
                new Field("ts", FieldType.timestamp(3)),
                new Field("k", FieldType.parse("keyword"), "n/a", 2),
                new Field("u", FieldType.parse("uuid"), null, 2)),
            "ts");
    BlockAssembler assembler = new BlockAssembler(now);
    createTable("versions", assembler);
    engine
        .client()
        .insert(
            ClickHouseStatement.of(insert("versions", assembler)),
            out -> {
              assembler.writeCompressed(out, oneRow(old, 1), 1, 0);
              assembler.writeCompressed(out, oneRow(now, 2), 2, 0);
            });
    assertThat(engine.rows("SELECT k, u, _seq FROM versions ORDER BY ts"))
        .extracting(List::toString)
        .containsExactly("[n/a, null, 1]", "[null, null, 2]");
  }

  @Test
  void tailTravelsWithAQueryOfAnyLength() {
    TableSchema schema = RandomBlocks.schema();
    BlockAssembler assembler = new BlockAssembler(schema);
    RandomBlocks random = new RandomBlocks(99);
    List<Block> blocks = List.of(random.block(schema, 0), random.block(schema, 10_000));
    List<String> wanted = List.of("_seq", schema.fields().get(6).name(), "ts");
    ExternalTable tail =
        new ExternalTable(
            "tail",
            assembler.structure(wanted),
            out -> {
              assembler.writeRaw(out, blocks.get(0), 1, 0, wanted);
              assembler.writeRaw(out, blocks.get(1), 2, 0, wanted);
            });
    long rows = blocks.stream().mapToLong(b -> b.header().rows()).sum();
    String padding = " /* " + "x".repeat(100_000) + " */";

    assertThat(engine.rows(with("SELECT count(), max(_seq) FROM tail" + padding, tail)))
        .containsExactly(List.of(rows, 2L));
    assertThat(engine.rows(with("SELECT 'a\n\\'&ü%41+'", tail)))
        .containsExactly(List.of("a\n'&ü%41+"));
  }

  @Test
  void emptyTailHasNoRows() {
    ExternalTable tail = new ExternalTable("tail", "`a` Int64", out -> {});
    assertThat(engine.rows(with("SELECT count() FROM tail", tail))).containsExactly(List.of(0L));
  }

  private static Block oneRow(TableSchema schema, long tick) {
    BlockBuilder builder = new BlockBuilder(schema, "{}", 197001, 0);
    builder.column(0).appendLong(tick);
    builder.endRow(tick * 1_000_000);
    return builder.build();
  }

  private static ClickHouseStatement with(String sql, ExternalTable table) {
    return new ClickHouseStatement(sql, Map.of(), Map.of(), List.of(table), null, null);
  }

  private static void createTable(String name, BlockAssembler assembler) {
    engine.execute(
        "CREATE TABLE %s (%s) ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY ts"
            .formatted(name, assembler.structure(assembler.columnNames())));
  }

  private static String insert(String table, BlockAssembler assembler) {
    return "INSERT INTO %s (%s) FORMAT Native".formatted(table, list(assembler.columnNames()));
  }

  private static String list(List<String> names) {
    return names.stream().map(ClickHouseSql::identifier).collect(Collectors.joining(", "));
  }
}
