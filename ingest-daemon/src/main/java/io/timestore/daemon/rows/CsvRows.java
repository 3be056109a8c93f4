package io.timestore.daemon.rows;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import io.timestore.daemon.rows.cell.Cell;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows from CSV (RFC 4180) in UTF-8: a header line with column names in any order, then a row
 * a record. An empty field is null. For one thread.
 */
public final class CsvRows {
  private static final int MAX_FIELD_CHARS = 1 << 24;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private CsvRows() {}

  /**
   * Reads the body to its end.
   *
   * @throws TimestoreException a 400 that names the line
   */
  public static void read(InputStream in, RowEncoder encoder) throws IOException {
    Reader reader =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    Records records = new Records(encoder);
    CsvReader<Object> reading =
        CsvReader.builder()
            .maxBufferSize(MAX_FIELD_CHARS)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .build(records, reader);
    try {
      reading.forEach(record -> {});
      if (records.header) {
        throw new TimestoreException(
            ErrorCode.INVALID_REQUEST, "the CSV body is empty; it starts with a header line");
      }
    } catch (UncheckedIOException e) {
      throw translated(new IOException(e.getMessage(), e.getCause()), e.getCause());
    } catch (CsvParseException e) {
      if (e.getCause() instanceof TimestoreException refused) {
        throw refused;
      }
      if (e.getCause() instanceof IOException io) {
        throw translated(io, io);
      }
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST, "the body is not valid CSV: " + e.getMessage(), e);
    }
  }

  private static IOException translated(IOException e, @Nullable Throwable cause) {
    if (cause instanceof CharacterCodingException) {
      throw new TimestoreException(
          ErrorCode.INVALID_REQUEST, "the CSV body is not UTF-8 text; accepted is UTF-8", e);
    }
    return e;
  }

  /** Takes fields as they are parsed; the first record is the header. */
  private static final class Records extends AbstractBaseCsvCallbackHandler<Object> {
    private static final Object RECORD = new Object();

    private final RowEncoder encoder;
    private int[] columns = new int[16];
    private int columnCount;
    private boolean header = true;

    Records(RowEncoder encoder) {
      this.encoder = encoder;
    }

    @Override
    protected void handleBegin(long line) {
      encoder.begin("line", line);
    }

    @Override
    protected void handleField(int at, char[] chars, int offset, int length, boolean quoted) {
      if (header) {
        addColumn(new String(chars, offset, length));
      } else if (at >= columnCount) {
        throw encoder.refusedRow("more fields than the header line, which has " + columnCount);
      } else if (length > 0) {
        Cell cell = encoder.cell(columns[at]);
        cell.begin();
        cell.untyped(chars, offset, length);
      }
    }

    private void addColumn(String text) {
      boolean marked = columnCount == 0 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      int index = encoder.indexOf(marked ? text.substring(1) : text);
      encoder.cell(index).begin();
      if (columnCount == columns.length) {
        columns = Arrays.copyOf(columns, columnCount * 2);
      }
      columns[columnCount++] = index;
    }

    @Override
    protected Object buildRecord() {
      if (getRecordType() == RecordType.EMPTY) {
        return RECORD;
      }
      if (header) {
        header = false;
      } else if (getFieldCount() != columnCount) {
        throw encoder.refusedRow(
            getFieldCount() + " fields, but the header line has " + columnCount);
      } else {
        encoder.end();
      }
      return RECORD;
    }
  }
}
