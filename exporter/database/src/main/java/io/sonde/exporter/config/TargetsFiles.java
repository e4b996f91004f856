package io.sonde.exporter.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files that targets are read from beside the configuration, by patterns. The same pattern may mean other files later.
 *
 * @param folder where relative patterns begin
 * @param patterns paths, in the last part of which {@code *} and {@code ?} stand for others
 */
public record TargetsFiles(Path folder, List<String> patterns) {

    public TargetsFiles {
        patterns = List.copyOf(patterns);
    }

    /** The files that there are now, in a steady order. A folder that cannot be read has none. */
    List<Path> paths() {
        TreeSet<Path> found = new TreeSet<>();
        for (String pattern : patterns) {
            Path path = folder.resolve(pattern);
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent != null && name != null) {
                list(parent, name.toString(), found);
            }
        }
        return List.copyOf(found);
    }

    /** The patterns that no file fits now; probably mistaken, or a folder is missing or cannot be read. */
    public List<String> fittingNone() {
        return patterns.stream()
                .filter(pattern ->
                        new TargetsFiles(folder, List.of(pattern)).paths().isEmpty())
                .toList();
    }

    private static void list(Path parent, String pattern, TreeSet<Path> found) {
        Choice fitting = new Choice(List.of(pattern), List.of());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent)) {
            for (Path file : files) {
                Path name = file.getFileName();
                if (name != null && fitting.includes(name.toString()) && Files.isRegularFile(file)) {
                    found.add(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // It may come later.
        }
    }

    /** Differs from what it was when a file came, went or changed; as far as names, sizes and times tell. */
    public String state() {
        StringBuilder state = new StringBuilder();
        for (Path path : paths()) {
            state.append(path).append(' ').append(stamp(path)).append('\n');
        }
        return state.toString();
    }

    private static @Nullable String stamp(Path path) {
        try {
            // Kubernetes swaps a folder behind a symbolic link: the real path changes with it.
            return Files.size(path) + " " + Files.getLastModifiedTime(path) + " " + path.toRealPath();
        } catch (IOException e) {
            return null;
        }
    }
}
