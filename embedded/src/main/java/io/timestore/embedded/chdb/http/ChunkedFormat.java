package io.timestore.embedded.chdb.http;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/**
 * How chunks of a format make one document: each chunk of the engine repeats the format's header,
 * which must be taken off all but the first. Formats that are not known here cannot be cut into
 * chunks.
 */
enum ChunkedFormat {
  /** Chunks follow each other as they are. */
  PLAIN,
  /** One line of names. */
  ONE_LINE,
  /** A line of names and a line of types. */
  TWO_LINES,
  CSV_ONE_LINE,
  CSV_TWO_LINES,
  /** A varint count, then so many strings. */
  BINARY_NAMES,
  /** A varint count, then so many names and so many types. */
  BINARY_NAMES_AND_TYPES,
  /** Must be built as a whole. */
  WHOLE;

  /** The default of ClickHouse's HTTP interface. */
  static final String DEFAULT = "TabSeparated";

  private static final Map<String, ChunkedFormat> BY_NAME =
      Map.ofEntries(
          Map.entry("native", PLAIN),
          Map.entry("rowbinary", PLAIN),
          Map.entry("rowbinarywithnames", BINARY_NAMES),
          Map.entry("rowbinarywithnamesandtypes", BINARY_NAMES_AND_TYPES),
          Map.entry("tsv", PLAIN),
          Map.entry("tabseparated", PLAIN),
          Map.entry("tsvraw", PLAIN),
          Map.entry("tabseparatedraw", PLAIN),
          Map.entry("tsvwithnames", ONE_LINE),
          Map.entry("tabseparatedwithnames", ONE_LINE),
          Map.entry("tsvwithnamesandtypes", TWO_LINES),
          Map.entry("tabseparatedwithnamesandtypes", TWO_LINES),
          Map.entry("csv", PLAIN),
          Map.entry("csvwithnames", CSV_ONE_LINE),
          Map.entry("csvwithnamesandtypes", CSV_TWO_LINES),
          Map.entry("jsoneachrow", PLAIN),
          Map.entry("jsonlines", PLAIN),
          Map.entry("ndjson", PLAIN),
          Map.entry("jsonstringseachrow", PLAIN),
          Map.entry("jsoncompacteachrow", PLAIN),
          Map.entry("jsoncompactstringseachrow", PLAIN),
          Map.entry("null", PLAIN));

  static ChunkedFormat of(String name) {
    return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), WHOLE);
  }

  /** Length of the header in a chunk's first bytes; 0 if it has none. */
  int headerLength(ByteBuffer start) {
    return switch (this) {
      case PLAIN, WHOLE -> 0;
      case ONE_LINE -> lines(start, 1, false);
      case TWO_LINES -> lines(start, 2, false);
      case CSV_ONE_LINE -> lines(start, 1, true);
      case CSV_TWO_LINES -> lines(start, 2, true);
      case BINARY_NAMES -> strings(start, 1);
      case BINARY_NAMES_AND_TYPES -> strings(start, 2);
    };
  }

  private static int lines(ByteBuffer bytes, int count, boolean quotes) {
    boolean quoted = false;
    int left = count;
    for (int i = 0; i < bytes.limit(); i++) {
      byte b = bytes.get(i);
      if (quotes && b == '"') {
        quoted = !quoted;
      } else if (b == '\n' && !quoted) {
        left--;
        if (left == 0) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  private static int strings(ByteBuffer bytes, int perColumn) {
    ByteBuffer in = bytes.duplicate();
    int left = varint(in) * perColumn;
    for (int i = 0; i < left; i++) {
      int length = varint(in);
      in.position(in.position() + length);
    }
    return in.position();
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }
}
