package io.timestore.cli;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** The ways to print an answer. */
enum ResultFormat {
  TABLE {
    @Override
    void print(ResultSet rows, PrintWriter out) throws SQLException {
      TableFormat.print(rows, out);
    }
  },
  CSV {
    @Override
    void print(ResultSet rows, PrintWriter out) throws SQLException {
      CsvFormat.print(rows, out);
    }
  },
  JSON {
    @Override
    void print(ResultSet rows, PrintWriter out) throws SQLException {
      JsonFormat.print(rows, out);
    }
  };

  /** Prints all rows of an answer. */
  abstract void print(ResultSet rows, PrintWriter out) throws SQLException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
