package io.timestore.daemon.rows;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.timestore.daemon.rows.cell.JsonInput;
import java.io.IOException;
import java.io.InputStream;

/** Reads rows that are JSON objects, one a line. Blank lines are skipped. */
public final class NdjsonRows {
  private NdjsonRows() {}

  /**
   * Reads the body to its end.
   *
   * @throws io.timestore.core.model.TimestoreException a 400 that names the line
   */
  public static void read(InputStream in, RowEncoder encoder) throws IOException {
    JsonRows rows = new JsonRows(encoder);
    try (JsonParser parser = JsonInput.FACTORY.createParser(in)) {
      int lastLine = 0;
      while (parser.nextToken() != null) {
        int line = parser.currentTokenLocation().getLineNr();
        encoder.begin("line", line);
        if (line == lastLine) {
          throw encoder.refusedRow("more than one row; accepted is one JSON object a line");
        }
        rows.readObject(parser);
        lastLine = parser.currentTokenLocation().getLineNr();
        if (lastLine != line) {
          throw encoder.refusedRow(
              "the row goes on in line " + lastLine + "; accepted is one JSON object a line");
        }
      }
    } catch (JsonProcessingException e) {
      throw JsonInput.malformed("the body", e);
    }
  }
}
