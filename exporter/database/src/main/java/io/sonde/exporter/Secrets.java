package io.sonde.exporter;

import io.sonde.exporter.config.ExporterConfig;
import io.sonde.exporter.config.Password;
import io.sonde.exporter.config.TargetConfig;
import io.sonde.exporter.log.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps the passwords of the configuration in use, and of the one before it, out of the log. */
final class Secrets implements Consumer<ExporterConfig> {

    private volatile List<Password> current = List.of();
    private volatile List<Password> before = List.of();

    private Secrets() {}

    /** To be told of each configuration. */
    static Consumer<ExporterConfig> hiddenBy(Mask mask) {
        Secrets secrets = new Secrets();
        mask.hide(secrets::known);
        return secrets;
    }

    @Override
    public void accept(ExporterConfig config) {
        before = current;
        current = config.targets().stream().map(TargetConfig::password).toList();
    }

    private List<String> known() {
        List<String> known = new ArrayList<>();
        current.forEach(password -> known.addAll(password.known()));
        before.forEach(password -> known.addAll(password.known()));
        return known;
    }
}
