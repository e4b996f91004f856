package io.sonde.exporter.scrape;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.sonde.endpoint.page.Digest;
import io.sonde.endpoint.page.Passage;
import io.sonde.endpoint.registry.Series;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Some metrics of a target that follow each other on its page, under the names and labels of the exporter that its users know. */
final class FamilyPassage implements Passage {

    /*
     * One that changes has its whole passage written anew; but a passage for each is more work for the compressor, and bytes for the wire, than
     * there is text. So large ones stand alone, and small ones together. Where a passage begins depends on the name of its first metric,
     * not on how many stand before it: small metrics that come and go change only the passage that they are in.
     */

    /** Metrics with so many series stand alone. */
    private static final int LARGE = 16;

    /** One in so many begins a passage. */
    private static final int BEGINNERS = 16;

    private final List<Family> families;
    private final Digester digester;
    private final Kept kept;

    private FamilyPassage(List<Family> families, Digester digester, Kept kept) {
        this.families = List.copyOf(families);
        this.digester = digester;
        this.kept = kept;
    }

    /** All of a page. */
    static List<Passage> of(Collection<Family> found) {
        List<Family> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(family -> Series.nameInModel(family.spec())));
        Digester digester = new Digester();
        Kept kept = new Kept();
        List<Passage> passages = new ArrayList<>();
        List<Family> together = new ArrayList<>();
        for (Family family : sorted) {
            boolean large = family.size() >= LARGE;
            if (!together.isEmpty()
                    && (large || begins(family) || together.get(0).size() >= LARGE)) {
                passages.add(new FamilyPassage(together, digester, kept));
                together.clear();
            }
            together.add(family);
        }
        if (!together.isEmpty()) {
            passages.add(new FamilyPassage(together, digester, kept));
        }
        return passages;
    }

    private static boolean begins(Family family) {
        return Math.floorMod(family.spec().name().hashCode() * 0x9E3779B9, BEGINNERS) == 0;
    }

    @Override
    public String name() {
        return families.get(0).spec().name();
    }

    @Override
    public Digest digest() {
        return digester.of(families);
    }

    @Override
    public List<MetricSnapshot> snapshots() {
        return Snapshots.ofPeer(families, kept);
    }
}
