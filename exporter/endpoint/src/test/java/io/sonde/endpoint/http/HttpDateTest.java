package io.sonde.endpoint.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class HttpDateTest {

    private static final DateTimeFormatter FIXED =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    @Test
    void isWhatTheRfcHasAsItsExample() {
        assertThat(HttpDate.of(784_111_777_000L)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    }

    @Test
    void isWhatAFormatterWouldWriteOnEachDayOfFourYears() {
        Instant first = Instant.parse("2027-12-30T00:00:00.999Z");
        for (int day = 0; day < 4 * 366; day++) {
            Instant moment = first.plusSeconds(day * 86_400L + day * 3_661L % 86_400);
            assertThat(HttpDate.of(moment.toEpochMilli())).isEqualTo(FIXED.format(moment.atOffset(ZoneOffset.UTC)));
        }
    }
}
