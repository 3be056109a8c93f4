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
    /**
     * The place of an offset. A line ends with {@code \n}, {@code \r} or both, as in the parser.
     */
    public static Place of(String text, int offset) {
      int line = 1;
      int start = 0;
      for (int next = lineAfter(text, start); next <= offset; next = lineAfter(text, start)) {
        line++;
        start = next;
      }
      return new Place(line, offset - start + 1);
    }

    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /** The place in the written statement. */
  public Place of(int line, int column) {
    return Place.of(written, parsed.origin(offset(parsed.text(), line, column)));
  }

  /** The name, with the dots in it, that stands at a position of the parsed text. */
  public String nameAt(int line, int column) {
    int start = offset(parsed.text(), line, column);
    List<SqlToken> tokens = SqlLexer.significant(parsed.text().substring(start));
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

  /** The offset of a line and a column from 1, at most the text's length. */
  public static int offset(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      int next = lineAfter(text, start);
      if (next > text.length()) {
        return text.length();
      }
      start = next;
    }
    return Math.min(text.length(), start + column - 1);
  }

  /** Where the next line begins, more than the text's length if there is none. */
  private static int lineAfter(String text, int from) {
    int next = SqlCharacters.behindLine(text, from);
    boolean broken = next > from && SqlCharacters.isLineBreak(text.charAt(next - 1));
    return broken ? next : text.length() + 1;
  }
}
