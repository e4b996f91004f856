package io.sonde.agent.packing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what came out of lambdas, method references, records and joined texts of many kinds. */
public final class Samples implements Supplier<String> {

    public record Point(
            int x,
            long y,
            double z,
            float w,
            char c,
            boolean b,
            short s,
            @Nullable String name,
            List<String> more) {}

    record Nothing() {}

    interface Greeting {
        String greet(String whom);

        default Supplier<String> later(String whom) {
            return () -> decorate(greet(whom));
        }

        private String decorate(String greeting) {
            return "<" + greeting + ">";
        }

        static Greeting polite() {
            return whom -> "dear " + whom;
        }
    }

    /** Has a bridge once it is implemented by a lambda. */
    interface Narrow extends Function<String, Integer>, UnaryToText<Integer> {}

    interface UnaryToText<T> {
        default String text(T value) {
            return "text of " + value;
        }
    }

    abstract static class Base {
        private final String kept;

        Base(String kept) {
            this.kept = kept;
        }

        Supplier<String> mine() {
            return () -> "base " + kept;
        }

        protected String inherited() {
            return "inherited " + kept;
        }
    }

    static final class Derived extends Base {
        Derived() {
            super("k");
        }

        @Override
        Supplier<String> mine() {
            return () -> "derived " + super.mine().get() + this.inherited();
        }
    }

    private static final class Hidden {
        private final int number;

        private Hidden(int number) {
            this.number = number;
        }

        private int number() {
            return number;
        }

        private static String secret(Object of) {
            return "secret of " + of;
        }
    }

    private final List<String> said = new ArrayList<>();
    private final Set<Long> values = new HashSet<>();
    private final long base = 40;

    @Override
    public String get() {
        lambdas();
        references();
        conversions();
        texts();
        records();
        return String.join("\n", said);
    }

    private void lambdas() {
        int i = 1;
        long l = 2L;
        double d = 3.5;
        String s = "s";
        Supplier<String> captures = () -> s + i + l + d + base;
        say(captures.get());
        Runnable instance = () -> say("ran");
        instance.run();
        Callable<String> nested = () -> {
            Supplier<Supplier<String>> deep = () -> () -> s + l;
            return deep.get().get();
        };
        try {
            say(nested.call());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        say(Greeting.polite().greet("x"));
        say(Greeting.polite().later("y").get());
        say(new Derived().mine().get());
        Comparator<String> serializable = (Comparator<String> & Serializable) (a, b) -> a.length() - b.length();
        say(serializable instanceof Serializable);
        say(serializable.compare("abc", "a"));
        Narrow narrow = text -> text.length() + 1;
        Function<String, Integer> wide = narrow;
        say(wide.apply("four") + narrow.text(2));
        Function<Integer, Function<Integer, Integer>> curried = a -> b -> a * 10 + b;
        say(curried.apply(4).apply(2));
    }

    private void references() {
        Function<String, Integer> unbound = String::length;
        say(unbound.apply("five!"));
        Supplier<Integer> bound = "bound"::length;
        say(bound.get());
        Function<String, StringBuilder> constructor = StringBuilder::new;
        say(constructor.apply("made").append('!'));
        IntFunction<int[]> array = int[]::new;
        say(array.apply(3).length);
        BiFunction<Map<String, Integer>, String, Integer> throughInterface = Map::get;
        say(throughInterface.apply(Map.of("k", 9), "k"));
        Function<Integer, Hidden> hiddenConstructor = Hidden::new;
        ToLongFunction<Hidden> hiddenMethod = Hidden::number;
        say(hiddenMethod.applyAsLong(hiddenConstructor.apply(77)));
        Function<Object, String> hiddenStatic = Hidden::secret;
        say(hiddenStatic.apply("z"));
        Function<String, String> own = this::mark;
        say(own.apply("own"));
        Predicate<String> negated = Predicate.not(String::isEmpty);
        say(negated.test(""));
    }

    private void conversions() {
        LongSupplier widened = () -> (int) 'a';
        say(widened.getAsLong());
        Function<Integer, Long> boxed = value -> value + base;
        say(boxed.apply(2));
        ToDoubleFunction<Integer> unboxedAndWidened = Samples::twice;
        say(unboxedAndWidened.applyAsDouble(4));
        IntSupplier unboxed = Integer.valueOf(8)::intValue;
        say(unboxed.getAsInt());
        Supplier<Object> box = "abc"::length;
        say(box.get());
        DoubleSupplier fromInt = "abcd"::length;
        say(fromInt.getAsDouble());
        StringBuilder builder = new StringBuilder();
        Consumer<String> dropped = builder::append;
        dropped.accept("appended");
        LongConsumer wideDropped = values::add;
        wideDropped.accept(5);
        say(builder.toString() + values);
        Function<Integer, Integer> identity = Samples::same;
        ToLongFunction<Integer> erased = Samples::same;
        say(identity.apply(4) + erased.applyAsLong(5));
        UnaryOperator<String> trimmed = String::trim;
        say(trimmed.apply(" t "));
        say(Stream.of("b", "a", "c").sorted(Comparator.reverseOrder()).collect(Collectors.joining(",")));
        say(Stream.of(1, 2, 3).mapToInt(Integer::intValue).sum());
        IntFunction<Object> all = value -> (byte) value;
        say(all.apply(300));
    }

    private void texts() {
        byte b = 1;
        short s = 2;
        char c = 'c';
        float f = 1.5f;
        Object nothing = null;
        say("" + b + s + c + f + nothing + true + 'x' + 7L + 2.0 + List.of(1) + "\1\2 control \u00e9\u20ac");
        String more = "a";
        more += c + 1;
        say(more);
    }

    private void records() {
        Point point = new Point(1, 2, 3, 4, 'c', true, (short) 6, "n", List.of("m"));
        Point equal = new Point(1, 2, 3, 4, 'c', true, (short) 6, "n", List.of("m"));
        say(point.equals(equal) + " " + (point.hashCode() == equal.hashCode()));
        say(point.equals(new Point(1, 2, 3, 4, 'c', true, (short) 6, "other", List.of("m"))));
        say(point.equals(new Point(1, 2, 3, Float.NaN, 'c', true, (short) 6, "n", List.of("m"))));
        say(point.equals(new Point(1, 2, -0.0, 4, 'c', true, (short) 6, "n", List.of("m"))));
        say(point.equals(new Point(1, 3, 3, 4, 'c', true, (short) 6, "n", List.of("m"))));
        say(point.equals(new Point(1, 2, 3, 4, 'c', false, (short) 6, "n", List.of("m"))));
        Object other = "point";
        say(point.equals(other));
        say(point);
        Nothing nothing = new Nothing();
        say(nothing + " " + nothing.hashCode() + nothing.equals(new Nothing()));
    }

    private static double twice(int value) {
        return value * 2.0;
    }

    private static <T> T same(T value) {
        return value;
    }

    private String mark(String text) {
        return "*" + text + base;
    }

    private void say(Object value) {
        said.add(String.valueOf(value));
    }
}
