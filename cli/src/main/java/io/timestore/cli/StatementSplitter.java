package io.timestore.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into SQL statements at semicolons outside of quotes and comments. Feed it lines; it
 * gives back each statement when its end has come. For one thread.
 */
public final class StatementSplitter {
  private enum Mode {
    PLAIN,
    STRING,
    NAME,
    BACKTICK,
    LINE_COMMENT,
    BLOCK_COMMENT
  }

  private final StringBuilder current = new StringBuilder();
  private Mode mode = Mode.PLAIN;
  private boolean content;

  /** Takes more text and returns the statements that it ends, without their semicolons. */
  public List<String> feed(String text) {
    List<String> done = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : '\0';
      if (mode == Mode.PLAIN && c == ';') {
        take(done);
        continue;
      }
      current.append(c);
      if (isPair(c, next)) {
        current.append(next);
        i++;
      }
      step(c, next);
    }
    return done;
  }

  /** The statement that the end of the text ends, if there is one. */
  public List<String> end() {
    List<String> done = new ArrayList<>();
    take(done);
    return done;
  }

  /** Whether no statement has begun. */
  public boolean isEmpty() {
    return !content && mode == Mode.PLAIN;
  }

  private void take(List<String> done) {
    if (content) {
      done.add(current.toString().strip());
    }
    current.setLength(0);
    content = false;
    mode = Mode.PLAIN;
  }

  private boolean isPair(char c, char next) {
    return switch (mode) {
      case PLAIN -> (c == '-' && next == '-') || (c == '/' && next == '*');
      case BLOCK_COMMENT -> c == '*' && next == '/';
      default -> false;
    };
  }

  private void step(char c, char next) {
    switch (mode) {
      case PLAIN -> {
        if (c == '-' && next == '-') {
          mode = Mode.LINE_COMMENT;
        } else if (c == '/' && next == '*') {
          mode = Mode.BLOCK_COMMENT;
        } else {
          content |= !Character.isWhitespace(c);
          mode = quoteMode(c);
        }
      }
      case STRING -> leaveAt(c, '\'');
      case NAME -> leaveAt(c, '"');
      case BACKTICK -> leaveAt(c, '`');
      case LINE_COMMENT -> leaveAt(c, '\n');
      case BLOCK_COMMENT -> {
        if (c == '*' && next == '/') {
          mode = Mode.PLAIN;
        }
      }
    }
  }

  private void leaveAt(char c, char end) {
    if (c == end) {
      mode = Mode.PLAIN;
    }
  }

  private static Mode quoteMode(char c) {
    return switch (c) {
      case '\'' -> Mode.STRING;
      case '"' -> Mode.NAME;
      case '`' -> Mode.BACKTICK;
      default -> Mode.PLAIN;
    };
  }
}
