package io.timestore.calcite.parse;

/** The quotes of a connection's statements. Single quotes always enclose texts. */
public enum QuoteStyle {
  /** {@code "name"}, as the SQL standard says; backticks enclose names, too. */
  DOUBLE_QUOTE("double-quote", "\""),
  /** {@code `name`}, as in MySQL and Spark; double quotes are another way to write a text. */
  BACKTICK("backtick", "`");

  private final String word;
  private final String quote;

  QuoteStyle(String word, String quote) {
    this.word = word;
    this.quote = quote;
  }

  /** The style of a word that the property accepts. */
  public static QuoteStyle of(String word) {
    return word.equalsIgnoreCase(BACKTICK.word) ? BACKTICK : DOUBLE_QUOTE;
  }

  /** The quote around names. */
  public String quote() {
    return quote;
  }

  /** Whether double quotes enclose a text. */
  boolean isText(char quote) {
    return this == BACKTICK && quote == '"';
  }
}
