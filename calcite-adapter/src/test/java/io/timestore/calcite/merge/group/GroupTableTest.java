package io.timestore.calcite.merge.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.timestore.calcite.merge.column.Column;
import io.timestore.calcite.merge.column.LongColumn;
import io.timestore.calcite.merge.column.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows get the number that a map of their keys gives them, in as many calls as they come. */
final class GroupTableTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 5_000, 1_000_000})
  void numbersAreToldApart(int distinct) {
    Random random = new Random(distinct);
    GroupTable table = new GroupTable(1);
    Map<@Nullable Long, Integer> model = new LinkedHashMap<>();
    for (int call = 0; call < 4; call++) {
      int rows = random.nextInt(6_000);
      long[] values = new long[rows];
      boolean[] nulls = new boolean[rows];
      List<Integer> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        values[row] =
            row > 0 && random.nextInt(3) == 0
                ? values[row - 1]
                : (random.nextInt(distinct) - distinct / 2) * 3_600_000_000L;
        nulls[row] = random.nextInt(10) == 0;
        Long key = nulls[row] ? null : values[row];
        if (!model.containsKey(key)) {
          model.put(key, model.size());
        }
        expected.add(model.get(key));
      }
      Column[] keys = {new LongColumn(values, nulls)};
      assertThat(table.groupsOf(keys, rows)).containsExactly(toInts(expected));
    }
    assertThat(table.groups()).isEqualTo(model.size());
    Column found = table.key(0, new LongColumn(new long[0], null));
    List<@Nullable Long> keys = new ArrayList<>();
    for (int group = 0; group < table.groups(); group++) {
      keys.add(found.isNull(group) ? null : ((LongColumn) found).values[group]);
    }
    assertThat(keys).containsExactlyElementsOf(model.keySet());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 5_000})
  void textsAreToldApart(int distinct) {
    Random random = new Random(distinct);
    GroupTable table = new GroupTable(1);
    Map<@Nullable String, Integer> model = new LinkedHashMap<>();
    byte[][] shared = new byte[distinct][];
    for (int call = 0; call < 4; call++) {
      int rows = random.nextInt(6_000);
      byte[] @Nullable [] values = new byte[rows][];
      boolean[] nulls = new boolean[rows];
      List<Integer> expected = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        int number = random.nextInt(distinct);
        String text = number % 7 == 0 ? "" : "\u00e4" + number;
        if (shared[number] == null || random.nextInt(5) == 0) {
          shared[number] = text.getBytes(StandardCharsets.UTF_8);
        }
        nulls[row] = random.nextInt(10) == 0;
        values[row] = nulls[row] ? null : shared[number];
        String key = nulls[row] ? null : text;
        if (!model.containsKey(key)) {
          model.put(key, model.size());
        }
        expected.add(model.get(key));
      }
      Column[] keys = {new TextColumn(values, nulls)};
      assertThat(table.groupsOf(keys, rows)).containsExactly(toInts(expected));
    }
    Column found = table.key(0, new TextColumn(new byte[0][], null));
    List<@Nullable String> keys = new ArrayList<>();
    for (int group = 0; group < table.groups(); group++) {
      keys.add(
          found.isNull(group)
              ? null
              : new String(((TextColumn) found).bytes(group), StandardCharsets.UTF_8));
    }
    assertThat(keys).containsExactlyElementsOf(model.keySet());
  }

  private static int[] toInts(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
