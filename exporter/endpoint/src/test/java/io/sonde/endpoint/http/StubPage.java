package io.sonde.endpoint.http;

import java.util.concurrent.Semaphore;

/** A page that says what it was asked for; it can be held back, and can fail. */
final class StubPage implements Page {

    private final String path;
    private final Verb verb;
    private final Access access;
    private final boolean quick;
    final Semaphore entered = new Semaphore(0);
    final Semaphore gate;

    private StubPage(String path, Verb verb, Access access, boolean quick, int permits) {
        this.path = path;
        this.verb = verb;
        this.access = access;
        this.quick = quick;
        this.gate = new Semaphore(permits);
    }

    static StubPage at(String path) {
        return new StubPage(path, Verb.GET, Access.PUBLIC, false, Integer.MAX_VALUE);
    }

    static StubPage quick(String path) {
        return new StubPage(path, Verb.GET, Access.PUBLIC, true, Integer.MAX_VALUE);
    }

    /** Answers when somebody releases the gate. */
    static StubPage held(String path) {
        return new StubPage(path, Verb.GET, Access.PUBLIC, false, 0);
    }

    static StubPage post(String path) {
        return new StubPage(path, Verb.POST, Access.PUBLIC, false, Integer.MAX_VALUE);
    }

    static StubPage loopback(String path) {
        return new StubPage(path, Verb.GET, Access.LOOPBACK, false, Integer.MAX_VALUE);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Verb verb() {
        return verb;
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public boolean quick() {
        return quick;
    }

    @Override
    public Response answer(Request request) throws InterruptedException {
        entered.release();
        gate.acquire();
        if (!request.parameters("fail").isEmpty()) {
            throw new IllegalStateException("secret");
        }
        if (!request.parameters("size").isEmpty()) {
            int size = Integer.parseInt(request.parameters("size").get(0));
            return Response.of(200, "application/octet-stream", out -> {
                byte[] piece = new byte[1000];
                for (int left = size; left > 0; left -= piece.length) {
                    out.write(piece, 0, Math.min(left, piece.length));
                }
            });
        }
        return Response.text(200, "path " + request.path() + " q " + request.parameters("q"));
    }
}
