package io.sonde.exporter.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the configuration file. Reports everything that is wrong with it at once. */
public final class ExporterConfigReader {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Environment environment;
    private final EnvironmentTargets fromEnvironment;

    /** A reader that takes the variables of the configuration, and targets, from here. */
    public ExporterConfigReader(Map<String, String> variables) {
        Map<String, String> copy = Map.copyOf(variables);
        environment = new Environment(copy::get);
        fromEnvironment = new EnvironmentTargets(copy);
    }

    /** Reads the file, the files that it names, and the environment. */
    public ExporterConfig read(Path file) throws ConfigException {
        Problems problems = new Problems(file.toString());
        Node root =
                fromEnvironment.isEmpty() || Files.exists(file) ? parse(file, problems) : EnvironmentTargets.NOTHING;
        ExporterConfig config = root == null ? null : config(root, file, problems);
        if (config == null || !problems.isEmpty()) {
            throw problems.toException();
        }
        return config;
    }

    private static @Nullable Node parse(Path file, Problems problems) {
        try {
            if (Files.isDirectory(file)) {
                problems.addFile("is a folder; expected a file");
                return null;
            }
            if (Files.size(file) > MAX_BYTES) {
                problems.addFile("larger than 4 MiB");
                return null;
            }
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            Optional<Node> root = new Compose(settings).composeString(Files.readString(file));
            if (root.isEmpty()) {
                problems.addFile("is empty; expected at least the key targets");
            }
            return root.orElse(null);
        } catch (NoSuchFileException e) {
            problems.addFile("no such file");
        } catch (AccessDeniedException e) {
            problems.addFile("cannot be read: no permission");
        } catch (CharacterCodingException e) {
            problems.addFile("is not UTF-8 text");
        } catch (IOException e) {
            problems.addFile("cannot be read: " + e);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            String where = mark.map(m -> "line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1) + ": ")
                    .orElse("");
            problems.addFile("not valid YAML: " + where + e.getProblem());
        } catch (YamlEngineException e) {
            problems.addFile("not valid YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            problems.addFile("nested too deeply; expected keys as in the documentation");
        }
        return null;
    }

    private ExporterConfig config(Node root, Path file, Problems problems) {
        Values top = Values.of("", root, root, Keys.TOP, environment, problems);
        Values web = section(Keys.WEB_SECTION, top, root, problems);
        Values collection = section(Keys.COLLECTION_SECTION, top, root, problems);
        Path drivers = top.get(Keys.DRIVERS);
        TargetsFiles files =
                new TargetsFiles(file.toAbsolutePath().resolveSibling(""), List.copyOf(top.list(Keys.TARGETS_FILES)));
        return new ExporterConfig(
                new WebConfig(web.getOrDefault(Keys.LISTEN_ADDRESS)),
                new CollectionConfig(
                        collection.getOrDefault(Keys.THREADS), collection.getOrDefault(Keys.TEXTS_INTERVAL)),
                drivers == null ? null : file.toAbsolutePath().resolveSibling(drivers),
                files,
                modules(top.node(Keys.MODULES), problems),
                new QueryReader(environment, problems).read(top.node(QueryKeys.QUERIES)),
                targets(top, root, file, files, problems));
    }

    private Values section(Keys.Section section, Values top, Node root, Problems problems) {
        return Values.of(section.path(), root, top.node(section.path()), section.names(), environment, problems);
    }

    private Map<String, List<String>> modules(@Nullable Node node, Problems problems) {
        Map<String, List<String>> modules = new LinkedHashMap<>();
        if (node == null) {
            return modules;
        }
        List<String> names = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name) {
                    names.add(name.getValue());
                }
            }
        }
        Values values = Values.of(Keys.MODULES, node, node, names, environment, problems);
        for (String name : names) {
            modules.put(name, values.list(Key.list(name, Kind.TEXT, "")));
        }
        return modules;
    }

    private List<TargetConfig> targets(Values top, Node root, Path file, TargetsFiles files, Problems problems) {
        List<TargetConfig> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Node node = top.node(Keys.TARGETS);
        boolean elsewhere = !fromEnvironment.isEmpty() || !files.patterns().isEmpty();
        if (node != null || !elsewhere) {
            targets.addAll(list(node, root, new TargetReader(file, problems, names), problems));
        }
        for (Path other : files.paths()) {
            Problems there = problems.in(other.toString());
            Node otherRoot = parse(other, there);
            if (otherRoot != null) {
                Values values = Values.of("", otherRoot, otherRoot, List.of(Keys.TARGETS), environment, there);
                targets.addAll(
                        list(values.node(Keys.TARGETS), otherRoot, new TargetReader(other, there, names), there));
            }
        }
        Problems there = problems.in("environment");
        targets.addAll(fromEnvironment.read(new TargetReader(file, there, names), there));
        return targets;
    }

    private List<TargetConfig> list(@Nullable Node node, Node root, TargetReader reader, Problems problems) {
        List<TargetConfig> targets = new ArrayList<>();
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            problems.add(node == null ? root : node, Keys.TARGETS, "expected a list of at least one target");
            return targets;
        }
        int index = 0;
        for (Node entry : sequence.getValue()) {
            String path = Keys.TARGETS + "[" + index++ + "]";
            TargetConfig target =
                    reader.read(Values.of(path, entry, entry, Keys.TARGET_SECTION.names(), environment, problems));
            if (target != null) {
                targets.add(target);
            }
        }
        return targets;
    }
}
