package io.timestore.jdbc;

/**
 * One statement of a text.
 *
 * @param text the statement without its semicolon, escapes translated
 * @param kind what runs it
 * @param word its first word in upper case, empty for a statement without one
 * @param parameters how many {@code ?} it has
 */
record SqlPart(String text, Kind kind, String word, int parameters) {
  /** What runs a statement. */
  enum Kind {
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
