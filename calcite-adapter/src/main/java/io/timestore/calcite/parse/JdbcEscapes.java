package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlJdbcFunctionCall;

/**
 * JDBC's escapes that the parser does not know: outer joins, LIKE escapes, and functions beyond
 * JDBC's own list. Dates, times and the functions of the list are the parser's.
 */
final class JdbcEscapes {
  private static final Set<String> PARSER_FUNCTIONS =
      Stream.of(
              SqlJdbcFunctionCall.getNumericFunctions(),
              SqlJdbcFunctionCall.getStringFunctions(),
              SqlJdbcFunctionCall.getTimeDateFunctions(),
              SqlJdbcFunctionCall.getSystemFunctions())
          .flatMap(list -> Arrays.stream(list.split(",", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private JdbcEscapes() {}

  static void collect(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    Deque<Boolean> open = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isSign("{")) {
        open.push(opens(tokens, i, edits));
      } else if (token.isSign("}") && !open.isEmpty() && open.pop()) {
        edits.add(new MappedText.Edit(token.start(), token.end(), " "));
      }
    }
  }

  /** Takes the head of an escape away; answers whether its closing brace goes too. */
  private static boolean opens(List<SqlToken> tokens, int at, List<MappedText.Edit> edits) {
    SqlToken brace = tokens.get(at);
    String word = word(tokens, at + 1);
    if (word.equals("CALL") || (at + 1 < tokens.size() && tokens.get(at + 1).isSign("?"))) {
      throw new TimestoreException(ErrorCode.UNSUPPORTED, "procedure calls are not supported");
    }
    if (word.equals("OJ") || (word.equals("FN") && !isParserFunction(tokens, at + 2))) {
      edits.add(new MappedText.Edit(brace.start(), tokens.get(at + 1).end(), " "));
      return true;
    }
    if (word.equals("ESCAPE")) {
      edits.add(new MappedText.Edit(brace.start(), brace.end(), " "));
      return true;
    }
    return false;
  }

  private static boolean isParserFunction(List<SqlToken> tokens, int at) {
    String name = word(tokens, at);
    return PARSER_FUNCTIONS.contains(name)
        || name.equals("CONVERT")
        || name.startsWith("TIMESTAMP");
  }

  private static String word(List<SqlToken> tokens, int at) {
    return at < tokens.size() && tokens.get(at).kind() == SqlToken.Kind.WORD
        ? tokens.get(at).text().toUpperCase(Locale.ROOT)
        : "";
  }
}
