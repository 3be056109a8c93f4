package io.timestore.core.block;

import io.timestore.core.model.FieldType;
import io.timestore.core.model.TableSchema;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many rows were flushed and how great their integers can be, so that a sum need not be
 * computed in 128 bits where it cannot leave 64. Only ever grows: rows are only added. Immutable.
 *
 * @param rows how many rows at most, negative if nothing is known
 * @param bits for each field of the schema, in its order, how many bits the absolute value of an
 *     integer has at most; 64 for what is none. Fields beyond the list have no values
 */
public record ValueBounds(long rows, List<Integer> bits) {
  /** Nothing is known. */
  public static final ValueBounds UNKNOWN = new ValueBounds(-1, List.of());

  /** There are no rows. */
  public static final ValueBounds NO_ROWS = new ValueBounds(0, List.of());

  private static final String LONG = "Int64";

  public ValueBounds {
    bits = List.copyOf(bits);
  }

  public boolean known() {
    return rows >= 0;
  }

  /** How many bits the absolute value of a field's integers has at most. */
  public int bits(int field) {
    return field < bits.size() ? bits.get(field) : 0;
  }

  /** These rows and those of blocks. */
  public ValueBounds plus(Collection<Block> blocks) {
    if (!known()) {
      return UNKNOWN;
    }
    long all = rows;
    List<Integer> most = new ArrayList<>(bits);
    for (Block block : blocks) {
      all += block.header().rows();
      List<BlockColumn> columns = block.header().columns();
      for (int field = 0; field < columns.size(); field++) {
        int own = bits(columns.get(field), block.header().rows());
        if (field == most.size()) {
          most.add(own);
        } else {
          most.set(field, Math.max(most.get(field), own));
        }
      }
    }
    return new ValueBounds(all, most);
  }

  /** The rows of both. */
  public ValueBounds and(ValueBounds other) {
    if (!known() || !other.known()) {
      return UNKNOWN;
    }
    List<Integer> most = new ArrayList<>();
    for (int field = 0; field < Math.max(bits.size(), other.bits.size()); field++) {
      most.add(Math.max(bits(field), other.bits(field)));
    }
    return new ValueBounds(rows + other.rows, most);
  }

  /** As the rows show in a schema: those that are older than a field have its default in it. */
  public ValueBounds withDefaults(TableSchema schema) {
    List<Integer> most = new ArrayList<>();
    for (int field = 0; field < schema.fields().size(); field++) {
      String value = schema.fields().get(field).defaultText();
      int own = bits(field);
      boolean integer = schema.fields().get(field).type().kind() == FieldType.Kind.INTEGER;
      most.add(value != null && integer ? Math.max(own, bitLength(Long.parseLong(value))) : own);
    }
    return new ValueBounds(rows, most);
  }

  private static int bits(BlockColumn column, int rows) {
    if (column.nulls() == rows) {
      return 0;
    }
    String min = column.min();
    String max = column.max();
    return min == null || max == null || !column.clickHouseType().contains(LONG)
        ? Long.SIZE
        : Math.max(bitLength(Long.parseLong(min)), bitLength(Long.parseLong(max)));
  }

  /** How many bits the absolute value of a number has. */
  public static int bitLength(long value) {
    return BigInteger.valueOf(value).abs().bitLength();
  }

  /** As text, empty if nothing is known. */
  public String text() {
    return known()
        ? bits.stream().map(String::valueOf).collect(Collectors.joining(",", rows + ":", ""))
        : "";
  }

  /** Reads {@link #text}. */
  public static ValueBounds parse(String text) {
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    int colon = text.indexOf(':');
    List<Integer> bits = new ArrayList<>();
    for (int from = colon + 1; from < text.length(); ) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      bits.add(Integer.parseInt(text, from, to, 10));
      from = to + 1;
    }
    return new ValueBounds(Long.parseLong(text, 0, colon, 10), bits);
  }
}
