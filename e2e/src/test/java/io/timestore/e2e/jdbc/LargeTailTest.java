package io.timestore.e2e.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockBuilder;
import io.timestore.core.catalog.postgres.CatalogConfig;
import io.timestore.core.catalog.postgres.CatalogDatabase;
import io.timestore.core.catalog.postgres.TableStore;
import io.timestore.core.hot.LaneState;
import io.timestore.core.hot.StageRequest;
import io.timestore.core.hot.StageResult;
import io.timestore.core.hot.redis.HotBufferConfig;
import io.timestore.core.hot.redis.RedisHotBuffer;
import io.timestore.core.model.LaneId;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.embedded.EmbeddedStack;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tail of a gigabyte and a client with a heap of half of it. */
final class LargeTailTest {
  private static final long TAIL_BYTES = 1L << 30;
  private static final int ROWS_PER_BLOCK = 1 << 18;
  private static final int BLOCKS_PER_REQUEST = 8;
  private static final String FIELDS =
      "{\"name\":\"timestamp\",\"type\":\"timestamp\"},{\"name\":\"id\",\"type\":\"integer\"}";

  @Test
  @Timeout(180)
  void isRefusedAndTheProgramLives() throws Exception {
    EmbeddedStack stack = EmbeddedStack.shared();
    try (DaemonForJdbc daemon = new DaemonForJdbc("large_tail")) {
      daemon.create("large_tail", FIELDS);
      daemon.create("small_tail", FIELDS);
    }
    LaneId large = new LaneId(table(stack, "large_tail").id(), 0);
    try (RedisHotBuffer hot = new RedisHotBuffer(withoutLimits(stack))) {
      stage(hot, table(stack, "small_tail"), randomBlock(table(stack, "small_tail"), 10), 1);
      Table table = table(stack, "large_tail");
      Block block = randomBlock(table, ROWS_PER_BLOCK);
      while (state(hot, large).bytes() < TAIL_BYTES) {
        stage(hot, table, block, BLOCKS_PER_REQUEST);
      }
      Process client = client(stack);
      try (BufferedWriter in = client.outputWriter(StandardCharsets.UTF_8);
          BufferedReader out = client.inputReader(StandardCharsets.UTF_8)) {
        assertThat(ask(in, out, "SELECT count(*) FROM large_tail.records"))
            .startsWith("54000")
            .contains(
                "large_tail.records", "tailBufferMb", Long.toString(state(hot, large).bytes()));
        assertThat(ask(in, out, "SELECT count(*) FROM small_tail.records")).isEqualTo("10");
        LaneState full = state(hot, large);
        hot.promote(large, 1L << 40, full.lastSequence(), full.rows(), full.bytes());
        assertThat(ask(in, out, "SELECT count(*) FROM large_tail.records")).isEqualTo("0");
        hot.trim(large, 1L << 40, full.lastSequence());
      } finally {
        client.destroy();
      }
    }
  }

  private static String ask(BufferedWriter in, BufferedReader out, String sql) throws IOException {
    in.write(sql);
    in.newLine();
    in.flush();
    return out.readLine();
  }

  private static LaneState state(RedisHotBuffer hot, LaneId lane) {
    return hot.states(List.of(lane)).get(0);
  }

  private static void stage(RedisHotBuffer hot, Table table, Block block, int times) {
    List<Block> blocks = Collections.nCopies(times, block);
    assertThat(hot.stage(new StageRequest(new LaneId(table.id(), 0), 1, blocks, null)))
        .isInstanceOf(StageResult.Staged.class);
  }

  private static HotBufferConfig withoutLimits(EmbeddedStack stack) {
    HotBufferConfig d = HotBufferConfig.of(stack.redisUri());
    return new HotBufferConfig(
        d.uri(),
        Duration.ofSeconds(60),
        d.idempotencyTtl(),
        d.idempotencyCache(),
        Long.MAX_VALUE,
        2 * TAIL_BYTES,
        0,
        d.waitTimeout());
  }

  private static Table table(EmbeddedStack stack, String dataset) {
    try (CatalogDatabase database =
        new CatalogDatabase(
            CatalogConfig.of(stack.catalogUrl(), stack.catalogUser(), stack.catalogPassword()))) {
      Table table = new TableStore(database).find(new TableName(dataset, "records"));
      assertThat(table).isNotNull();
      return table;
    }
  }

  /** A block that does not compress. */
  private static Block randomBlock(Table table, int rows) {
    Random random = new Random(1);
    BlockBuilder builder = new BlockBuilder(table.schema(), "{}", table.window().windowOf(0), 0);
    for (int i = 0; i < rows; i++) {
      builder.column(0).appendLong(i % 1000);
      builder.column(1).appendLong(random.nextLong());
      builder.endRow(i % 1000 * 1_000_000L);
    }
    return builder.build();
  }

  private static Process client(EmbeddedStack stack) throws IOException {
    String url =
        "jdbc:timestore://127.0.0.1:1/?clickhouseUrl="
            + stack.clickHouseUrl()
            + "&redisUri="
            + stack.redisUri()
            + "&catalogUrl="
            + stack.catalogUrl()
            + "&catalogUser="
            + stack.catalogUser()
            + "&catalogPassword="
            + stack.catalogPassword();
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapClient.class.getName(),
                url))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
