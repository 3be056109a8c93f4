package io.timestore.jdbc.internal.text;

/**
 * One statement of a text.
 *
 * @param text the statement without its semicolon, escapes translated
 * @param kind what runs it
 * @param word its first word in upper case, empty for a statement without one
 * @param parameters how many {@code ?} it has
 * @param start where in the whole text it starts
 */
public record SqlPart(String text, Kind kind, String word, int parameters, Start start) {
  /**
   * A place in a text, all from 0.
   *
   * @param offset characters before it
   * @param line lines before it
   * @param column characters before it in its line
   */
  record Start(int offset, int line, int column) {
    static final Start OF_TEXT = new Start(0, 0, 0);

    static Start in(CharSequence text, int offset) {
      int line = 0;
      int lineStart = 0;
      for (int i = 0; i < offset; i++) {
        if (text.charAt(i) == '\n') {
          line++;
          lineStart = i + 1;
        }
      }
      return new Start(offset, line, offset - lineStart);
    }
  }

  /** What runs a statement. */
  public enum Kind {
    /** The planner. */
    QUERY,
    /** The daemon's ingest. */
    INSERT,
    /** The session itself. */
    SESSION,
    /** Nobody: rows are only ever added. */
    REFUSED
  }
}
