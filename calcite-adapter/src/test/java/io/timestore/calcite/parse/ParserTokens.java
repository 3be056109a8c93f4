package io.timestore.calcite.parse;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImplConstants;
import org.apache.calcite.sql.parser.babel.Token;
import org.apache.calcite.sql.parser.babel.TokenMgrError;

/**
 * The tokens that the parser's own lexer makes of a text.
 *
 * @param tokens up to the end of the text or to the first error
 * @param stumble offset of the first token that no rule of the grammar takes, or behind the last
 *     token before an error; above the text's length if there is neither
 */
record ParserTokens(List<SqlToken> tokens, int stumble) {
  private static final int LAST_KEYWORD = SqlBabelParserImplConstants.UNSIGNED_INTEGER_LITERAL;

  static ParserTokens of(String text) {
    SqlBabelParserImpl parser = new SqlBabelParserImpl(new StringReader(text));
    parser.setTabSize(1);
    parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
    List<SqlToken> tokens = new ArrayList<>();
    int stumble = text.length() + 1;
    try {
      for (Token token = parser.getNextToken(); token.kind != 0; token = parser.getNextToken()) {
        int start = Positions.offset(text, token.beginLine, token.beginColumn);
        int end = Positions.offset(text, token.endLine, token.endColumn) + 1;
        if (isNeverTaken(token.kind)) {
          stumble = Math.min(stumble, start);
        }
        tokens.add(new SqlToken(kind(token), start, end, text.substring(start, end)));
      }
    } catch (TokenMgrError e) {
      int behind = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
      stumble = Math.min(stumble, behind);
    }
    return new ParserTokens(tokens, stumble);
  }

  private static boolean isNeverTaken(int kind) {
    return kind == SqlBabelParserImplConstants.QUOTE
        || kind == SqlBabelParserImplConstants.DOUBLE_QUOTE
        || kind == SqlBabelParserImplConstants.UNICODE_QUOTED_ESCAPE_CHAR
        || kind == SqlBabelParserImplConstants.BEL;
  }

  private static SqlToken.Kind kind(Token token) {
    return switch (token.kind) {
      case SqlBabelParserImplConstants.UNSIGNED_INTEGER_LITERAL,
          SqlBabelParserImplConstants.APPROX_NUMERIC_LITERAL,
          SqlBabelParserImplConstants.DECIMAL_NUMERIC_LITERAL ->
          SqlToken.Kind.NUMBER;
      case SqlBabelParserImplConstants.BINARY_STRING_LITERAL,
          SqlBabelParserImplConstants.QUOTED_STRING,
          SqlBabelParserImplConstants.PREFIXED_STRING_LITERAL,
          SqlBabelParserImplConstants.UNICODE_STRING_LITERAL,
          SqlBabelParserImplConstants.C_STYLE_ESCAPED_STRING_LITERAL ->
          SqlToken.Kind.TEXT;
      case SqlBabelParserImplConstants.QUOTED_IDENTIFIER,
          SqlBabelParserImplConstants.UNICODE_QUOTED_IDENTIFIER ->
          SqlToken.Kind.NAME;
      case SqlBabelParserImplConstants.IDENTIFIER -> SqlToken.Kind.WORD;
      default ->
          token.kind < LAST_KEYWORD && Character.isLetter(token.image.charAt(0))
              ? SqlToken.Kind.WORD
              : SqlToken.Kind.SIGN;
    };
  }
}
