package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentHashesTest {

    @Test
    void knowsWhatCameBefore() {
        RecentHashes hashes = new RecentHashes(64);
        assertThat(hashes.cameBefore("select 1".hashCode())).isFalse();
        assertThat(hashes.cameBefore("select 1".hashCode())).isTrue();
        assertThat(hashes.cameBefore("select 2".hashCode())).isFalse();
    }

    @Test
    void knowsHashesThatShareAPlaceAndComeInTurns() {
        RecentHashes hashes = new RecentHashes(2);
        int known = 0;
        for (int i = 0; i < 20; i++) {
            known += hashes.cameBefore(0x10000000) ? 1 : 0;
            known += hashes.cameBefore(0x10000004) ? 1 : 0;
        }
        assertThat(known).isPositive();
    }

    @Test
    void forgetsWhatDoesNotComeAgain() {
        RecentHashes hashes = new RecentHashes(64);
        hashes.cameBefore("select 1".hashCode());
        for (int i = 0; i < 10_000; i++) {
            hashes.cameBefore(("select * from t where id = " + i).hashCode());
        }
        assertThat(hashes.cameBefore("select 1".hashCode())).isFalse();
    }
}
