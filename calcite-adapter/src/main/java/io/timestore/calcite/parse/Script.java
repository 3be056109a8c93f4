package io.timestore.calcite.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * A text of several statements, taken apart at the semicolons among its tokens. Immutable.
 *
 * @param statements those that have a token
 */
public record Script(List<ScriptStatement> statements) {
  public Script {
    statements = List.copyOf(statements);
  }

  /** Takes a text apart; the statements are in {@link QuoteStyle#DOUBLE_QUOTE}. */
  public static Script of(String written, QuoteStyle quotes) {
    MappedText text = StandardText.inDoubleQuoteStyle(written, quotes);
    List<ScriptStatement> statements = new ArrayList<>();
    ScriptStatement.Builder builder = new ScriptStatement.Builder(text, written, 0);
    SqlLexer lexer = new SqlLexer(text.text(), QuoteStyle.DOUBLE_QUOTE);
    for (SqlToken token = lexer.next(); token != null; token = lexer.next()) {
      if (token.isSign(";")) {
        builder.endAt(token.start(), statements);
        builder = new ScriptStatement.Builder(text, written, token.end());
      } else {
        builder.add(token);
      }
    }
    builder.endAt(text.text().length(), statements);
    return new Script(statements);
  }
}
