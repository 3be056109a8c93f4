package io.timestore.core.block;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Enum8 and Enum16: the number as long, the name as string. */
final class EnumVector extends IntegerVector {
  private final Map<Long, String> names;

  EnumVector(
      String name, ClickHouseType type, Map<Long, String> names, byte[] data, int rows, int width) {
    super(name, type.text(), data, rows, width, true);
    this.names = names;
  }

  static Map<Long, String> namesOf(ClickHouseType type) {
    Map<Long, String> names = new HashMap<>();
    for (ClickHouseType.Argument argument : type.arguments()) {
      String label = argument.label();
      Long number = argument.number();
      if (label == null || number == null) {
        throw ClickHouseTypeParser.notAType(type.text(), "an enum value has no number");
      }
      names.put(number, label);
    }
    return names;
  }

  @Override
  public String getString(int row) {
    String name = names.get(bits(row));
    return name == null ? Long.toString(bits(row)) : name;
  }

  @Override
  public byte[] getBytes(int row) {
    return getString(row).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object getObject(int row) {
    return getString(row);
  }
}
