package io.sonde.endpoint.page;

import io.sonde.endpoint.http.Access;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.http.Verb;
import java.util.List;

/** {@code /}: what this process is, and links to its pages. Loads nothing from anywhere. */
public final class LandingPage implements Page {

    private static final String START = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 40rem; margin: 4rem auto; padding: 0 1.5rem; }
            h1 { font-size: 1.75rem; margin: 0; }
            p { margin: .25rem 0 1.5rem; }
            .version { opacity: .7; }
            ul { list-style: none; padding: 0; border-top: 1px solid #8886; }
            li { display: flex; gap: 1rem; padding: .6rem 0; border-bottom: 1px solid #8886; }
            a { min-width: 9rem; }
            code { opacity: .7; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p class="version">Version %2$s</p>
            <p>%3$s</p>
            <ul>
            """;
    private static final String LINK = """
            <li><a href="%1$s">%2$s</a> <code>%1$s</code></li>
            """;
    private static final String END = """
            </ul>
            </body>
            </html>
            """;

    private final String html;

    /**
     * @param name what runs here, like {@code Sonde agent}
     * @param about one sentence on what it does
     * @param pages those to link to; those without a title and those for this host only are left out
     */
    public LandingPage(String name, String version, String about, List<? extends Page> pages) {
        StringBuilder text = new StringBuilder(filled(START, escape(name), escape(version), escape(about)));
        for (Page page : pages) {
            if (!page.title().isEmpty() && page.verb() == Verb.GET && page.access() == Access.PUBLIC) {
                text.append(filled(LINK, escape(page.path()), escape(page.title())));
            }
        }
        html = text.append(END).toString();
    }

    /** As {@code formatted}, for which the agent would load the classes of the formatter. */
    private static String filled(String template, String... values) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', end)) {
            text.append(template, end, at).append(values[template.charAt(at + 1) - '1']);
            end = at + "%1$s".length();
        }
        return text.append(template, end, template.length()).toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public Response answer(Request request) {
        return Response.html(200, html);
    }
}
