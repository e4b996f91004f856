package io.sonde.exporter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class DigestHistogramsTest {

    /** Those of clients' histograms. */
    private static final double[] CLIENTS = {
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };

    @Test
    void edgesLieWithinHalfAPercentOfThoseOfClients() {
        double[] edges = DigestHistograms.edges();
        assertThat(edges).hasSize(CLIENTS.length);
        for (int i = 0; i < CLIENTS.length; i++) {
            assertThat(edges[i]).isCloseTo(CLIENTS[i], withinPercentage(0.51));
        }
        assertThat(edges[0]).isEqualTo(0.0001);
        assertThat(edges[9]).isEqualTo(0.1);
    }

    @Test
    void eachBucketOfTheServerFallsIntoOneOfOurs() {
        assertThat(DigestHistograms.bucket(0)).isZero();
        assertThat(DigestHistograms.bucket(50)).isZero();
        assertThat(DigestHistograms.bucket(51)).isEqualTo(1);
        assertThat(DigestHistograms.bucket(200)).isEqualTo(9);
        assertThat(DigestHistograms.bucket(301)).isEqualTo(16);
        assertThat(DigestHistograms.bucket(449)).isEqualTo(16);
    }
}
