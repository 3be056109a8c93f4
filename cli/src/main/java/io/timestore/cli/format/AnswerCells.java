package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/** Reads an answer as cells of text for people. For one thread. */
final class AnswerCells {
  /** How many rows are printed between looks at whether anybody still reads. */
  private static final int ROWS_UNWATCHED = 256;

  private final ResultSet rows;
  private final List<String> header = new ArrayList<>();
  private final boolean[] numbers;
  private long count;

  AnswerCells(ResultSet rows) throws SQLException {
    this.rows = rows;
    ResultSetMetaData columns = rows.getMetaData();
    this.numbers = new boolean[columns.getColumnCount()];
    for (int i = 0; i < numbers.length; i++) {
      header.add(columns.getColumnLabel(i + 1));
      numbers[i] = isNumber(columns.getColumnType(i + 1));
    }
  }

  List<String> header() {
    return header;
  }

  /** Which columns hold numbers. */
  boolean[] numbers() {
    return numbers.clone();
  }

  /** Rows that were read so far. */
  long count() {
    return count;
  }

  /** The next row, null values kept; null after the last. */
  @Nullable List<@Nullable String> next() throws SQLException {
    if (!rows.next()) {
      return null;
    }
    count++;
    List<@Nullable String> row = new ArrayList<>(numbers.length);
    for (int i = 1; i <= numbers.length; i++) {
      row.add(rows.getString(i));
    }
    return row;
  }

  /** Whether the reader went away, as one that quits the pager does. */
  static boolean unread(PrintWriter out, long count) {
    return count % ROWS_UNWATCHED == 0 && out.checkError();
  }

  /** The last line of an answer. */
  String summary() {
    return count == 1 ? "(1 row)" : "(" + count + " rows)";
  }

  /** A value on one line. */
  static String oneLine(@Nullable String value) {
    return value == null ? "NULL" : value.replace("\n", "\\n").replace("\r", "\\r");
  }

  /** How many places of a terminal a text takes. */
  static int width(String text) {
    int width = 0;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      width += Math.max(0, WCWidth.wcwidth(text.codePointAt(at)));
    }
    return width;
  }

  /** A text with blanks up to a width. */
  static String padded(String text, int width, boolean right) {
    String blanks = " ".repeat(Math.max(0, width - width(text)));
    return right ? blanks + text : text + blanks;
  }

  private static boolean isNumber(int type) {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }
}
