package io.sonde.core.sql;

import static io.sonde.core.sql.Dialect.GENERIC;
import static io.sonde.core.sql.Dialect.MYSQL;
import static io.sonde.core.sql.Dialect.POSTGRESQL;
import static io.sonde.core.sql.Notation.JDBC;
import static io.sonde.core.sql.Notation.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryIdTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            POSTGRESQL | SELECT * FROM orders WHERE id = 42              | select * from orders where id = ?
            POSTGRESQL | select "Id", count(*) from "Order Details" o where o."A" <> -5 and b!= + - 3 | select id, count(*) from "order details" o where o.a <> ? and b <> ?
            POSTGRESQL | select a - 5, a -5, -a, - - 5, (a) - 1, -(-1)   | select a - ?, a - ?, -a, ?, (a) - ?
            POSTGRESQL | select 1, 'two', $$three$$, E'\\'four', null, true | select ?
            POSTGRESQL | select 1::int, 2::numeric(10, 2), a             | select ?, a
            POSTGRESQL | select 1::int, a                                | select ?::int, a
            POSTGRESQL | select a from t where b in (1::int, cast('2' as int), date '2020-01-01') | select a from t where b in (?)
            POSTGRESQL | select cast(1 as numeric(10,2)), cast(2 as int) from t | select ? from t
            POSTGRESQL | select cast(1 as numeric(10,2)) from t          | select cast(? as numeric(?)) from t
            POSTGRESQL | select date '2020-01-01' from t                 | select date ? from t
            POSTGRESQL | insert into t (a, b) values (1, 2), (3, 4), (5, 6) | insert into t(a, b) values (?)
            POSTGRESQL | insert into t values (1, now()), (2, now()) on conflict do nothing | insert into t values (?, now()) on conflict do nothing
            POSTGRESQL | insert into t values (?) returning id           | insert into t values (?)
            POSTGRESQL | insert into t values (?);                       | insert into t values (?)
            POSTGRESQL | ; ; select 1; select 2                          | select ?
            POSTGRESQL | select extract(year from d), d at time zone 'UTC' from t limit all | select extract(? from d), d at time zone ? from t limit ?
            POSTGRESQL | select a ?? 'b', a ??| array['x', 'y'], a @> ?, a->>'x' from t | select a ?? ?, a ??| array[?], a @> ?, a ->> ? from t
            POSTGRESQL | select /* x /* y */ z */ a -- c                 | select a
            POSTGRESQL | select a is null, b is not null, c = null       | select a is null, b is not null, c = ?
            POSTGRESQL | select :name, a[1:2], b::text                   | select ?, a[? : ?], b::text
            POSTGRESQL | {call f(?, ?)}                                  | select * from f(?) as result
            MYSQL      | select "a", `b`, 'it\\'s', 0xFF, N'y' from `t` # c | select ?, b, ? from t
            MYSQL      | select a--1 from t                              | select a - ? from t
            MYSQL      | select /*!40101 sql_no_cache */ 1               | select sql_no_cache ?
            MYSQL      | select 2fa, 1e5, 2e-3, 12 from t                | select 2fa, ? from t
            MYSQL      | insert into t values row(1, 2), row(3, 4)       | insert into t values row(?)
            MYSQL      | insert into t values (1) on duplicate key update a = values(a), b = values(b) | insert into t values (?) on duplicate key update a = values (a), b = values (b)
            GENERIC    | select [a b], q'[it's]', :1, N'x' from [t]      | select `a b`, ? from t
            GENERIC    | select array['a', 'b'], x[1], y['k'] from t      | select array[ ?], x[ ?], y[ ?] from t
            GENERIC    | select [it's] from t where b = 's3cret'         | select ?
            GENERIC    | select ['a]b'], 's3cret'                        | select ?
            GENERIC    | select \"""it's "s3cret" x\""", 1                 | select ?
            STANDARD   | select "a b", "c" from t where "d" = "e"        | select "a b", c from t where d = e
            STANDARD   | select array['a', 'b'], x[1] from [t]           | select array[ ?], x[ ?] from t
            STANDARD   | select a[it's] from t where b = 's3cret'        | select a ?
            SQL_SERVER | select [it's], [a]]'b], "c" from [t].[u] where [b] = 's3cret' | select "it's", "a]'b", c from t.u where b = ?
            SQL_SERVER | select [a "b" c], [order], [--] from #t where @p = [1 | select "a ""b"" c", "order", "--" from #t where @p = ?
            SQLITE     | select [it's], [a"b] from t where b = 's3cret'  | select `it's`, `a"b` from t where b = ?
            SQLITE     | select a from t where b = "s3cret" and "c" like "x" | select a from t where b = ? and ? like ?
            SQLITE     | select f("a", b), "c", d from t where b in ("s", "t") or b between "a" and "z" | select f(?, b), ?, d from t where b in (?) or b between ? and ?
            SQLITE     | insert into "order lines" ("id", "b") values ("x", "y"), ("z", 1) | insert into `order lines`(id, b) values (?)
            SQLITE     | insert into "t" value ("x", "y")                | insert into t value(?)
            SQLITE     | insert into t ("a", "b") select "c", d from "u" | insert into t(a, b) select ?, d from u
            SQLITE     | update "t" set "a" = "x", "b" = b + 1, "c" = f("y") where "d" = "z" | update t set a = ?, b = b + ?, c = f(?) where ? = ?
            SQLITE     | delete from "t" where "t"."a" = "x"             | delete from t where t.a = ?
            SQLITE     | select "t"."a" as "b c", max("u" . "d") "e" from "t" left join "u" on "t"."id" = "u"."id" | select t.a as `b c`, max(u.d) ? from t left join u on t.id = u.id
            SQLITE     | with "c" as (select a from "t") select "c"."a" from "c" | with c as (select a from t) select c.a from c
            SQLITE     | select a from t where b is distinct from "x"    | select a from t where b is distinct from ?
            SQLITE     | select a is distinct from "x" from "t"          | select a is distinct from ? from t
            SQLITE     | select (select 1), trim(a from "x") from (select b from "t") | select (select ?), trim(a from ?) from (select b from t)
            SQLITE     | create table if not exists "t" (a text default "x") | create table if not exists t(a text default ?)
            SQLITE     | create function f as "x" using jar "y"          | create function f as ? using jar ?
            SQLITE     | select date "2020-01-01", r"x" from t           | select date ?, r ? from t
            """)
    void canonicalText(Dialect dialect, String sql, String expected) {
        Query query = Query.describe(sql.replace("\\\\", "\\"), dialect, JDBC, 4096);
        assertThat(query.text()).isEqualTo(expected);
        assertThat(query.truncated()).isFalse();
        assertThat(QueryId.of(query.text(), dialect, JDBC)).isEqualTo(query.id());
    }

    /** Nothing that is known of further dialects may change the ids that servers have, too. */
    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            POSTGRESQL | select "a b", x[1], array['s'] from "t" where "c" = 'd'     | 0b24764ef8345bd3
            POSTGRESQL | update "t" set "a" = $1, "b" = E'\\'' where (c) in (1, 2)    | bba2db4fe46c399e
            MYSQL      | select "a b", `c` from `t` where `d` = "e" and f(1) # "g    | 4e3584cee65daf00
            MYSQL      | insert into t (`a`, b) values ("x", 1), ('y', 2)            | c001fbb27bf5d043
            """)
    void idsOfServers(Dialect dialect, String sql, String id) {
        assertThat(QueryId.format(QueryId.of(sql.replace("\\\\", "\\"), dialect, JDBC)))
                .isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            POSTGRESQL | select * from t where a in (?, ?, ?) | SELECT * FROM t WHERE a IN ($1 /*, ... */)
            POSTGRESQL | select * from t where a ?? ?         | select * from t where a ? $1
            POSTGRESQL | select * from t where a ?& array[?]  | select * from t where a ?& array[$1]
            MYSQL      | select * from t where a in (1, 2)    | SELECT * FROM `t` WHERE `a` IN (...)
            MYSQL      | select 1, 2 from t limit 5, 10       | SELECT ?, ... FROM `t` LIMIT ?, ...
            MYSQL      | insert into t values (1, 2), (3, 4)  | INSERT INTO `t` VALUES (...) /* , ... */
            """)
    void sameIdOnBothSides(Dialect dialect, String client, String server) {
        assertThat(Query.describe(server, dialect, SERVER, 4096).text())
                .isEqualTo(Query.describe(client, dialect, JDBC, 4096).text());
        assertThat(QueryId.of(server, dialect, SERVER)).isEqualTo(QueryId.of(client, dialect, JDBC));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            select * from orders where id = ?                               | SELECT | SELECT orders
            select * from public.orders o join items i on i.id = o.id, c    | SELECT | SELECT public.orders items c
            insert into orders (a, b) select a, b from items                | INSERT | INSERT orders SELECT items
            update orders set a = ? where b in (select b from c)            | UPDATE | UPDATE orders SELECT c
            delete from orders where a = ?                                  | DELETE | DELETE orders
            with x as (select a from b) select * from x                     | SELECT | SELECT b SELECT x
            with x as (select a from b) insert into c select * from x       | INSERT | SELECT b INSERT c SELECT x
            truncate table orders                                           | TRUNCATE | TRUNCATE orders
            select extract(year from d) from t                              | SELECT | SELECT t
            """)
    void summary(String sql, String operation, String summary) {
        Query query = Query.describe(sql, POSTGRESQL, JDBC, 4096);
        assertThat(query.operationName()).isEqualTo(operation);
        assertThat(query.summary()).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", quoteCharacter = '~', textBlock = """
            select * from orders where id = ?                         | orders
            select * from Public."Order lines" o join items i         | public.order lines
            insert into orders (a, b) select a, b from items          | orders
            update orders set a = ? where b in (select b from c)      | orders
            select * from (select * from orders) t where a = ?        | orders
            select * from (select * from orders) t join items i       | items
            select (select max(a) from audit), b from orders          | orders
            select a from orders union all select a from old_orders   | orders
            with x as (select a from b) select * from x               | b
            with x as (select a from b) insert into c select * from x | c
            with x as (values (?)) delete from c using x              | c
            select ?                                                  | ~~
            """)
    void mainTable(String sql, String collection) {
        assertThat(Query.describe(sql, POSTGRESQL, JDBC, 4096).collectionName()).isEqualTo(collection);
    }

    @Test
    void formatsAsSixteenDigits() {
        assertThat(QueryId.format(0xabcL)).isEqualTo("0000000000000abc");
        assertThat(QueryId.parse(QueryId.format(-2L))).isEqualTo(-2L);
    }

    @Test
    void statementsOfAText() {
        String sql = "select 1; ; update t set a = 'x;y' ;";
        int second = QueryId.next(sql, 0, GENERIC, JDBC);
        assertThat(sql.substring(second)).isEqualTo(" ; update t set a = 'x;y' ;");
        assertThat(QueryId.of(sql, second, GENERIC, JDBC)).isEqualTo(QueryId.of("update t set a = ?", GENERIC, JDBC));
        assertThat(QueryId.next(sql, second, MYSQL, JDBC)).isEqualTo(sql.length());
    }
}
