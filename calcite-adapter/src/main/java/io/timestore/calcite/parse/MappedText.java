package io.timestore.calcite.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A text that was made from another by replacing parts of it, and for each of its characters the
 * offset in the first text that it comes from. Immutable.
 */
final class MappedText {
  private final String text;
  private final int[] origins;

  /** Replaces what stands from {@code start} to {@code end}; an insertion if both are the same. */
  record Edit(int start, int end, String replacement) {}

  private MappedText(String text, int[] origins) {
    this.text = text;
    this.origins = origins;
  }

  static MappedText of(String written) {
    int[] origins = new int[written.length() + 1];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = i;
    }
    return new MappedText(written, origins);
  }

  String text() {
    return text;
  }

  /** The offset in the first text that a character comes from. */
  int origin(int offset) {
    return origins[Math.max(0, Math.min(offset, text.length()))];
  }

  /** The text with edits made, which do not overlap; insertions at one place keep their order. */
  MappedText with(List<Edit> edits) {
    List<Edit> sorted = new ArrayList<>(edits);
    sorted.sort(Comparator.comparingInt(Edit::start));
    StringBuilder out = new StringBuilder(text.length() + 16);
    List<Integer> from = new ArrayList<>(text.length() + 16);
    int at = 0;
    for (Edit edit : sorted) {
      at = copy(at, edit.start(), out, from);
      for (int i = 0; i < edit.replacement().length(); i++) {
        from.add(origin(edit.start()));
      }
      out.append(edit.replacement());
      at = Math.max(at, edit.end());
    }
    copy(at, text.length(), out, from);
    from.add(origin(text.length()));
    return new MappedText(out.toString(), from.stream().mapToInt(Integer::intValue).toArray());
  }

  private int copy(int start, int end, StringBuilder out, List<Integer> from) {
    for (int i = start; i < end; i++) {
      out.append(text.charAt(i));
      from.add(origins[i]);
    }
    return Math.max(start, end);
  }
}
