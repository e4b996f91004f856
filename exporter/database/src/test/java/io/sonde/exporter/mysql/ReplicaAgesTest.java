package io.sonde.exporter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.exporter.mysql.ReplicaAges.Seen;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplicaAgesTest {

    private static final OptionalDouble NONE = OptionalDouble.empty();

    private final ReplicaAges ages = new ReplicaAges();

    private OptionalDouble age(int second, OptionalDouble lag, String sign, double period) {
        return ages.age("shop", new Seen(lag, sign, period), TimeUnit.SECONDS.toNanos(second));
    }

    private static OptionalDouble of(double seconds) {
        return OptionalDouble.of(seconds);
    }

    @Test
    void isTheLagWhileTheSourceGivesSigns() {
        assertThat(age(0, of(0), "1", 30)).isEqualTo(of(0));
        assertThat(age(15, of(3), "1", 30)).isEqualTo(of(3));
        assertThat(age(30, of(0), "2", 30)).isEqualTo(of(0));
        assertThat(age(75, of(0), "2", 30)).isEqualTo(of(0));
    }

    @Test
    void growsFromTheLastSignWhenTheSourceIsSilent() {
        age(0, of(2), "1", 30);
        assertThat(age(45, of(2), "1", 30)).isEqualTo(of(2));
        assertThat(age(46, of(0), "1", 30)).isEqualTo(of(48));
        assertThat(age(100, NONE, "1", 30)).isEqualTo(of(102));
        assertThat(age(101, of(5), "2", 30)).isEqualTo(of(5));
    }

    @Test
    void growsFromTheLastLagWhereHeartbeatsAreNotTold() {
        assertThat(age(0, of(2), "", 0)).isEqualTo(of(2));
        assertThat(age(1_000, of(0), "", 0)).isEqualTo(of(0));
        assertThat(age(1_010, NONE, "", 0)).isEqualTo(of(10));
    }

    @Test
    void isUnknownUntilALagIsStated() {
        assertThat(age(0, NONE, "1", 30)).isEqualTo(NONE);
        assertThat(age(10, NONE, "1", 30)).isEqualTo(NONE);
    }

    @Test
    void forgetsASourceThatIsGone() {
        age(0, of(2), "1", 30);
        ages.retain(Set.of());
        assertThat(age(10, NONE, "1", 30)).isEqualTo(NONE);
    }
}
