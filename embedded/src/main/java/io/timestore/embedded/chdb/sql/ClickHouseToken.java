package io.timestore.embedded.chdb.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A token of a statement: where it lies, what it is, and how many parentheses enclose it. */
public final class ClickHouseToken {
  private final byte[] source;
  private final Kind kind;
  private final int start;
  private final int end;
  private final int depth;

  ClickHouseToken(byte[] source, Kind kind, int start, int end, int depth) {
    this.source = source;
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.depth = depth;
  }

  /** What a token is. */
  public enum Kind {
    /** A keyword or an identifier without quotes. */
    WORD,
    /** An identifier in backticks or double quotes. */
    QUOTED,
    STRING,
    NUMBER,
    SYMBOL,
    END
  }

  public Kind kind() {
    return kind;
  }

  /** Where the token ends in its source. */
  int end() {
    return end;
  }

  public int depth() {
    return depth;
  }

  public String text() {
    return new String(source, start, end - start, StandardCharsets.UTF_8);
  }

  /** True for an unquoted word, whatever its case. */
  public boolean is(String word) {
    return kind == Kind.WORD
        && end - start == word.length()
        && text().toUpperCase(Locale.ROOT).equals(word);
  }

  public boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && source[start] == symbol;
  }
}
