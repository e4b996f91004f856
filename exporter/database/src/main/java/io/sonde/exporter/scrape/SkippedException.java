package io.sonde.exporter.scrape;

/** A collector could not run, for a reason that somebody can remove. */
public final class SkippedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String remedy;

    /**
     * A reason, and what removes it.
     *
     * @param remedy the command or the setting that helps; empty when there is none
     */
    public SkippedException(Reason reason, String remedy) {
        super(reason.label() + (remedy.isEmpty() ? "" : "; this helps: " + remedy), null, false, false);
        this.reason = reason;
        this.remedy = remedy;
    }

    public Reason reason() {
        return reason;
    }

    public String remedy() {
        return remedy;
    }
}
