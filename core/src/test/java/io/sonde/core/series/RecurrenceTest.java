package io.sonde.core.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurrenceTest {

    private static final int TEXTS = 16_000;

    private final Recurrence recurrence = new Recurrence();

    @Test
    void looksForEachTextUntilManyCameInVain() {
        for (int i = 0; i < 100; i++) {
            assertThat(recurrence.isLikely()).isTrue();
            recurrence.missed(i);
        }
    }

    @Test
    void looksForFewAfterManyCameInVain() {
        miss(TEXTS);
        assertThat(lookedFor()).isBetween(TEXTS / 32, TEXTS / 8);
    }

    @Test
    void looksForEachAgainOnceOneCameAgain() {
        miss(TEXTS);
        recurrence.seen();
        assertThat(lookedFor()).isEqualTo(TEXTS);
    }

    /** The low bits of such a text's hash are the same whatever the value is. */
    @Test
    void looksForFewTextsThatHaveAValueTwice() {
        for (int i = 0; i < TEXTS; i++) {
            recurrence.missed(("insert into t values (" + i + ") on duplicate key update vv = " + i).hashCode());
        }
        assertThat(lookedFor()).isBetween(TEXTS / 32, TEXTS / 8);
    }

    @Test
    void looksForEachWhileEachTwentiethComesAgain() {
        for (int i = 0; i < TEXTS; i++) {
            assertThat(recurrence.isLikely()).isTrue();
            if (i % 20 == 0) {
                recurrence.seen();
            } else {
                recurrence.missed(i);
            }
        }
    }

    @Test
    void meetsTextsThatComeInTurnsSoonInTheirSecondRound() {
        miss(TEXTS);
        boolean[] lookedFor = new boolean[10_000];
        for (int i = 0; i < lookedFor.length; i++) {
            if (recurrence.isLikely()) {
                lookedFor[i] = true;
                recurrence.missed(i);
            }
        }
        int met = 0;
        while (!(recurrence.isLikely() && lookedFor[met])) {
            met++;
        }
        // One text in 256: that none of 5,000 is met comes once in three hundred million runs.
        assertThat(met).isLessThan(5_000);
    }

    private void miss(int texts) {
        for (int i = 0; i < texts; i++) {
            recurrence.missed(i);
        }
    }

    private int lookedFor() {
        int likely = 0;
        for (int i = 0; i < TEXTS; i++) {
            likely += recurrence.isLikely() ? 1 : 0;
        }
        return likely;
    }
}
