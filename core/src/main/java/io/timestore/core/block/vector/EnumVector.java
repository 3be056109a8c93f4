package io.timestore.core.block.vector;

import io.timestore.core.block.type.ClickHouseType;
import io.timestore.core.block.type.ClickHouseTypeParser;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Enum8 and Enum16: the number as long, the name as string. */
public final class EnumVector extends IntegerVector {
  private final Map<Long, String> names;

  public EnumVector(
      String name, ClickHouseType type, Map<Long, String> names, byte[] data, int rows, int width) {
    super(name, type.text(), data, rows, width, true);
    this.names = names;
  }

  public static Map<Long, String> namesOf(ClickHouseType type) {
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
