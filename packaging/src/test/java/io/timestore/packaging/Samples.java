package io.timestore.packaging;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lambdas, method references and records of every shape; what they answer is one text. */
public final class Samples implements Supplier<String> {
  private final String own = "own";
  private final List<Object> seen = new ArrayList<>();

  /** The answers. */
  @Override
  public String get() {
    withoutCaptures();
    withCaptures((byte) 1, 'c', 2L, 3.5, new int[] {4}, "text");
    ofPrivates();
    converted();
    fromInterfaces();
    ofRecords();
    seen.add(new Inner().ask());
    seen.add(lists(String::valueOf, 1, 2));
    return seen.toString();
  }

  private void withoutCaptures() {
    Supplier<Supplier<String>> nested = () -> () -> "nested";
    seen.add(nested.get().get());
    Function<String, Integer> length = String::length;
    seen.add(length.apply("four"));
    Comparator<String> order = Comparator.comparing(String::length).reversed();
    seen.add(order.compare("a", "bb"));
    Supplier<List<String>> made = ArrayList::new;
    seen.add(made.get());
    IntFunction<int[]> array = int[]::new;
    seen.add(array.apply(3).length);
    UnaryOperator<int[]> cloned = int[]::clone;
    seen.add(cloned.apply(new int[] {1, 2}).length);
  }

  private void withCaptures(byte b, char c, long l, double d, int[] array, String text) {
    Supplier<String> all = () -> b + own + c + l + d + array[0] + text;
    seen.add(all.get());
    LongSupplier sum = () -> l + (long) d;
    seen.add(sum.getAsLong());
    Supplier<String> bound = text::trim;
    seen.add(bound.get());
    Supplier<Integer> hash = text::hashCode;
    seen.add(hash.get());
    Supplier<String> serializable = (Supplier<String> & Serializable) () -> text + own;
    seen.add(serializable.get());
    Consumer<String> returnsMore = seen::add;
    returnsMore.accept("dropped");
    Function<String, Consumer<List<String>>> deep = x -> y -> seen.add(x + y + own);
    deep.apply("x").accept(List.of("y"));
  }

  private String secret(String with) {
    return own + with;
  }

  /** A method that only heirs may call. */
  @SuppressWarnings("ProtectedMembersInFinalClass")
  protected String guarded() {
    return "guarded";
  }

  private static long wide(Object one, long two) {
    return one.hashCode() + two;
  }

  private void ofPrivates() {
    Function<String, String> bound = this::secret;
    seen.add(bound.apply("!"));
    BiFunction<Samples, String, String> unbound = Samples::secret;
    seen.add(unbound.apply(this, "?"));
    Supplier<String> ofHeirs = this::guarded;
    seen.add(ofHeirs.get());
    BiFunction<Object, Long, Long> statics = Samples::wide;
    seen.add(statics.apply("a", 1L << 40));
    Function<String, Inner> constructor = Inner::new;
    seen.add(constructor.apply("private").name);
    Function<Inner, String> ofNestMate = Inner::hidden;
    seen.add(ofNestMate.apply(new Inner()));
  }

  private void converted() {
    ToLongFunction<String> widened = String::length;
    seen.add(widened.applyAsLong("12345"));
    ToIntFunction<Integer> unboxed = x -> x;
    seen.add(unboxed.applyAsInt(7));
    Function<Integer, Object> boxed = Math::abs;
    seen.add(boxed.apply(-8));
    DoubleUnaryOperator primitive = Math::sqrt;
    seen.add(primitive.applyAsDouble(81));
    Function<Character, Integer> fromChar = Character::getNumericValue;
    seen.add(fromChar.apply('9'));
    Function<Short, Long> shortToLong = Short::longValue;
    seen.add(shortToLong.apply((short) 10));
    BooleanSupplier bool = Boolean.TRUE::booleanValue;
    seen.add(bool.getAsBoolean());
    IntPredicate even = i -> i % 2 == 0;
    seen.add(even.negate().test(11));
    Function<List<? extends Number>, Double> bounded = x -> x.get(0).doubleValue();
    seen.add(bounded.apply(List.of(12)));
    try {
      @SuppressWarnings({"unchecked", "rawtypes"})
      Object wrong = ((Function) (Function<String, Object>) x -> x).apply(1);
      seen.add(wrong);
    } catch (ClassCastException e) {
      seen.add("not a text");
    }
  }

  private void fromInterfaces() {
    Named named = () -> "named";
    seen.add(named.loud().get());
    seen.add(Named.quiet().apply("Q"));
    seen.add(Named.ALL.get(0).name());
  }

  private void ofRecords() {
    Point one = new Point((byte) 1, (short) 2, 3, 4L, 5f, 0.0, 'x', true, List.of("e"), null);
    Point two = new Point((byte) 1, (short) 2, 3, 4L, 5f, -0.0, 'x', true, one.list(), null);
    seen.add(one);
    seen.add(one.equals(two));
    seen.add(one.equals(new Point((byte) 1, (short) 2, 3, 4L, 5f, 0, 'x', true, one.list, null)));
    seen.add(one.equals(new Point((byte) 1, (short) 2, 3, 9L, 5f, 0, 'x', true, one.list, null)));
    seen.add(one.equals((Object) "a point"));
    record Pair(@Nullable String left, Object right) {}
    seen.add(new Pair("l", List.of(1)));
    seen.add(new Pair("l", List.of(1)).hashCode());
    seen.add(new Pair(null, Double.NaN).equals(new Pair(null, Double.NaN)));
    seen.add(new Nothing() + " " + new Nothing().hashCode() + new Nothing().equals(new Nothing()));
  }

  private static <A, B> List<B> lists(Function<? super A, ? extends B> f, A one, A two) {
    return List.of(f.apply(one), f.apply(two));
  }

  @SuppressWarnings("UnnecessaryLambda")
  private interface Named {
    List<Named> ALL = List.of(() -> "in an interface");

    String name();

    default Supplier<String> loud() {
      return () -> name() + shout();
    }

    private String shout() {
      Supplier<String> mark = this::mark;
      return mark.get();
    }

    private String mark() {
      return "!" + name();
    }

    static UnaryOperator<String> quiet() {
      return text -> text + text.length();
    }
  }

  private record Nothing() {}

  private record Point(
      byte b,
      short s,
      int i,
      long l,
      float f,
      double d,
      char c,
      boolean z,
      List<String> list,
      @Nullable Object nothing) {}

  private static class Base {
    String name() {
      return "base";
    }
  }

  private static final class Inner extends Base {
    private final String name;

    private Inner() {
      this("inner");
    }

    private Inner(String name) {
      this.name = name;
    }

    private String hidden() {
      return "hidden " + name;
    }

    @Override
    String name() {
      return "derived";
    }

    String ask() {
      Supplier<String> base = super::name;
      Supplier<String> derived = this::name;
      return base.get() + derived.get();
    }
  }
}
