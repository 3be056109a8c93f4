package io.timestore.calcite.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.OperatorCases;
import io.timestore.calcite.OperatorCases.Case;
import io.timestore.calcite.local.LocalOperators;
import io.timestore.calcite.parse.ParsedStatement;
import io.timestore.calcite.parse.StatementParser;
import io.timestore.calcite.plan.SqlPlanner;
import io.timestore.calcite.plan.optimize.EndablePlanners;
import io.timestore.calcite.plan.rewrite.LiteralLifter;
import io.timestore.calcite.plan.rewrite.SessionFunctions;
import io.timestore.calcite.schema.CatalogSnapshot;
import io.timestore.calcite.sql.rel.PushedOperators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator that is pushed down or computed here has a case that proves its value, and {@code
 * docs/sql.md} shows it. With the system property {@code timestore.write} the page is written anew.
 */
final class OperatorPageTest {
  private static final CatalogSnapshot CATALOG = CatalogSnapshot.of(1, List.of());
  private static final Path PAGE =
      Path.of(System.getProperty("timestore.root", ".."), "docs", "sql.md");
  private static final Map<String, List<Case>> HERE = OperatorCases.byOperator("local/local.txt");
  private static final String BEGIN = "<!-- operators: written by OperatorPageTest -->\n";
  private static final String END = "<!-- end of operators -->\n";

  /** What becomes one of the operators above before it is written. */
  private static final Set<String> EXPANDED =
      Set.of(
          "BOOL_AND",
          "BOOL_OR",
          "DAYOFMONTH",
          "DAYOFWEEK",
          "DAYOFYEAR",
          "EVERY",
          "GROUPING_ID",
          "HOUR",
          "MINUTE",
          "MONTH",
          "NULLIF",
          "QUARTER",
          "SECOND",
          "STDDEV",
          "STRING_AGG",
          "TIMESTAMPADD",
          "TIMESTAMPDIFF",
          "VARIANCE",
          "WEEK",
          "YEAR");

  private static SqlPlanner.Request request(Case written) {
    return new SqlPlanner.Request(written.sql(), null, Map.of());
  }

  static Stream<Case> cases() {
    return OperatorCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseUsesTheOperatorThatItStandsFor(Case written) {
    ParsedStatement parsed = StatementParser.parse(written.sql());
    SqlPlanner.Algebra algebra =
        SqlPlanner.algebra(
            request(written),
            parsed,
            CATALOG,
            (t, s) -> List.of(),
            LiteralLifter.lift(parsed.tree(), ordinal -> false),
            EndablePlanners.hep(HepProgram.builder().build(), () -> {}));
    assertThat(OperatorsUsed.in(algebra.optimized())).contains(written.writtenAs());
  }

  @Test
  void everyOperatorThatIsPushedDownHasACase() {
    assertThat(OperatorCases.byOperator().keySet())
        .containsExactlyInAnyOrderElementsOf(PushedOperators.names());
  }

  @Test
  void thePageShowsTheOperators() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String expected = page.substring(0, begin) + tables() + page.substring(end);
    if (System.getProperty("timestore.write") != null) {
      Files.writeString(PAGE, expected);
    }
    assertThat(page).isEqualTo(expected);
  }

  @Test
  void everyOperatorThatIsComputedHereHasACase() {
    assertThat(HERE.keySet()).containsExactlyInAnyOrderElementsOf(LocalOperators.names());
  }

  private static String tables() {
    StringBuilder out = new StringBuilder();
    out.append("\n### Computed by ClickHouse\n\n");
    out.append("| operator | example | in ClickHouse | answer | cases | here |\n");
    out.append("| --- | --- | --- | --- | --- | --- |\n");
    for (Map.Entry<String, List<Case>> section : OperatorCases.byOperator().entrySet()) {
      Case first = section.getValue().get(0);
      String sql =
          SqlPlanner.compile(request(first), CATALOG, (t, s) -> List.of())
              .generated()
              .template()
              .render(i -> "", sum -> false);
      out.append("| ")
          .append(code(section.getKey()))
          .append(" | ")
          .append(code(brief(first.written())));
      out.append(" | ").append(code(expression(sql))).append(" | ");
      out.append(code(String.join("; ", first.rows()))).append(" | ");
      out.append(section.getValue().size()).append(" | ");
      List<Case> here = HERE.get(section.getKey());
      out.append(here == null ? "" : here.size()).append(" |\n");
    }
    out.append("\nBecome one of these first: ").append(code(EXPANDED)).append(".\n");
    here(out);
    out.append("\n### Refused\n\n");
    out.append(code(elsewhere())).append(".\n\n");
    return out.toString();
  }

  private static void here(StringBuilder out) {
    out.append("\n### Computed only here\n\n");
    out.append("| operator | example | answer | cases |\n| --- | --- | --- | --- |\n");
    for (Map.Entry<String, List<Case>> section : HERE.entrySet()) {
      if (PushedOperators.names().contains(section.getKey())) {
        continue;
      }
      Case first = section.getValue().get(0);
      out.append("| ").append(code(section.getKey()));
      out.append(" | ").append(code(brief(first.written())));
      out.append(" | ").append(code(String.join("; ", first.rows())));
      out.append(" | ").append(section.getValue().size()).append(" |\n");
    }
  }

  /** What the standard or PostgreSQL has and is refused, functions only. */
  private static Set<String> elsewhere() {
    Set<String> names = new TreeSet<>();
    Set<String> pushed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    pushed.addAll(PushedOperators.names());
    pushed.addAll(LocalOperators.names());
    for (SqlOperator operator : StatementOperators.TABLE.getOperatorList()) {
      String name = operator.getName().toUpperCase(Locale.ROOT);
      if (operator.getSyntax().family == SqlSyntax.FUNCTION
          && name.matches("[A-Z][A-Z0-9_]*")
          && !pushed.contains(name)
          && !EXPANDED.contains(name)
          && !SessionFunctions.isOne(name)
          && !StatementOperators.isSynonym(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static String code(Set<String> names) {
    return new TreeSet<>(names)
        .stream().map(OperatorPageTest::code).collect(Collectors.joining(", "));
  }

  private static String brief(String written) {
    int values = written.indexOf(" FROM (VALUES");
    return values < 0 || written.contains(" OVER ") ? written : written.substring(0, values);
  }

  /** The select list of the outermost SELECT. */
  private static String expression(String sql) {
    String list = sql.substring("SELECT ".length()).replace(" AS `EXPR$0`", "");
    int depth = 0;
    for (int i = 0; i < list.length(); i++) {
      char c = list.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && list.startsWith(" FROM ", i)) {
        return list.substring(0, i);
      }
    }
    return list;
  }

  private static String code(String text) {
    if (Objects.requireNonNull(text).isEmpty()) {
      return "";
    }
    String fence = text.contains("`") ? "``" : "`";
    String pad = text.contains("`") ? " " : "";
    return fence + pad + text.replace("|", "\\|").replace("\n", " ") + pad + fence;
  }
}
