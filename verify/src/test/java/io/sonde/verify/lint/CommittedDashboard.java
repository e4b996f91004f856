package io.sonde.verify.lint;

import io.sonde.dashboards.Dashboards;
import io.sonde.verify.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard as it stands in the repository. */
public record CommittedDashboard(String file, Json json) {

    /** A query of a panel. */
    public record PanelQuery(String panel, String refId, String expr, boolean instant) {
        @Override
        public String toString() {
            return panel + ", " + refId;
        }
    }

    public static List<CommittedDashboard> readAll(Path root) {
        try (Stream<Path> files = Files.list(root.resolve(Dashboards.DIRECTORY))) {
            return files.sorted().map(CommittedDashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CommittedDashboard read(Path file) {
        try {
            return new CommittedDashboard(String.valueOf(file.getFileName()), Json.parse(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uid() {
        return json.get("uid").text();
    }

    /** All panels but the headings of rows. */
    List<Json> panels() {
        return json.get("panels").list().stream()
                .filter(panel -> !panel.get("type").text().equals("row"))
                .toList();
    }

    public List<PanelQuery> queries() {
        return panels().stream()
                .flatMap(panel -> panel.get("targets").list().stream()
                        .map(target -> new PanelQuery(
                                panel.get("title").text(),
                                target.get("refId").text(),
                                target.get("expr").text(),
                                target.get("instant").isTrue())))
                .toList();
    }

    /** What is marked on all panels. */
    public List<Json> annotations() {
        return json.get("annotations").get("list").list();
    }

    public List<Json> variables() {
        return json.get("templating").get("list").list();
    }

    @Override
    public String toString() {
        return file;
    }
}
