package io.timestore.calcite.parse;

import io.timestore.core.model.TimestoreException;
import java.util.List;

/** One statement of a text. Immutable. */
public final class ScriptStatement {
  private final MappedText whole;
  private final String written;
  private final int start;
  private final String text;
  private final String word;
  private final int parameters;

  private ScriptStatement(Builder builder, int end) {
    this.whole = builder.whole;
    this.written = builder.written;
    this.start = builder.start;
    this.text = whole.text().substring(start, end);
    this.word = builder.word;
    this.parameters = builder.parameters;
  }

  /** The statement without its semicolon, names in double quotes or backticks. */
  public String text() {
    return text;
  }

  /** Its first word in upper case, empty for a statement without one. */
  public String word() {
    return word;
  }

  /** The number of its {@code ?}. */
  public int parameters() {
    return parameters;
  }

  /**
   * The statement without its comments and the blanks around it.
   *
   * @throws TimestoreException SYNTAX for a text that has no tokens
   */
  public String withoutComments() {
    StatementText.refuseInvalid(text);
    StringBuilder plain = new StringBuilder();
    for (SqlToken token : SqlLexer.tokens(text, QuoteStyle.DOUBLE_QUOTE)) {
      plain.append(token.kind() == SqlToken.Kind.COMMENT ? " " : token.text());
    }
    return plain.toString().strip();
  }

  /** The offset in the whole text, as it was written, of a place in this statement. */
  public int offset(Positions.Place place) {
    return whole.origin(start + Positions.offset(text, place.line(), place.column()));
  }

  /** The place in the whole text, as it was written, of a place in this statement. */
  public Positions.Place place(Positions.Place place) {
    return Positions.Place.of(written, offset(place));
  }

  /** Gathers the tokens of a statement. For one statement. */
  static final class Builder {
    private final MappedText whole;
    private final String written;
    private final int start;
    private String word = "";
    private int parameters;
    private boolean significant;

    Builder(MappedText whole, String written, int start) {
      this.whole = whole;
      this.written = written;
      this.start = start;
    }

    void add(SqlToken token) {
      significant |= token.isSignificant();
      parameters += token.isSign("?") ? 1 : 0;
      if (word.isEmpty() && token.kind() == SqlToken.Kind.WORD) {
        word = token.upper();
      }
    }

    void endAt(int end, List<ScriptStatement> statements) {
      if (significant) {
        statements.add(new ScriptStatement(this, end));
      }
    }
  }
}
