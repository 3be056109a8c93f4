package io.timestore.cli.shell;

import io.timestore.cli.format.ResultFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes keywords, names of the catalog and functions, and the shell's commands. */
final class NameCompleter implements Completer {
  private static final int MANY_COLUMNS = 500;

  private final Supplier<SchemaNames> names;

  /**
   * @param names gives the names as they are by now
   */
  NameCompleter(Supplier<SchemaNames> names) {
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String text = line.line().stripLeading();
    if (text.startsWith("\\")) {
      command(text, line.wordIndex(), candidates);
    } else if (line.word().contains(".")) {
      parts(line.word(), candidates);
    } else {
      words(line, candidates);
    }
  }

  private void command(String text, int word, List<Candidate> candidates) {
    if (word == 0) {
      for (ShellCommand command : ShellCommand.values()) {
        add(candidates, command.word(), "commands");
      }
      return;
    }
    switch (ShellCommand.of(text.split("\\s", 2)[0]).orElse(ShellCommand.HELP)) {
      case DESCRIBE -> tables(candidates);
      case FORMAT -> {
        for (ResultFormat format : ResultFormat.values()) {
          add(candidates, format.toString(), "formats");
        }
      }
      case EXPANDED, TIMING, PAGER -> {
        add(candidates, "on", "values");
        add(candidates, "off", "values");
      }
      default -> {}
    }
  }

  /** {@code schema.table} and {@code table.column}. */
  private void parts(String word, List<Candidate> candidates) {
    String owner = word.substring(0, word.lastIndexOf('.'));
    for (Map.Entry<String, SortedMap<String, List<String>>> schema :
        names.get().schemas().entrySet()) {
      if (quoted(schema.getKey()).equalsIgnoreCase(owner)) {
        schema.getValue().keySet().forEach(t -> addPart(candidates, owner, t, "tables"));
      }
      schema
          .getValue()
          .forEach(
              (table, columns) -> {
                if (quoted(table).equalsIgnoreCase(owner)
                    || (quoted(schema.getKey()) + "." + quoted(table)).equalsIgnoreCase(owner)) {
                  columns.forEach(c -> addPart(candidates, owner, c, "columns"));
                }
              });
    }
  }

  private void words(ParsedLine line, List<Candidate> candidates) {
    SchemaNames known = names.get();
    boolean lower =
        !line.word().isEmpty() && line.word().equals(line.word().toLowerCase(Locale.ROOT));
    for (String keyword : known.keywords()) {
      add(candidates, lower ? keyword.toLowerCase(Locale.ROOT) : keyword, "keywords");
    }
    for (String function : known.functions()) {
      String shown = lower ? function.toLowerCase(Locale.ROOT) : function;
      candidates.add(new Candidate(shown + "(", shown, "functions", null, null, null, false));
    }
    tables(candidates);
    columns(known, line, candidates);
  }

  private void tables(List<Candidate> candidates) {
    names
        .get()
        .schemas()
        .forEach(
            (schema, tables) -> {
              String owner = quoted(schema);
              candidates.add(new Candidate(owner + ".", owner, "schemas", null, null, null, false));
              tables.keySet().forEach(table -> add(candidates, quoted(table), "tables"));
            });
  }

  /** The columns of the tables that the statement names; of all, while it names none. */
  private static void columns(SchemaNames known, ParsedLine line, List<Candidate> candidates) {
    String lower = line.line().toLowerCase(Locale.ROOT);
    String begun = line.word().toLowerCase(Locale.ROOT);
    List<Map.Entry<String, List<String>>> all =
        known.schemas().values().stream().flatMap(tables -> tables.entrySet().stream()).toList();
    List<Map.Entry<String, List<String>>> named =
        all.stream().filter(t -> lower.contains(t.getKey().toLowerCase(Locale.ROOT))).toList();
    (named.isEmpty() ? all : named)
        .stream()
            .map(Map.Entry::getValue)
            .flatMap(Collection::stream)
            .map(NameCompleter::quoted)
            .filter(column -> column.toLowerCase(Locale.ROOT).startsWith(begun))
            .distinct()
            .limit(MANY_COLUMNS)
            .forEach(column -> add(candidates, column, "columns"));
  }

  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void addPart(List<Candidate> candidates, String owner, String name, String group) {
    String value = owner + "." + quoted(name);
    candidates.add(new Candidate(value, name, group, null, null, null, true));
  }

  private static void add(List<Candidate> candidates, String value, String group) {
    candidates.add(new Candidate(value, value, group, null, null, null, true));
  }
}
