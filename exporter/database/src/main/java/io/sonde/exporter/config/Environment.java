package io.sonde.exporter.config;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts environment variables in the place of {@code ${NAME}}. What a variable holds is not looked into again. */
final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

    private final UnaryOperator<@Nullable String> variables;

    Environment(UnaryOperator<@Nullable String> variables) {
        this.variables = variables;
    }

    /** Leaves every text as it is. */
    static Environment none() {
        return new Environment(name -> "${" + name + "}");
    }

    /** The text with every reference replaced; throws with what is wrong when a variable is not set. */
    String expand(String text) throws UnsetException {
        if (text.indexOf("${") < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        while (matcher.find()) {
            String value = variables.apply(matcher.group(1));
            if (value == null) {
                throw new UnsetException(matcher.group(1));
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(out).toString();
    }

    /** A variable that is not set. */
    static final class UnsetException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsetException(String name) {
            super("the environment variable " + name + " is not set");
        }
    }
}
