package io.sonde.dashboards.json;

import static io.sonde.dashboards.json.JsonObject.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonTextTest {
    @Test
    void keepsTheOrderAndGivesEachMemberItsLine() {
        JsonObject json = object().put("b", 1)
                .put("a", Arrays.asList("x", null, true, 0.5))
                .put("none", List.of())
                .put("empty", object())
                .put("inner", object().put("long", 5_000_000_000L));

        assertThat(json).hasToString("""
                {
                  "b": 1,
                  "a": [
                    "x",
                    null,
                    true,
                    0.5
                  ],
                  "none": [],
                  "empty": {},
                  "inner": {
                    "long": 5000000000
                  }
                }
                """);
    }

    @Test
    void escapesWhatJSONDoesNotAllowInText() {
        assertThat(object().put("k", "\"quoted\" \\s+ \n\t\r\u0001 é · 😀"))
                .hasToString("{\n  \"k\": \"\\\"quoted\\\" \\\\s+ \\n\\t\\r\\u0001 é · 😀\"\n}\n");
    }

    @Test
    void refusesAKeyTwiceAndValuesThatJSONHasNot() {
        assertThatThrownBy(() -> object().put("k", 1).put("k", 2)).hasMessage("key \"k\" is there already");
        assertThatThrownBy(() -> object().put("k", 'c').toString()).hasMessageStartingWith("not a value of JSON: c");
        assertThatThrownBy(() -> object().put("k", Double.NaN).toString())
                .hasMessageStartingWith("not a value of JSON: NaN");
    }
}
