package io.sonde.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.dashboards.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RowTest {
    private static final Pattern GRID =
            Pattern.compile("\"h\": (\\d+),\\s+\"w\": (\\d+),\\s+\"x\": (\\d+),\\s+\"y\": (\\d+)");

    @Test
    void panelsFlowFromLeftToRightAndWrapBelowTheHighestOfTheirLine() {
        List<JsonObject> panels = new ArrayList<>();

        int next = Row.of(9, "Row", panel(1, 12, 8), panel(2, 12, 10), panel(3, 6, 4))
                .layOut(5, panels);

        assertThat(next).isEqualTo(5 + 1 + 10 + 4);
        assertThat(panels).extracting(RowTest::place).containsExactly("0,5 24×1", "0,6 12×8", "12,6 12×10", "0,16 6×4");
    }

    private static Panel panel(int id, int width, int height) {
        return Panel.lines(id, "Panel", Unit.COUNT, "What it shows.", Target.range("A", "up", ""))
                .sized(width, height);
    }

    private static String place(JsonObject panel) {
        Matcher grid = GRID.matcher(panel.toString());
        assertThat(grid.find()).isTrue();
        return "%s,%s %s×%s".formatted(grid.group(3), grid.group(4), grid.group(2), grid.group(1));
    }
}
