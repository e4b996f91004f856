package io.sonde.endpoint.simpleclient;

import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simpleclient {@code CollectorRegistry} of another class loader as a source: the application's own, seen by the agent.
 * Any version since 0.0.20 that has public fields for samples; units and exemplars where it has them.
 *
 * <p>Any thread. The registry is held weakly, so that an application that is undeployed can go; then this source is empty.
 */
public final class ForeignSimpleclientSource implements Source {

    // In parts: a jar in which simpleclient is relocated must not have this name relocated with it.
    private static final String REGISTRY_CLASS = String.join(".", "io", "prometheus", "client", "CollectorRegistry");

    private final WeakReference<Object> registry;

    private ForeignSimpleclientSource(Object registry) {
        this.registry = new WeakReference<>(registry);
    }

    /** A source for an object of a class named {@code io.prometheus.client.CollectorRegistry}. */
    public static ForeignSimpleclientSource of(Object registry) {
        return new ForeignSimpleclientSource(registry);
    }

    /**
     * The default registry of the class that a class loader sees.
     *
     * @throws ReflectiveOperationException if there is no such class, or it is none we know
     */
    public static ForeignSimpleclientSource ofDefaultRegistry(ClassLoader loader) throws ReflectiveOperationException {
        return ofDefaultRegistry(Class.forName(REGISTRY_CLASS, true, loader));
    }

    /** The default registry of a class named {@code io.prometheus.client.CollectorRegistry}. */
    public static ForeignSimpleclientSource ofDefaultRegistry(Class<?> type) throws ReflectiveOperationException {
        return of(type.getField("defaultRegistry").get(null));
    }

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) throws ReflectiveOperationException {
        List<MetricSnapshot> all = new ArrayList<>();
        Object present = registry.get();
        if (present == null) {
            return all;
        }
        Enumeration<?> families = (Enumeration<?>)
                present.getClass().getMethod("metricFamilySamples").invoke(present);
        while (families.hasMoreElements()) {
            all.addAll(FamilyConversion.convert(family(families.nextElement())));
        }
        return all;
    }

    private static Family family(Object family) throws ReflectiveOperationException {
        List<Family.Sample> samples = new ArrayList<>();
        for (Object sample : (List<?>) required(family, "samples")) {
            samples.add(sample(sample));
        }
        Object unit = optional(family, "unit");
        return new Family(
                (String) required(family, "name"),
                ((Enum<?>) required(family, "type")).name(),
                unit instanceof String text ? text : "",
                (String) required(family, "help"),
                samples);
    }

    private static Family.Sample sample(Object sample) throws ReflectiveOperationException {
        return new Family.Sample(
                (String) required(sample, "name"),
                strings(required(sample, "labelNames")),
                strings(required(sample, "labelValues")),
                (Double) required(sample, "value"),
                exemplar(optional(sample, "exemplar")),
                optional(sample, "timestampMs") instanceof Long millis ? millis : null);
    }

    private static List<String> strings(Object list) {
        List<String> strings = new ArrayList<>();
        for (Object element : (List<?>) list) {
            strings.add(String.valueOf(element));
        }
        return strings;
    }

    private static @Nullable Exemplar exemplar(@Nullable Object exemplar) throws ReflectiveOperationException {
        if (exemplar == null) {
            return null;
        }
        Class<?> type = exemplar.getClass();
        int count = (Integer) type.getMethod("getNumberOfLabels").invoke(exemplar);
        Labels.Builder labels = Labels.builder();
        for (int i = 0; i < count; i++) {
            labels.label((String) type.getMethod("getLabelName", int.class).invoke(exemplar, i), (String)
                    type.getMethod("getLabelValue", int.class).invoke(exemplar, i));
        }
        double value = (Double) type.getMethod("getValue").invoke(exemplar);
        Object millis = type.getMethod("getTimestampMs").invoke(exemplar);
        return new Exemplar(value, labels.build(), millis instanceof Long time ? time : 0);
    }

    private static Object required(Object of, String name) throws ReflectiveOperationException {
        Object value = of.getClass().getField(name).get(of);
        if (value == null) {
            throw new ReflectiveOperationException(of.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    private static @Nullable Object optional(Object of, String name) throws ReflectiveOperationException {
        Field field;
        try {
            field = of.getClass().getField(name);
        } catch (NoSuchFieldException e) {
            return null;
        }
        return field.get(of);
    }
}
