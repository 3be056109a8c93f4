package io.timestore.calcite.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a statement's tokens as others read them; what they stand for stays. Stateless. */
final class StandardText {
  private StandardText() {}

  /** For the parser: comments become blanks, names in backticks become names in double quotes. */
  static MappedText forParser(String sql) {
    List<MappedText.Edit> edits = new ArrayList<>();
    for (SqlToken token : SqlLexer.tokens(sql, QuoteStyle.DOUBLE_QUOTE)) {
      if (token.kind() == SqlToken.Kind.COMMENT) {
        edits.add(edit(token, token.text().replaceAll("[^\n\r]", " ")));
      } else if (token.kind() == SqlToken.Kind.NAME && token.text().startsWith("`")) {
        edits.add(edit(token, '"' + content(token.text()).replace("\"", "\"\"") + '"'));
      }
    }
    return edited(sql, edits);
  }

  /** In {@link QuoteStyle#DOUBLE_QUOTE}, for a text in another style. */
  static MappedText inDoubleQuoteStyle(String sql, QuoteStyle style) {
    List<MappedText.Edit> edits = new ArrayList<>();
    if (style == QuoteStyle.BACKTICK && sql.indexOf('"') >= 0) {
      SqlToken before = null;
      for (SqlToken token : SqlLexer.tokens(sql, style)) {
        int quote = token.text().startsWith("&\"", 1) ? 2 : 0;
        if (token.kind() != SqlToken.Kind.NAME && token.text().startsWith("\"", quote)) {
          String prefix = quote > 0 ? token.text().substring(0, quote) : separator(before);
          edits.add(edit(token, prefix + asText(token.text().substring(quote))));
        }
        before = token;
      }
    }
    return edited(sql, edits);
  }

  /** A word that touches a text in single quotes would be taken for its prefix. */
  private static String separator(@Nullable SqlToken before) {
    return before != null && before.kind() == SqlToken.Kind.WORD ? " " : "";
  }

  private static String asText(String quoted) {
    boolean closed = quoted.length() > 1 && quoted.endsWith("\"");
    String text = content(quoted).replace("'", "''");
    return closed ? "'" + text + "'" : "'" + text;
  }

  /** A text or a name without its quotes. */
  static String content(String quoted) {
    String quote = quoted.substring(0, 1);
    boolean closed = quoted.length() > 1 && quoted.endsWith(quote);
    return quoted.substring(1, quoted.length() - (closed ? 1 : 0)).replace(quote + quote, quote);
  }

  private static MappedText.Edit edit(SqlToken token, String replacement) {
    return new MappedText.Edit(token.start(), token.end(), replacement);
  }

  private static MappedText edited(String sql, List<MappedText.Edit> edits) {
    MappedText written = MappedText.of(sql);
    return edits.isEmpty() ? written : written.with(edits);
  }
}
