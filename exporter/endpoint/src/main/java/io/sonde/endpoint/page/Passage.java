package io.sonde.endpoint.page;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * A part of a page: some metrics that follow each other, before they are turned into the model and into text. Pages that follow each other
 * have passages of the same names, as far as they tell of the same.
 *
 * <p>For one thread at a time.
 */
public interface Passage {

    /** Differs from those of the page's other passages. */
    String name();

    /** Of all that its text tells: another text has another digest. */
    Digest digest();

    /** Its metrics, sorted by name as a page has them. No other passage of the page has one of these. */
    List<MetricSnapshot> snapshots();
}
