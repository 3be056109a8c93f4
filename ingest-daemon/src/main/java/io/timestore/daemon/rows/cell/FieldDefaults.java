package io.timestore.daemon.rows.cell;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.timestore.core.model.Field;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the default value of a field. */
public final class FieldDefaults {
  private FieldDefaults() {}

  /**
   * The default as a {@link Field} keeps it, converted by the rules of rows; null for JSON null.
   *
   * @param parser before the value's first token
   * @throws io.timestore.core.model.TimestoreException INVALID_VALUE
   */
  public static @Nullable String read(Field field, JsonParser parser) throws IOException {
    Cell cell = CellFactory.of(new RowPosition(), field);
    if (parser.nextToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    cell.json(parser);
    return cell.present() ? cell.spelled() : null;
  }
}
