package io.sonde.benchmarks.stress;

import io.sonde.core.series.TextCache;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A text is looked for while nine others are put where it stands, and it again: what is found is its own value. */
@JCStressTest
@Outcome(id = "first", expect = Expect.ACCEPTABLE, desc = "What was put for the text before.")
@Outcome(id = "again", expect = Expect.ACCEPTABLE, desc = "What was put for the text in the end.")
@Outcome(id = "null", expect = Expect.ACCEPTABLE, desc = "The text was forgotten, or the set is being written.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Another text's value.")
@State
public class TextAndValue {

    private static final String TEXT = "text";
    private static final String[] OTHERS = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};

    /** Of one set, so that all want the same eight places. */
    private final TextCache<String> cache = new TextCache<>(8, 10);

    public TextAndValue() {
        cache.put(TEXT, "first");
    }

    @Actor
    public void writer() {
        for (int i = 0; i < OTHERS.length; i++) {
            cache.put(OTHERS[i], "other");
        }
        cache.put(TEXT, "again");
    }

    @Actor
    public void reader(L_Result result) {
        result.r1 = cache.get(TEXT);
    }
}
