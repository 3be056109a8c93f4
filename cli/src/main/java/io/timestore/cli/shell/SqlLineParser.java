package io.timestore.cli.shell;

import io.timestore.cli.StatementSplitter;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the line reader whether a statement has ended, so that Enter runs it or starts another line
 * of it, and which word is to be completed. Stateless.
 */
final class SqlLineParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
      throw new EOFError(-1, -1, "the statement has not ended");
    }
    return Words.of(line, cursor);
  }

  /** Commands end with their line. */
  static boolean isWhole(String text) {
    if (text.isBlank() || text.stripLeading().startsWith("\\")) {
      return true;
    }
    StatementSplitter splitter = new StatementSplitter();
    splitter.feed(text + "\n");
    return splitter.isEmpty();
  }

  /** A name in parts, in quotes or not, is one word. */
  private record Words(String line, int cursor, int start) implements CompletingParsedLine {
    static Words of(String line, int cursor) {
      int start = cursor;
      while (start > 0 && isPart(line.charAt(start - 1))) {
        start--;
      }
      return new Words(line, cursor, start);
    }

    private static boolean isPart(char c) {
      return Character.isJavaIdentifierPart(c) || c == '.' || c == '"' || c == '\\' || c == '?';
    }

    @Override
    public String word() {
      return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - start;
    }

    @Override
    public int wordIndex() {
      return line.substring(0, start).isBlank() ? 0 : 1;
    }

    @Override
    public List<String> words() {
      return wordIndex() == 0 ? List.of(word()) : List.of(line.substring(0, start).strip(), word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }
}
