package io.timestore.bench;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a block costs: encoding it when rows are staged, and assembling it for a flush and for a
 * shipped tail.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlockCodecBenchmark {
  private static final TableSchema SCHEMA =
      new TableSchema(
          1,
          List.of(
              new Field("date", FieldType.timestamp(6)),
              new Field("delay", FieldType.parse("integer")),
              new Field("distance", FieldType.parse("integer")),
              new Field("origin", FieldType.parse("keyword")),
              new Field("destination", FieldType.parse("keyword"))),
          "date");
  private static final List<String> TWO_COLUMNS = List.of("delay", "origin");

  /** Rows in the block. */
  @Param({"1", "1000", "50000"})
  public int rows;

  private final byte[][] airports = new byte[229][];
  private final BlockAssembler assembler = new BlockAssembler(SCHEMA);
  private BlockBuilder builder = new BlockBuilder(SCHEMA, "{}", 200101, 0);
  private Block block = oneRow();

  @Setup
  public void prepare() {
    for (int i = 0; i < airports.length; i++) {
      airports[i] = ("A" + i).getBytes(StandardCharsets.UTF_8);
    }
    builder = new BlockBuilder(SCHEMA, "{}", 200101, 0);
    block = encode();
  }

  private static Block oneRow() {
    BlockBuilder one = new BlockBuilder(SCHEMA, "{}", 200101, 0);
    one.column(0).appendLong(0);
    one.endRow(0);
    return one.build();
  }

  /** Rows into a block. */
  @Benchmark
  public Block encode() {
    builder.reset("{}", 200101, 0);
    for (int i = 0; i < rows; i++) {
      byte[] origin = airports[i * 31 % airports.length];
      byte[] destination = airports[i * 17 % airports.length];
      builder.column(0).appendLong(i * 1_000_000L);
      builder.column(1).appendLong(i % 200 - 50);
      builder.column(2).appendLong(i % 2_700);
      builder.column(3).appendUtf8(origin, 0, origin.length);
      builder.column(4).appendUtf8(destination, 0, destination.length);
      builder.endRow(i * 1_000_000_000L);
    }
    return builder.build();
  }

  /** A block into the body of an insert. */
  @Benchmark
  public BlockAssembler assembleForFlush() throws IOException {
    assembler.writeCompressed(OutputStream.nullOutputStream(), block, 1, 0);
    return assembler;
  }

  /** Two of five columns of a block into a shipped tail. */
  @Benchmark
  public BlockAssembler assembleForShipping() throws IOException {
    assembler.writeRaw(OutputStream.nullOutputStream(), block, 1, 0, TWO_COLUMNS);
    return assembler;
  }
}
