package io.timestore.calcite.parse;

import java.util.Locale;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.util.SourceStringReader;

/**
 * Calcite's parser of many dialects, set up as {@link org.apache.calcite.sql.parser.SqlParser}
 * would; that one's configuration cannot be had without the parser of standard SQL, a megabyte of
 * code to load before the first statement. For one text.
 */
final class BabelParser {
  private static final int MAX_NAME = 1024;

  private final SqlAbstractParserImpl parser;

  BabelParser(String text) {
    this.parser = SqlBabelParserImpl.FACTORY.getParser(new SourceStringReader(text));
    parser.setTabSize(1);
    parser.setQuotedCasing(Casing.UNCHANGED);
    parser.setUnquotedCasing(Casing.UNCHANGED);
    parser.setIdentifierMaxLength(MAX_NAME);
    parser.setConformance(LenientConformance.INSTANCE);
    parser.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
  }

  SqlNode statement() throws SqlParseException {
    try {
      return parser.parseSqlStmtEof();
    } catch (Throwable e) {
      throw parser.normalizeException(e);
    }
  }

  SqlNode expression() throws SqlParseException {
    try {
      return parser.parseSqlExpressionEof();
    } catch (Throwable e) {
      throw parser.normalizeException(e);
    }
  }

  /** Whether a word must be quoted to be a name. */
  boolean isReserved(String word) {
    return parser.getMetadata().isReservedWord(word.toUpperCase(Locale.ROOT));
  }

  /** The reserved words that SQL-92 does not have, with commas. */
  String keywords() {
    return parser.getMetadata().getJdbcKeywords();
  }
}
