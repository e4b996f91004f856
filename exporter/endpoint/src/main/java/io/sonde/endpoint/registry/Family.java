package io.sonde.endpoint.registry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All series of one name. Help and unit are those of the first source that had it. */
final class Family {

    private final MetricSnapshot first;
    // Only when a second source has the name: series in order, and the labels that are taken.
    private final Set<DataPointSnapshot> points = new LinkedHashSet<>();
    private final Set<Labels> taken = new HashSet<>();

    Family(MetricSnapshot first) {
        this.first = first;
    }

    /** Adds the series that are not there yet. Returns how many were left out. */
    int add(MetricSnapshot more) {
        if (!sameType(more)) {
            return more.getDataPoints().size();
        }
        if (points.isEmpty()) {
            append(first);
        }
        return append(more);
    }

    private int append(MetricSnapshot snapshot) {
        int left = 0;
        for (DataPointSnapshot point : snapshot.getDataPoints()) {
            if (taken.add(point.getLabels())) {
                points.add(point);
            } else {
                left++;
            }
        }
        return left;
    }

    private boolean sameType(MetricSnapshot other) {
        return other.getClass() == first.getClass()
                && (!(first instanceof HistogramSnapshot mine)
                        || mine.isGaugeHistogram() == ((HistogramSnapshot) other).isGaugeHistogram());
    }

    MetricSnapshot snapshot() {
        if (points.isEmpty()) {
            return first;
        }
        MetricMetadata metadata = first.getMetadata();
        if (first instanceof CounterSnapshot) {
            return new CounterSnapshot(metadata, all(CounterDataPointSnapshot.class));
        }
        if (first instanceof GaugeSnapshot) {
            return new GaugeSnapshot(metadata, all(GaugeDataPointSnapshot.class));
        }
        if (first instanceof HistogramSnapshot histogram) {
            return new HistogramSnapshot(histogram.isGaugeHistogram(), metadata, all(HistogramDataPointSnapshot.class));
        }
        if (first instanceof SummarySnapshot) {
            return new SummarySnapshot(metadata, all(SummaryDataPointSnapshot.class));
        }
        if (first instanceof InfoSnapshot) {
            return new InfoSnapshot(metadata, all(InfoDataPointSnapshot.class));
        }
        if (first instanceof StateSetSnapshot) {
            return new StateSetSnapshot(metadata, all(StateSetDataPointSnapshot.class));
        }
        return new UnknownSnapshot(metadata, all(UnknownDataPointSnapshot.class));
    }

    private <T extends DataPointSnapshot> List<T> all(Class<T> type) {
        return points.stream().map(type::cast).toList();
    }
}
