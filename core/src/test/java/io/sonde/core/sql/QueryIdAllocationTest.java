package io.sonde.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class QueryIdAllocationTest {

    private static final String[] TEXTS = {
        "select * from orders where id = ?",
        "insert into t (a, b) values (1, 'x'), (2, 'y'), (3, now()) returning id",
        "select cast(? as int), (1), -2, a::numeric(10, 2), \"Quoted Name\" from t where x in (1::int, 2::int) -- end",
        "{? = call f(?, ?)}",
        "SELECT `user` , _utf8 'x' , @a FROM `t` WHERE `b` IN (...) /* c */ ; select 2",
        "select [a's], \"b\", f(\"c\") as \"d\" from \"t\" where \"e\" = \"f\" or x[1] = \"t\".\"g\"",
        "select $$a$$, E'\\'', q'[x]', [a b], n'y', {d '2026-01-01'} from t limit all",
    };

    @Test
    void theIdAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = all(2_000);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += all(1_000);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(after - before).as("checksum %d", sum).isZero();
    }

    private static long all(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            for (String text : TEXTS) {
                sum += QueryId.of(text, Dialect.POSTGRESQL, Notation.JDBC);
                sum += QueryId.of(text, Dialect.MYSQL, Notation.SERVER);
                sum += QueryId.of(text, Dialect.GENERIC, Notation.JDBC);
                sum += QueryId.of(text, Dialect.STANDARD, Notation.JDBC);
                sum += QueryId.of(text, Dialect.SQL_SERVER, Notation.JDBC);
                sum += QueryId.of(text, Dialect.SQLITE, Notation.JDBC);
                sum += QueryId.next(text, 0, Dialect.MYSQL, Notation.JDBC);
            }
        }
        return sum;
    }
}
