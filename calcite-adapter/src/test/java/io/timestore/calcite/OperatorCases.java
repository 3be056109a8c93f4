package io.timestore.calcite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The cases of {@code operators.txt} and {@code local.txt}: what each operator and function gives.
 */
public final class OperatorCases {
  private OperatorCases() {}

  /**
   * A case.
   *
   * @param operator the section that it stands in
   * @param writtenAs the operator that the writer sees in its place
   * @param sql the statement
   * @param rows the rows of the answer, or the one name of an error
   */
  public record Case(
      String operator, String writtenAs, String written, String sql, List<String> rows) {
    public boolean isError() {
      return rows.size() == 1 && rows.get(0).matches("[A-Z]+_[A-Z_]+");
    }

    @Override
    public String toString() {
      return operator + ": " + written;
    }
  }

  /** All cases of what ClickHouse computes, in the order of the file. */
  public static List<Case> all() {
    return all("function/operators.txt");
  }

  /** All cases of a file, in its order. */
  public static List<Case> all(String file) {
    List<Case> cases = new ArrayList<>();
    String operator = "";
    for (String line : text(file).split("\n", -1)) {
      if (line.startsWith("# ")) {
        operator = line.substring(2);
      } else if (!line.isBlank() && !line.startsWith("--")) {
        cases.add(parse(operator, line));
      }
    }
    return cases;
  }

  /** The cases of each section of what ClickHouse computes. */
  public static Map<String, List<Case>> byOperator() {
    return byOperator("function/operators.txt");
  }

  /** The cases of each section of a file. */
  public static Map<String, List<Case>> byOperator(String file) {
    Map<String, List<Case>> sections = new LinkedHashMap<>();
    all(file).forEach(c -> sections.computeIfAbsent(c.operator(), o -> new ArrayList<>()).add(c));
    return sections;
  }

  private static Case parse(String section, String line) {
    String[] names = section.split(" as ", 2);
    int arrow = line.lastIndexOf(" =>");
    String written = line.substring(0, arrow);
    String answer = line.substring(arrow + 3).strip();
    String upper = written.toUpperCase(Locale.ROOT);
    String sql =
        upper.startsWith("SELECT ") || upper.startsWith("WITH ") ? written : "SELECT " + written;
    List<String> rows = new ArrayList<>();
    if (!answer.isEmpty()) {
      for (String row : answer.split(" ;", -1)) {
        rows.add(row.strip());
      }
    }
    return new Case(names[0], names[names.length - 1], written, sql, rows);
  }

  private static String text(String name) {
    try (InputStream file = OperatorCases.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
