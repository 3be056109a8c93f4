package io.timestore.calcite.parse;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.Collections;
import java.util.List;
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

  /** Tries the token where the parser stumbled, the one before and the one behind. */
  private static @Nullable Attempt quoteKeyword(Attempt failed) {
    List<SqlToken> tokens = SqlLexer.significant(failed.text());
    int behind = 0;
    while (behind < tokens.size() && tokens.get(behind).start() <= failed.offset()) {
      behind++;
    }
    int here = behind > 0 && tokens.get(behind - 1).end() > failed.offset() ? behind - 1 : -1;
    int before = here < 0 ? behind - 1 : here - 1;
    for (int i : new int[] {here, before, behind}) {
      Attempt better = i < 0 || i >= tokens.size() ? null : retry(failed, tokens.get(i));
      if (better != null) {
        return better;
      }
    }
    return null;
  }

  private static @Nullable Attempt retry(Attempt failed, SqlToken word) {
    if (word.kind() != SqlToken.Kind.WORD
        || STRUCTURE.contains(word.upper())
        || Character.isDigit(word.text().charAt(0))) {
      return null;
    }
    MappedText.Edit open = new MappedText.Edit(word.start(), word.start(), "\"");
    MappedText.Edit close = new MappedText.Edit(word.end(), word.end(), "\"");
    Attempt attempt = Attempt.of(failed.mapped().with(List.of(open, close)));
    return attempt.tree() != null || attempt.offset() > failed.offset() + 2 ? attempt : null;
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
