package io.timestore.daemon.rows.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.Encoded;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type of column takes from JSON, and what it refuses. */
class CellConversionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "integer|5|5",
        "integer|-9223372036854775808|-9223372036854775808",
        "integer|9223372036854775807|9223372036854775807",
        "integer|5.0|5",
        "integer|1.5e1|15",
        "integer|-0|0",
        "integer|0e999999999|0",
        "integer|\"17\"|17",
        "integer|\"17.00\"|17",
        "integer|null|NULL",
        "double|0.1|0.1",
        "double|5|5.0",
        "double|-0.0|-0.0",
        "double|123456.789e3|1.23456789E8",
        "double|4.9e-324|4.9E-324",
        "double|1.7976931348623157e308|1.7976931348623157E308",
        "double|9007199254740992|9.007199254740992E15",
        "double|\"0.30000000000000004\"|0.30000000000000004",
        "double|\"-12.5\"|-12.5",
        "boolean|true|true",
        "boolean|0|false",
        "boolean|1|true",
        "boolean|\"true\"|true",
        "boolean|\"false\"|false",
        "boolean|\"1\"|true",
        "string|\"MCI\"|MCI",
        "string|\"\"|``",
        "string|\"Zürich €\\ud83d\\ude00\"|Zürich €😀",
        "string|1.50|1.50",
        "string|12345678901234567890|12345678901234567890",
        "string|true|true",
        "keyword|\"a\"|a",
        "decimal(10,2)|1.50|1.50",
        "decimal(10,2)|1.500|1.50",
        "decimal(10,2)|99999999.99|99999999.99",
        "decimal(2,2)|0|0.00",
        "decimal(10,2)|\"-7\"|-7.00",
        "decimal(40,0)|1234567890123456789012345678901234567890|1234567890123456789012345678901234567890",
        "uuid|\"123e4567-E89B-12d3-a456-426614174000\"|123e4567-e89b-12d3-a456-426614174000",
        "date|\"2024-02-29\"|2024-02-29",
        "date|\"1900-01-01\"|1900-01-01",
        "timestamp|\"2001-01-01T00:01:00.000Z\"|2001-01-01T00:01",
        "timestamp|\"2001-01-01T01:01:00.123456+01:00\"|2001-01-01T00:01:00.123456",
        "timestamp|\"2001-01-01t00:01:00z\"|2001-01-01T00:01",
        "timestamp(3)|\"2001-01-01T00:01:00.123000Z\"|2001-01-01T00:01:00.123",
        "timestamp(9)|\"2001-01-01T00:01:00.123456789000Z\"|2001-01-01T00:01:00.123456789",
        "timestamp|978307260000|2001-01-01T00:01",
        "timestamp|-1|1969-12-31T23:59:59.999",
        "timestamp|978307260000.5|2001-01-01T00:01:00.000500",
        "timestamp|9.7830726e11|2001-01-01T00:01",
        "json|{\"a\": [1, 2.50, null], \"b\":\"x\"}|{\"a\":[1,2.50,null],\"b\":\"x\"}",
        "json|\"text\"|\"text\"",
        "json|12345678901234567890.123456789|12345678901234567890.123456789",
        "json|[]|[]",
        "json|null|NULL",
      })
  void takesWithoutLoss(String type, String json, String expected) throws IOException {
    TableSchema schema = Encoded.schema("v:" + type);
    assertThat(Encoded.ndjson(schema, "{\"v\":" + json + "}").get(0).get(0))
        .asString()
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "integer|9223372036854775808",
        "integer|1.5",
        "integer|1e999999999",
        "integer|1e99999999999",
        "integer|\"abc\"",
        "integer|\"\"",
        "integer|\" 5\"",
        "integer|\"+5\"",
        "integer|\"0x10\"",
        "integer|true",
        "integer|[1]",
        "integer|{}",
        "double|1e400",
        "double|1e-400",
        "double|9007199254740993",
        "double|9223372036854775807",
        "double|\"NaN\"",
        "double|\"1d\"",
        "double|\"01.5\"",
        "double|\"1.\"",
        "double|\".5\"",
        "double|true",
        "boolean|2",
        "boolean|\"yes\"",
        "boolean|\"TRUE\"",
        "string|{\"a\":1}",
        "string|[]",
        "string|\"\\ud83d\"",
        "keyword|\"\\ude00 x\"",
        "decimal(10,2)|1.505",
        "decimal(10,2)|100000000",
        "decimal(10,2)|1e1000000000",
        "decimal(10,2)|\"\"",
        "decimal(10,2)|true",
        "uuid|\"123e4567e89b12d3a456426614174000\"",
        "uuid|\"123e4567-e89b-12d3-a456-42661417400g\"",
        "uuid|5",
        "date|\"2023-02-29\"",
        "date|\"2024-1-1\"",
        "date|\"1899-12-31\"",
        "date|20240101",
        "timestamp|\"2001-01-01T00:01:00\"",
        "timestamp|\"2001-01-01\"",
        "timestamp|\"2001-01-01T00:01:00.1234567Z\"",
        "timestamp(3)|\"2001-01-01T00:01:00.1234Z\"",
        "timestamp(9)|\"2001-01-01T00:01:00.1234567891Z\"",
        "timestamp(3)|978307260000.5",
        "timestamp|\"978307260000\"",
        "timestamp|\"1899-12-31T23:59:59Z\"",
        "timestamp|\"2262-04-12T00:00:00Z\"",
        "timestamp|99999999999999999999",
        "timestamp|1e300",
        "timestamp|true",
        "timestamp|\"yesterday\"",
      })
  void refusesEverythingElse(String type, String json) {
    TableSchema schema = Encoded.schema("good:string", "v:" + type);
    String text = "{\"good\":\"x\"}\n{\"v\":" + json + ",\"good\":\"y\"}";
    assertThatThrownBy(() -> Encoded.ndjson(schema, text))
        .isInstanceOfSatisfying(
            TimestoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_VALUE))
        .hasMessageStartingWith("line 2: column 'v' ")
        .hasMessageContaining(type);
  }
}
