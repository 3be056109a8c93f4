package io.timestore.e2e.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.core.block.Block;
import io.timestore.core.block.BlockAssembler;
import io.timestore.core.block.read.NativeBlock;
import io.timestore.core.clickhouse.ClickHouseEndpoint;
import io.timestore.core.clickhouse.ClickHouseResult;
import io.timestore.core.clickhouse.ClickHouseSql;
import io.timestore.core.clickhouse.ClickHouseStatement;
import io.timestore.core.clickhouse.ExternalTable;
import io.timestore.core.clickhouse.HttpClickHouse;
import io.timestore.core.model.TableSchema;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * What the embedded engine's bridge answers is checked against a ClickHouse server here: compressed
 * inserts of stored blocks, and blocks shipped as external data. Needs a container engine; the same
 * paths run against the embedded engine in {@link BlocksInEngineTest}.
 */
@EnabledIf(
    value = "containerEngineRuns",
    disabledReason = "no container engine runs here; the embedded engine stands in for the server")
final class ClickHouseServerContainerTest {
  private static final int HTTP_PORT = 8123;
  private static GenericContainer<?> server;
  private static HttpClickHouse client;

  static boolean containerEngineRuns() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @BeforeAll
  @SuppressWarnings("resource")
  static void start() {
    server =
        new GenericContainer<>(DockerImageName.parse("clickhouse/clickhouse-server:26.7"))
            .withEnv("CLICKHOUSE_PASSWORD", "secret")
            .withExposedPorts(HTTP_PORT)
            .waitingFor(Wait.forHttp("/ping").forPort(HTTP_PORT));
    server.start();
    client =
        new HttpClickHouse(
            new ClickHouseEndpoint(
                URI.create(
                    "http://" + server.getHost() + ":" + server.getMappedPort(HTTP_PORT) + "/"),
                "default",
                "secret"));
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  @Test
  void storedBlocksAreInsertedAndShipped() {
    TableSchema schema = RandomBlocks.schema();
    BlockAssembler assembler = new BlockAssembler(schema);
    Block block = new RandomBlocks(42).block(schema, 0);
    String structure = assembler.structure(assembler.columnNames());
    client.execute(
        ClickHouseStatement.of(
            "CREATE TABLE blocks (" + structure + ") ENGINE = MergeTree ORDER BY tuple()"));
    String columns =
        String.join(", ", assembler.columnNames().stream().map(ClickHouseSql::identifier).toList());
    client.insert(
        ClickHouseStatement.of("INSERT INTO blocks (" + columns + ") FORMAT Native"),
        out -> assembler.writeCompressed(out, block, 1, 0));
    ExternalTable tail =
        new ExternalTable(
            "tail",
            structure,
            out -> assembler.writeRaw(out, block, 2, 0, assembler.columnNames()));
    ClickHouseStatement both =
        new ClickHouseStatement(
            "SELECT count(), uniqExact(_seq) FROM (SELECT * FROM blocks UNION ALL SELECT * FROM tail)",
            Map.of(),
            Map.of(),
            List.of(tail),
            null,
            null);
    try (ClickHouseResult result = client.query(both)) {
      NativeBlock answer = result.next();
      while (answer != null && answer.rows() == 0) {
        answer = result.next();
      }
      assertThat(answer).isNotNull();
      assertThat(answer.columns().get(0).getLong(0)).isEqualTo(2L * block.header().rows());
      assertThat(answer.columns().get(1).getLong(0)).isEqualTo(2);
    }
  }
}
