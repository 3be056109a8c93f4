package io.timestore.daemon.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.timestore.daemon.api.ApiJson;
import io.timestore.daemon.rows.JsonRows;
import io.timestore.daemon.rows.JsonShape;
import io.timestore.daemon.rows.RowEncoder;
import io.timestore.daemon.rows.cell.JsonInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The body of a JSON ingest. Fields may come in any order, so a first pass finds where the rows lie
 * and checks the syntax of everything; rows are read in a second one, as often as needed.
 */
final class IngestBody {
  private static final int MAX_ENVELOPE_BYTES = 4 << 20;
  private static final String ROWS = "rows";
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] bytes;
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
  private int rowsOffset = -1;
  private int rowsEnd;
  private int envelopeBytes;

  private IngestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads all but the rows.
   *
   * @throws io.timestore.core.model.TimestoreException INVALID_REQUEST
   */
  static IngestBody parse(byte[] body) throws IOException {
    boolean marked =
        body.length >= BYTE_ORDER_MARK.length
            && Arrays.equals(BYTE_ORDER_MARK, Arrays.copyOf(body, BYTE_ORDER_MARK.length));
    IngestBody parsed =
        new IngestBody(
            marked ? Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length) : body);
    parsed.checkEncoding();
    try (JsonParser parser = JsonInput.FACTORY.createParser(parsed.bytes)) {
      parsed.readObject(parser);
    } catch (JsonProcessingException e) {
      throw JsonInput.malformed("the body", e);
    }
    return parsed;
  }

  /** A zero among the first bytes is how UTF-16 and UTF-32 are told from UTF-8 (RFC 4627, 3). */
  private void checkEncoding() {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        throw JsonFields.invalid("the body is not UTF-8 text; accepted is JSON in UTF-8");
      }
    }
  }

  private void readObject(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw JsonFields.invalid(
          "the body is " + JsonShape.of(first) + "; accepted is a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      boolean twice = name.equals(ROWS) ? rowsOffset >= 0 : fields.has(name);
      if (twice) {
        throw JsonFields.invalid("the field '" + name + "' is there twice");
      }
      readField(name, parser);
    }
    if (parser.nextToken() != null) {
      throw JsonFields.invalid("the body goes on after its JSON object; accepted is one object");
    }
  }

  private void readField(String name, JsonParser parser) throws IOException {
    if (!IngestFields.NAMES.contains(name)) {
      throw JsonFields.unknown(name, IngestFields.NAMES);
    }
    JsonToken token = parser.nextToken();
    int start = (int) parser.currentTokenLocation().getByteOffset();
    boolean rows = name.equals(ROWS);
    if (rows && token != JsonToken.START_ARRAY) {
      throw JsonFields.invalid(
          "the field 'rows' is " + JsonShape.of(token) + "; accepted is an array of objects");
    }
    parser.skipChildren();
    parser.finishToken();
    int end = (int) parser.currentLocation().getByteOffset();
    if (rows) {
      rowsOffset = start;
      rowsEnd = end;
      return;
    }
    envelopeBytes += end - start;
    if (envelopeBytes > MAX_ENVELOPE_BYTES) {
      throw JsonFields.invalid(
          "the fields beside 'rows' take more than " + MAX_ENVELOPE_BYTES + " bytes");
    }
    JsonNode value = ApiJson.mapper().readTree(bytes, start, end - start);
    fields.set(name, value);
  }

  IngestEnvelope envelope() throws IOException {
    if (rowsOffset < 0) {
      throw JsonFields.invalid("the field 'rows' is missing; accepted is an array of objects");
    }
    return IngestFields.read(JsonFields.of("", fields), rowsOffset, rowsEnd);
  }

  /** Reads the rows, from the first on each time. */
  void readRows(RowEncoder encoder) throws IOException {
    try (JsonParser parser =
        JsonInput.FACTORY.createParser(bytes, rowsOffset, rowsEnd - rowsOffset)) {
      parser.nextToken();
      new JsonRows(encoder).readArray(parser);
    } catch (JsonProcessingException e) {
      throw JsonInput.malformed("the field 'rows'", e);
    }
  }
}
