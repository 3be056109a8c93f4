package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlJdbcFunctionCall;

/**
 * JDBC's escapes that the parser does not know: outer joins, LIKE escapes, limits, and functions
 * beyond JDBC's own list. Dates, times and the functions of the list are the parser's.
 */
public final class JdbcEscapes {
  private static final Set<String> PARSER_FUNCTIONS =
      Stream.of(
              SqlJdbcFunctionCall.getNumericFunctions(),
              SqlJdbcFunctionCall.getStringFunctions(),
              SqlJdbcFunctionCall.getTimeDateFunctions(),
              SqlJdbcFunctionCall.getSystemFunctions())
          .flatMap(list -> Arrays.stream(list.split(",", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private JdbcEscapes() {}

  /**
   * A statement without the escapes that the parser does not know; all else keeps its place.
   *
   * @throws TimestoreException UNSUPPORTED for a procedure's call
   */
  public static String translated(String sql) {
    List<MappedText.Edit> edits = new ArrayList<>();
    collect(SqlLexer.significant(sql), edits);
    return MappedText.of(sql).with(edits).text();
  }

  static void collect(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    Deque<Boolean> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.kind() == SqlToken.Kind.SIGN && token.text().startsWith("{")) {
        open.push(opens(tokens, i, edits));
      } else if (token.isSign("}") && !open.isEmpty() && open.pop()) {
        edits.add(blank(token.start(), token.end()));
      }
    }
  }

  private static MappedText.Edit blank(int start, int end) {
    return new MappedText.Edit(start, end, " ".repeat(end - start));
  }

  /** Takes the head of an escape away; answers whether its closing brace goes too. */
  private static boolean opens(List<SqlToken> tokens, int at, List<MappedText.Edit> edits) {
    SqlToken brace = tokens.get(at);
    if (!brace.isSign("{")) {
      boolean function = brace.text().toUpperCase(Locale.ROOT).endsWith("FN");
      boolean unknown = function && !isParserFunction(tokens, at + 1);
      if (unknown) {
        edits.add(blank(brace.start(), brace.end()));
      }
      return unknown;
    }
    String word = word(tokens, at + 1);
    if (word.equals("CALL") || (at + 1 < tokens.size() && tokens.get(at + 1).isSign("?"))) {
      throw new TimestoreException(ErrorCode.UNSUPPORTED, "procedure calls are not supported");
    }
    switch (word) {
      case "OJ" -> edits.add(blank(brace.start(), tokens.get(at + 1).end()));
      case "ESCAPE", "LIMIT" -> edits.add(blank(brace.start(), brace.end()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean isParserFunction(List<SqlToken> tokens, int at) {
    String name = word(tokens, at);
    return PARSER_FUNCTIONS.contains(name)
        || name.equals("CONVERT")
        || name.startsWith("TIMESTAMP");
  }

  private static String word(List<SqlToken> tokens, int at) {
    return at < tokens.size() && tokens.get(at).kind() == SqlToken.Kind.WORD
        ? tokens.get(at).upper()
        : "";
  }
}
