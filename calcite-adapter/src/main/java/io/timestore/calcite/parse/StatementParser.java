package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformance;
import org.jspecify.annotations.Nullable;

/**
 * Parses one statement. A keyword that stands where only a name can stand ({@code SELECT date FROM
 * …}, {@code AS value}) is taken for the name: where the parser stumbles over a keyword, the
 * keyword is quoted, and the reading with quotes is kept if it gets further. Stateless.
 */
public final class StatementParser {
  private static final int MAX_NAMES = 64;

  /** Words that shape a statement; taking one for a name would hide the real mistake. */
  private static final Set<String> STRUCTURE =
      Set.of(
          ("ALL AND AS ASC BETWEEN BY CASE CAST CROSS DESC DISTINCT ELSE END EXCEPT EXISTS FETCH"
                  + " FROM FULL GROUP HAVING IN INNER INTERSECT INTO IS JOIN LEFT LIKE LIMIT NATURAL"
                  + " NOT NULL OFFSET ON OR ORDER OUTER OVER PARTITION RIGHT SELECT SET THEN UNION"
                  + " USING VALUES WHEN WHERE WITH INSERT UPDATE DELETE CREATE DROP ALTER MERGE TRUE"
                  + " FALSE UNKNOWN")
              .split(" "));

  private StatementParser() {}

  /** The conformance that statements are parsed and validated with. */
  public static SqlConformance conformance() {
    return LenientConformance.INSTANCE;
  }

  /** The reserved words that SQL-92 does not have. */
  public static Set<String> keywords() {
    Set<String> words = new TreeSet<>(Set.of("ILIKE"));
    String reserved = new BabelParser("").keywords();
    Collections.addAll(words, reserved.split(","));
    return words;
  }

  /** Whether a word is no name unless it is quoted. */
  public static boolean isReserved(String word) {
    return new BabelParser("").isReserved(word);
  }

  /**
   * Parses a statement.
   *
   * @throws TimestoreException SYNTAX, with line and column
   */
  public static ParsedStatement parse(String sql) {
    MappedText text = StatementText.prepare(sql);
    if (text.text().isBlank()) {
      throw new TimestoreException(ErrorCode.SYNTAX, "the statement is empty");
    }
    Attempt attempt = Attempt.of(text);
    SqlParseException first = attempt.failure();
    for (int i = 0; attempt.tree() == null && i < MAX_NAMES; i++) {
      Attempt better = quoteKeyword(attempt);
      if (better == null) {
        break;
      }
      attempt = better;
    }
    if (attempt.tree() != null) {
      return new ParsedStatement(
          SyntaxTree.of(attempt.tree()), new Positions(attempt.mapped(), sql));
    }
    throw syntax(new Positions(text, sql), first == null ? attempt.failure() : first);
  }

  /** An expression of the planner's own making. */
  public static SqlNode expression(String text) {
    try {
      return SyntaxTree.of(new BabelParser(text).expression());
    } catch (SqlParseException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** A call of a function that is yet to be looked up. */
  public static SqlNode function(String name, List<SqlNode> operands, SqlParserPos at) {
    return SyntaxTree.function(name, at).createCall(at, operands);
  }

  private static @Nullable Attempt quoteKeyword(Attempt failed) {
    String text = failed.text();
    int stumbled = failed.offset();
    int here = wordStart(text, stumbled);
    for (int start :
        new int[] {
          here,
          wordBefore(text, stumbled),
          wordAfter(text, here < 0 ? stumbled + 1 : wordEnd(text, here))
        }) {
      Attempt better = retry(failed, start);
      if (better != null) {
        return better;
      }
    }
    return null;
  }

  private static int wordBefore(String text, int at) {
    int before = Math.max(at, 0);
    while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
      before--;
    }
    return wordStart(text, before - 1);
  }

  private static int wordAfter(String text, int at) {
    int after = at;
    while (after < text.length() && Character.isWhitespace(text.charAt(after))) {
      after++;
    }
    return wordStart(text, after);
  }

  private static @Nullable Attempt retry(Attempt failed, int start) {
    String text = failed.text();
    if (start < 0 || (start > 0 && text.charAt(start - 1) == '"')) {
      return null;
    }
    int end = wordEnd(text, start);
    String word = text.substring(start, end).toUpperCase(Locale.ROOT);
    if (word.isEmpty() || STRUCTURE.contains(word) || Character.isDigit(word.charAt(0))) {
      return null;
    }
    MappedText.Edit open = new MappedText.Edit(start, start, "\"");
    MappedText.Edit close = new MappedText.Edit(end, end, "\"");
    Attempt attempt = Attempt.of(failed.mapped().with(List.of(open, close)));
    return attempt.tree() != null || attempt.offset() > failed.offset() + 2 ? attempt : null;
  }

  private static int wordStart(String text, int at) {
    if (at < 0 || at >= text.length() || !Character.isJavaIdentifierPart(text.charAt(at))) {
      return -1;
    }
    int start = at;
    while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static TimestoreException syntax(Positions positions, @Nullable SqlParseException e) {
    if (e == null) {
      return new TimestoreException(ErrorCode.SYNTAX, "the statement could not be parsed");
    }
    String what = String.valueOf(e.getMessage());
    int end = what.indexOf("\nWas expecting");
    String brief = (end < 0 ? what : what.substring(0, end)).strip();
    if (e.getPos() == null || brief.contains(" at line ")) {
      return new TimestoreException(ErrorCode.SYNTAX, "syntax error: " + brief, e);
    }
    Positions.Place place = positions.of(e.getPos().getLineNum(), e.getPos().getColumnNum());
    return new TimestoreException(ErrorCode.SYNTAX, "syntax error at " + place + ": " + brief, e);
  }

  /** One try: a tree, or where and why it failed. */
  private record Attempt(
      MappedText mapped, @Nullable SqlNode tree, @Nullable SqlParseException failure, int offset) {
    static Attempt of(MappedText mapped) {
      String text = mapped.text();
      try {
        return new Attempt(mapped, new BabelParser(text).statement(), null, text.length());
      } catch (SqlParseException e) {
        int offset =
            e.getPos() == null
                ? -1
                : Positions.offset(text, e.getPos().getLineNum(), e.getPos().getColumnNum());
        return new Attempt(mapped, null, e, offset);
      }
    }

    String text() {
      return mapped.text();
    }
  }
}
