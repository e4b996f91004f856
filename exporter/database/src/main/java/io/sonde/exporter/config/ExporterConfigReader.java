package io.sonde.exporter.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the configuration file. Reports everything that is wrong with it at once. */
public final class ExporterConfigReader {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Environment environment;

    /** A reader that takes the variables of the configuration from here; null for one that is not set. */
    public ExporterConfigReader(UnaryOperator<@Nullable String> variables) {
        environment = new Environment(variables);
    }

    public ExporterConfig read(Path file) throws ConfigException {
        Problems problems = new Problems(file.toString());
        Node root = parse(file, problems);
        ExporterConfig config = root == null ? null : config(root, file, problems);
        if (config == null || !problems.isEmpty()) {
            throw problems.toException();
        }
        return config;
    }

    private static @Nullable Node parse(Path file, Problems problems) {
        try {
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
        }
        return null;
    }

    private ExporterConfig config(Node root, Path file, Problems problems) {
        Values top = Values.of("", root, root, Keys.TOP, environment, problems);
        Values web = section(Keys.WEB_SECTION, top, root, problems);
        Values collection = section(Keys.COLLECTION_SECTION, top, root, problems);
        return new ExporterConfig(
                new WebConfig(web.getOrDefault(Keys.LISTEN_ADDRESS)),
                new CollectionConfig(
                        collection.getOrDefault(Keys.THREADS), collection.getOrDefault(Keys.TEXTS_INTERVAL)),
                targets(top.node(Keys.TARGETS), root, file, problems));
    }

    private Values section(Keys.Section section, Values top, Node root, Problems problems) {
        return Values.of(section.path(), root, top.node(section.path()), section.names(), environment, problems);
    }

    private List<TargetConfig> targets(@Nullable Node node, Node root, Path file, Problems problems) {
        List<TargetConfig> targets = new ArrayList<>();
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            problems.add(node == null ? root : node, Keys.TARGETS, "expected a list of at least one target");
            return targets;
        }
        TargetReader reader = new TargetReader(file, problems);
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
