package io.timestore.embedded.chdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified client-v2 works against the bridge. */
@SuppressWarnings("try") // Its responses declare that closing may be interrupted.
@Timeout(60)
class ClientV2Test {
  private static Client client;

  @BeforeAll
  static void connect() {
    client =
        new Client.Builder()
            .addEndpoint(SharedEngine.url())
            .setUsername("default")
            .setPassword("")
            .build();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Test
  void pingsAndQueriesWithParameters() {
    assertThat(client.ping()).isTrue();
    List<GenericRecord> rows =
        client.queryAll("SELECT number AS n, toString(number) AS s FROM numbers(3)");
    assertThat(rows).extracting(row -> row.getString("s")).containsExactly("0", "1", "2");
    assertThat(client.queryAll("SELECT 1 WHERE 0")).isEmpty();
  }

  @Test
  void bindsServerSideParameters() throws Exception {
    try (var response =
        client
            .query(
                "SELECT {x:Int64} + 1, {s:String} FORMAT TabSeparatedRaw",
                Map.of("x", 41, "s", "it's"))
            .get(20, TimeUnit.SECONDS)) {
      assertThat(new String(response.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("42\tit's\n");
      assertThat(response.getResultRows()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void insertsStreamsCompressedOrNot(boolean compress) throws Exception {
    String table = "inserted_" + compress;
    SharedEngine.sql(
        "CREATE TABLE " + table + " (a Int64, b String) ENGINE = MergeTree ORDER BY a");
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      csv.append(i).append(",value ").append(i).append('\n');
    }
    InputStream data = new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8));
    InsertSettings settings = new InsertSettings().compressClientRequest(compress);
    try (InsertResponse response =
        client.insert(table, data, ClickHouseFormat.CSV, settings).get(30, TimeUnit.SECONDS)) {
      assertThat(response.getWrittenRows()).isEqualTo(50_000);
    }
    assertThat(SharedEngine.sql("SELECT count(), sum(a) FROM " + table))
        .isEqualTo("50000\t1249975000\n");
  }

  @Test
  void tellsTheServersErrorCode() {
    assertThatThrownBy(() -> client.queryAll("SELECT * FROM nowhere"))
        .hasRootCauseInstanceOf(ServerException.class)
        .rootCause()
        .satisfies(e -> assertThat(((ServerException) e).getCode()).isEqualTo(60));
  }
}
