package io.timestore.calcite.parse;

import java.util.List;

/**
 * Leads from positions in the text that was parsed to the statement as it was written, which it was
 * made from. Immutable.
 */
public final class Positions {
  private final MappedText parsed;
  private final String written;

  Positions(MappedText parsed, String written) {
    this.parsed = parsed;
    this.written = written;
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
    return placeOf(written, parsed.origin(offset(parsed.text(), line, column)));
  }

  /** The place of a character of a text, counted from 0. */
  static Place placeOf(String text, int at) {
    int lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    int lines = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new Place(lines + 1, at - lineStart + 1);
  }

  /** The name, with the dots in it, that stands at a position of the parsed text. */
  public String nameAt(int line, int column) {
    int start = offset(parsed.text(), line, column);
    List<SqlToken> tokens = SqlToken.of(parsed.text().substring(start));
    int end = 0;
    while (end < tokens.size() && isPartOfName(tokens.get(end), end)) {
      end++;
    }
    return end == 0
        ? ""
        : parsed.text().substring(start + tokens.get(0).start(), start + tokens.get(end - 1).end());
  }

  private static boolean isPartOfName(SqlToken token, int index) {
    return index % 2 == 1
        ? token.isSign(".")
        : token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.NAME;
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
