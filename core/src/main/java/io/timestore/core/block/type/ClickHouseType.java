package io.timestore.core.block.type;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse type as it is written in a Native block, parsed. Immutable.
 *
 * @param text the type as it was written
 * @param name the word before the parentheses, such as {@code Nullable}
 * @param arguments what stands in the parentheses
 */
public record ClickHouseType(String text, String name, List<Argument> arguments) {
  public ClickHouseType {
    arguments = List.copyOf(arguments);
  }

  /**
   * One argument: a type, perhaps labelled (an element of a named tuple), a number, or a text with
   * or without a number (a time zone, an enum's value).
   */
  public record Argument(
      @Nullable String label, @Nullable ClickHouseType type, @Nullable Long number) {}

  /**
   * Parses a type as ClickHouse writes it.
   *
   * @throws io.timestore.core.model.TimestoreException UNSUPPORTED if the text is not a type
   */
  public static ClickHouseType parse(String text) {
    return new ClickHouseTypeParser(text).parse();
  }

  /** The type that is the argument at a position. */
  public ClickHouseType typeAt(int index) {
    ClickHouseType type = index < arguments.size() ? arguments.get(index).type() : null;
    if (type == null) {
      throw ClickHouseTypeParser.notAType(text, "a type is missing in its parentheses");
    }
    return type;
  }

  /** The number that is the argument at a position, such as a precision. */
  public int intAt(int index) {
    Long number = index < arguments.size() ? arguments.get(index).number() : null;
    if (number == null) {
      throw ClickHouseTypeParser.notAType(text, "a number is missing in its parentheses");
    }
    return Math.toIntExact(number);
  }

  /** The argument types, in order. */
  public List<ClickHouseType> types() {
    List<ClickHouseType> types = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      types.add(typeAt(i));
    }
    return types;
  }

  /** Whether values may be NULL: Nullable, also inside LowCardinality. */
  public boolean isNullable() {
    return switch (name) {
      case "Nullable" -> true;
      case "LowCardinality" -> typeAt(0).isNullable();
      default -> false;
    };
  }

  /** The type without Nullable and LowCardinality around it. */
  public ClickHouseType unwrapped() {
    return switch (name) {
      case "Nullable", "LowCardinality" -> typeAt(0).unwrapped();
      default -> this;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
