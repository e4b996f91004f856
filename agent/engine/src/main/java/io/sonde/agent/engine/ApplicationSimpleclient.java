package io.sonde.agent.engine;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.agent.bootstrap.weave.NoticedLoaders;
import io.sonde.endpoint.registry.Scrape;
import io.sonde.endpoint.registry.Source;
import io.sonde.endpoint.simpleclient.ForeignSimpleclientSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The default registries of the application's simpleclient, one for each class loader that has loaded the library. */
final class ApplicationSimpleclient implements Source {

    private final Map<ClassLoader, ForeignSimpleclientSource> sources = new WeakHashMap<>();

    @Override
    public List<MetricSnapshot> collect(Scrape scrape) throws ReflectiveOperationException {
        List<MetricSnapshot> all = new ArrayList<>();
        for (ClassLoader loader : NoticedLoaders.simpleclient()) {
            ForeignSimpleclientSource source = sources.get(loader);
            if (source == null) {
                source = ForeignSimpleclientSource.ofDefaultRegistry(loader);
                sources.put(loader, source);
            }
            all.addAll(source.collect(scrape));
        }
        return all;
    }
}
