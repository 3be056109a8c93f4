package io.timestore.calcite.parse;

import java.util.List;

/** Turns {@code x [NOT] IN UNNEST(array)} into comparisons with any or all of the elements. */
final class MembershipRewriter {
  private MembershipRewriter() {}

  static void collect(List<SqlToken> tokens, List<MappedText.Edit> edits) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      if (tokens.get(i).isWord("IN")
          && tokens.get(i + 1).isWord("UNNEST")
          && tokens.get(i + 2).isSign("(")) {
        boolean not = i > 0 && tokens.get(i - 1).isWord("NOT");
        int start = tokens.get(not ? i - 1 : i).start();
        edits.add(new MappedText.Edit(start, tokens.get(i + 1).end(), not ? "<> ALL" : "= ANY"));
      }
    }
  }
}
