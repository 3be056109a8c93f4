package io.timestore.bench;

import java.util.List;
import java.util.Locale;

/** A plot of horizontal bars in groups, as SVG text. */
final class SvgBars {
  private static final int WIDTH = 860;
  private static final int LEFT = 150;
  private static final int RIGHT = 90;
  private static final int TOP = 64;
  private static final int BAR = 13;
  private static final int GAP = 10;
  private static final String[] COLORS = {"#9aa5b1", "#2f6fb3", "#4fa36c", "#e0a030", "#b8504b"};

  private SvgBars() {}

  /** Bars of one colour, one per group; NaN for none. */
  record Series(String name, List<Double> values) {
    Series {
      values = List.copyOf(values);
    }
  }

  /**
   * Draws.
   *
   * @param limit where a line is drawn; NaN for none
   */
  static String draw(
      String title, String unit, List<String> groups, List<Series> series, double limit) {
    double most = Double.isNaN(limit) ? 0 : limit;
    for (Series some : series) {
      for (double value : some.values()) {
        most = Double.isNaN(value) ? most : Math.max(most, value);
      }
    }
    double scale = (WIDTH - LEFT - RIGHT) / (most <= 0 ? 1 : most);
    int groupHeight = series.size() * BAR + GAP;
    int height = TOP + groups.size() * groupHeight + GAP;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n"
            .formatted(WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(svg, GAP, 20, "start", 15, title);
    int x = GAP;
    for (int s = 0; s < series.size(); s++) {
      bar(svg, x, 34, 11, COLORS[s % COLORS.length], 11);
      text(svg, x + 16, 44, "start", 11, series.get(s).name());
      x += 34 + series.get(s).name().length() * 7;
    }
    for (int g = 0; g < groups.size(); g++) {
      int y = TOP + g * groupHeight;
      text(svg, LEFT - 8, y + (groupHeight - GAP) / 2 + 4, "end", 11, groups.get(g));
      for (int s = 0; s < series.size(); s++) {
        double value = series.get(s).values().get(g);
        if (!Double.isNaN(value)) {
          double length = Math.max(0.5, value * scale);
          bar(svg, LEFT, y + s * BAR, length, COLORS[s % COLORS.length], BAR - 2);
          String label = String.format(Locale.ROOT, "%.2f %s", value, unit);
          text(svg, LEFT + (int) length + 4, y + s * BAR + 10, "start", 10, label);
        }
      }
    }
    if (!Double.isNaN(limit)) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#b8504b\" stroke-dasharray=\"4 3\"/>%n",
              LEFT + limit * scale,
              LEFT + limit * scale,
              TOP - 8,
              height - GAP));
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, int x, int y, double width, String color, int height) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            height,
            color));
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, int size, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
            x,
            y,
            anchor,
            size,
            escaped));
  }
}
