package io.sonde.agent.bootstrap.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Failed executions of one server by SQLSTATE and vendor's code: at most {@value #MAX_CODES} pairs, then {@link #OTHER}.
 *
 * <p>Any thread may count and read. Only the first failure of a pair takes a lock.
 */
public final class ServerErrors {

    /** The SQLSTATE and the code of all beyond the first pairs. */
    public static final String OTHER = "other";

    /** The SQLSTATE or the code of a failure that has none. */
    public static final String NONE = "none";

    static final int MAX_CODES = 64;

    /** Failures of one pair. */
    public static final class Code {

        private final String sqlState;
        private final String vendorCode;
        private final AtomicLong count = new AtomicLong();

        Code(String sqlState, String vendorCode) {
            this.sqlState = sqlState;
            this.vendorCode = vendorCode;
        }

        /** Five letters and digits, {@link #NONE} or {@link #OTHER}. */
        public String sqlState() {
            return sqlState;
        }

        /** The vendor's number, {@link #NONE} or {@link #OTHER}. */
        public String vendorCode() {
            return vendorCode;
        }

        public long count() {
            return count.get();
        }
    }

    private volatile Code[] codes = {};

    public List<Code> codes() {
        return List.of(codes);
    }

    void count(String sqlState, String vendorCode) {
        Code code = find(sqlState, vendorCode);
        if (code == null) {
            code = add(sqlState, vendorCode);
        }
        code.count.incrementAndGet();
    }

    private @Nullable Code find(String sqlState, String vendorCode) {
        for (Code code : codes) {
            if (code.sqlState.equals(sqlState) && code.vendorCode.equals(vendorCode)) {
                return code;
            }
        }
        return null;
    }

    private synchronized Code add(String sqlState, String vendorCode) {
        Code raced = find(sqlState, vendorCode);
        if (raced != null) {
            return raced;
        }
        if (codes.length >= MAX_CODES) {
            Code other = find(OTHER, OTHER);
            return other != null ? other : append(new Code(OTHER, OTHER));
        }
        return append(new Code(sqlState, vendorCode));
    }

    private Code append(Code code) {
        Code[] more = Arrays.copyOf(codes, codes.length + 1);
        more[codes.length] = code;
        codes = more;
        return code;
    }
}
