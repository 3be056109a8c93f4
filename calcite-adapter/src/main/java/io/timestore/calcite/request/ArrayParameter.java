package io.timestore.calcite.request;

import io.timestore.calcite.plan.ParameterType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array as the value of a parameter.
 *
 * @param element the type of the elements, where neither the parameter's place nor a value tells
 *     it; null if it is not known
 */
public record ArrayParameter(List<@Nullable Object> elements, @Nullable ParameterType element) {
  public ArrayParameter {
    elements = Collections.unmodifiableList(new ArrayList<>(elements));
  }

  /** The values with plain lists in the places of arrays. */
  public static List<@Nullable Object> asLists(List<@Nullable Object> values) {
    List<@Nullable Object> lists = new ArrayList<>(values.size());
    for (Object value : values) {
      lists.add(value instanceof ArrayParameter array ? asLists(array.elements()) : value);
    }
    return lists;
  }

  @Override
  public String toString() {
    return elements.toString();
  }
}
