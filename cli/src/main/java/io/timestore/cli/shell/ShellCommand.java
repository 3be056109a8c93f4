package io.timestore.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The commands of the shell itself; {@code \?} and the documents list them from here. */
public enum ShellCommand {
  DESCRIBE("\\d", "[TABLE]", "List the tables, or the columns of one table."),
  TABLES("\\dt", "[PATTERN]", "List the tables whose names are like the pattern."),
  SCHEMAS("\\dn", "[PATTERN]", "List the schemas whose names are like the pattern."),
  FUNCTIONS("\\df", "[PATTERN]", "List the functions whose names are like the pattern."),
  DATABASES("\\l", "", "Show the database's name and version."),
  FORMAT("\\format", "[NAME]", "Show or set the format: table, vertical, csv, json or markdown."),
  EXPANDED("\\x", "[on|off]", "Show each row as a list with one line per column."),
  TIMING("\\timing", "[on|off]", "Show how long each statement takes."),
  PAGER("\\pager", "[on|off]", "Show answers that are longer than the screen in $PAGER or less."),
  WATCH("\\watch", "[SECONDS]", "Run the last statement every 2 or SECONDS seconds until Ctrl-C."),
  INCLUDE("\\i", "FILE", "Run the statements and commands of a file."),
  OUTPUT("\\o", "[FILE]", "Write answers to a file; without a file to the screen again."),
  CONNECTION("\\conninfo", "", "Show the connection: URL, user, schema."),
  HELP("\\?", "", "Show this list."),
  QUIT("\\q", "", "Leave; Ctrl-D leaves, too.");

  private final String word;
  private final String argument;
  private final String description;

  ShellCommand(String word, String argument, String description) {
    this.word = word;
    this.argument = argument;
    this.description = description;
  }

  String word() {
    return word;
  }

  static Optional<ShellCommand> of(String word) {
    return Arrays.stream(values()).filter(command -> command.word.equals(word)).findFirst();
  }

  /** The list for a person at a terminal. */
  static String help() {
    List<String> lines =
        Arrays.stream(values())
            .map(c -> "  %-18s %s".formatted((c.word + " " + c.argument).strip(), c.description))
            .toList();
    return "A statement ends with ; and may have many lines. Ctrl-C ends a running statement.\n"
        + String.join("\n", lines)
        + "\n";
  }

  /** The list as the rows of a table of Markdown. */
  public static String markdown() {
    return Arrays.stream(values())
        .map(
            c ->
                "| `%s` | %s |"
                    .formatted(
                        (c.word + " " + c.argument).strip().replace("|", "\\|"), c.description))
        .collect(Collectors.joining("\n"));
  }
}
