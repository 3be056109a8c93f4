package io.timestore.core.block.type;

import io.timestore.core.model.ErrorCode;
import io.timestore.core.model.TimestoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses the type names that ClickHouse writes. For one text. */
public final class ClickHouseTypeParser {
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;

  ClickHouseTypeParser(String text) {
    this.text = text;
  }

  ClickHouseType parse() {
    ClickHouseType type = type();
    skipSpaces();
    if (at != text.length()) {
      throw notAType(text, "unexpected text at " + at);
    }
    return type;
  }

  private ClickHouseType type() {
    if (++depth > MAX_DEPTH) {
      throw notAType(text, "it is nested more than " + MAX_DEPTH + " deep");
    }
    skipSpaces();
    int start = at;
    String name = word();
    List<ClickHouseType.Argument> arguments = new ArrayList<>();
    if (peek() == '(') {
      at++;
      skipSpaces();
      while (peek() != ')') {
        arguments.add(argument());
        skipSpaces();
        if (peek() == ',') {
          at++;
          skipSpaces();
        } else if (peek() != ')') {
          throw notAType(text, "expected , or ) at " + at);
        }
      }
      at++;
    }
    depth--;
    return new ClickHouseType(text.substring(start, at), name, arguments);
  }

  private ClickHouseType.Argument argument() {
    char c = peek();
    if (c == '\'') {
      return new ClickHouseType.Argument(quoted(c), null, optionalNumber());
    }
    if (c == '-' || isDigit(c)) {
      return new ClickHouseType.Argument(null, null, number());
    }
    if (c == '`' || c == '"') {
      return new ClickHouseType.Argument(quoted(c), type(), null);
    }
    int start = at;
    String word = word();
    skipSpaces();
    char next = peek();
    if (isWordPart(next) || next == '`') {
      return new ClickHouseType.Argument(word, type(), null);
    }
    at = start;
    return new ClickHouseType.Argument(null, type(), null);
  }

  private @Nullable Long optionalNumber() {
    skipSpaces();
    if (peek() != '=') {
      return null;
    }
    at++;
    skipSpaces();
    return number();
  }

  private long number() {
    int start = at;
    at++;
    while (isDigit(peek())) {
      at++;
    }
    try {
      return Long.parseLong(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw notAType(text, "expected a number at " + start);
    }
  }

  private String quoted(char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (peek() != quote) {
      if (peek() == '\\') {
        at++;
        value.append(unescaped(peek()));
      } else {
        value.append(peek());
      }
      if (++at > text.length()) {
        throw notAType(text, "a quote is not closed");
      }
    }
    at++;
    return value.toString();
  }

  private static char unescaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '0' -> '\0';
      default -> c;
    };
  }

  private String word() {
    int start = at;
    while (isWordPart(peek())) {
      at++;
    }
    if (at == start) {
      throw notAType(text, "expected a word at " + at);
    }
    return text.substring(start, at);
  }

  private void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == '.' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  public static TimestoreException notAType(String text, String why) {
    return new TimestoreException(
        ErrorCode.UNSUPPORTED,
        "'" + text + "' is not a ClickHouse type that is known here: " + why);
  }
}
