package io.timestore.cli.format;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** The ways to print an answer. All but the first rows of a table are printed as they come. */
public enum ResultFormat {
  TABLE {
    @Override
    public void print(ResultSet rows, PrintWriter out) throws SQLException {
      TableFormat.print(rows, out);
    }
  },
  VERTICAL {
    @Override
    public void print(ResultSet rows, PrintWriter out) throws SQLException {
      VerticalFormat.print(rows, out);
    }
  },
  CSV {
    @Override
    public void print(ResultSet rows, PrintWriter out) throws SQLException {
      CsvFormat.print(rows, out);
    }
  },
  JSON {
    @Override
    public void print(ResultSet rows, PrintWriter out) throws SQLException {
      JsonFormat.print(rows, out);
    }
  },
  MARKDOWN {
    @Override
    public void print(ResultSet rows, PrintWriter out) throws SQLException {
      MarkdownFormat.print(rows, out);
    }
  };

  /** Prints all rows of an answer, or as many as the reader wants to have. */
  public abstract void print(ResultSet rows, PrintWriter out) throws SQLException;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
