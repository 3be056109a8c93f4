package io.timestore.daemon.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import io.timestore.daemon.rows.cell.Cell;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows that are JSON objects. Remembers in which order the last row had its columns, so that
 * a name is compared with the expected one and looked up only where it differs. For one thread.
 */
public final class JsonRows {
  private final RowEncoder encoder;
  private final SerializedString[] names;
  private final int[] expected;

  public JsonRows(RowEncoder encoder) {
    this.encoder = encoder;
    this.names = new SerializedString[encoder.columns()];
    this.expected = new int[encoder.columns()];
    for (int i = 0; i < names.length; i++) {
      names[i] = new SerializedString(encoder.cell(i).field().name());
      expected[i] = i;
    }
  }

  /** Reads an array of rows; the parser stands on its start and is left on its end. */
  public void readArray(JsonParser parser) throws IOException {
    long row = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      encoder.begin("row", ++row);
      readObject(parser);
    }
  }

  /** Reads a row that has begun; the parser stands on its first token and is left on its last. */
  void readObject(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw encoder.refusedRow(
          "a row is an object of columns, not " + JsonShape.of(parser.currentToken()));
    }
    for (int at = 0; ; at++) {
      int index = nextColumn(parser, at);
      if (index < 0) {
        break;
      }
      Cell cell = encoder.cell(index);
      cell.begin();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        cell.json(parser);
      }
    }
    encoder.end();
  }

  /** The column of the next field, or -1 at the end of the object. */
  private int nextColumn(JsonParser parser, int at) throws IOException {
    if (at < expected.length) {
      int guess = expected[at];
      if (parser.nextFieldName(names[guess])) {
        return guess;
      }
    } else {
      parser.nextToken();
    }
    @Nullable JsonToken token = parser.currentToken();
    if (token != JsonToken.FIELD_NAME) {
      return -1;
    }
    int index = encoder.indexOf(parser.currentName());
    if (at < expected.length) {
      expected[at] = index;
    }
    return index;
  }
}
