package io.timestore.daemon.rows.cell;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How JSON input is parsed: the factory, copying of values, and the wording of syntax errors. */
public final class JsonInput {
  /** Safe for use by many threads. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private JsonInput() {}

  /** Copies the value that the parser stands on; numbers are copied digit by digit. */
  static void copyValue(JsonParser parser, JsonGenerator generator) throws IOException {
    int depth = 0;
    @Nullable JsonToken token = parser.currentToken();
    do {
      if (token == null) {
        return; // only at the end of the input, which the parser reports inside a value
      }
      switch (token) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        default -> {}
      }
      switch (token) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getText());
        default -> generator.copyCurrentEvent(parser);
      }
      token = depth > 0 ? parser.nextToken() : null;
    } while (depth > 0);
  }

  /** A 400 for input that is not JSON, with line and column. */
  public static TimestoreException malformed(String what, JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return new TimestoreException(
        ErrorCode.INVALID_REQUEST,
        what + " is not valid JSON" + where + ": " + firstSentence(e.getOriginalMessage()),
        e);
  }

  private static String firstSentence(String message) {
    int line = message.indexOf('\n');
    return line < 0 ? message : message.substring(0, line);
  }
}
