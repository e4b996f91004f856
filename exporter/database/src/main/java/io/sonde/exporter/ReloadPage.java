package io.sonde.exporter;

import io.sonde.endpoint.http.Access;
import io.sonde.endpoint.http.Page;
import io.sonde.endpoint.http.Request;
import io.sonde.endpoint.http.Response;
import io.sonde.endpoint.http.Verb;

/** {@code POST /-/reload}, for this host only. */
final class ReloadPage implements Page {

    private final Reloads reloads;

    ReloadPage(Reloads reloads) {
        this.reloads = reloads;
    }

    @Override
    public String path() {
        return "/-/reload";
    }

    @Override
    public Verb verb() {
        return Verb.POST;
    }

    @Override
    public Access access() {
        return Access.LOOPBACK;
    }

    @Override
    public Response answer(Request request) {
        String problems = reloads.reload();
        return problems.isEmpty()
                ? Response.text(200, "The configuration was read again.")
                : Response.text(500, "The configuration cannot be used, the old one goes on:\n" + problems);
    }
}
