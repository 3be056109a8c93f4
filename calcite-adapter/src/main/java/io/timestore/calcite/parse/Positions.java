package io.timestore.calcite.parse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads from positions in the text that was parsed to the statement as it was written, where the
 * quotes that the parser needed are missing. Immutable.
 */
public final class Positions {
  private static final Pattern NAME =
      Pattern.compile("(\"[^\"]*\"|[\\w$]+)(\\s*\\.\\s*(\"[^\"]*\"|[\\w$]+))*");

  private final String parsed;
  private final List<Integer> inserted;

  Positions(String parsed, List<Integer> inserted) {
    this.parsed = parsed;
    this.inserted = List.copyOf(inserted);
  }

  /** A position as people count: line and column from 1. */
  public record Place(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /** The place in the written statement. */
  public Place of(int line, int column) {
    int lineStart = offset(parsed, line, 1);
    int offset = lineStart + column - 1;
    int shift = 0;
    for (int position : inserted) {
      if (position >= lineStart && position < offset) {
        shift++;
      }
    }
    return new Place(line, Math.max(1, column - shift));
  }

  /** The name, with the dots in it, that stands at a position of the parsed text. */
  public String nameAt(int line, int column) {
    Matcher name = NAME.matcher(parsed);
    return name.find(offset(parsed, line, column)) ? name.group() : "";
  }

  static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', start);
      if (next < 0) {
        return text.length();
      }
      start = next + 1;
    }
    return Math.min(text.length(), start + column - 1);
  }
}
