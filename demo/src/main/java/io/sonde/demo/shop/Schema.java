package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Creates the shop's tables and fills them: 5 000 products, 4 000 customers, 40 000 orders of the last 90 days. */
final class Schema {
    /** The index that finds a customer's orders. */
    static final String CUSTOMERS_ORDERS = "customer_order_customer";

    private static final List<String> TABLES = List.of("""
            create table category (
                id integer primary key,
                name text not null unique
            )""", """
            create table product (
                id bigint primary key,
                category_id integer not null references category,
                name text not null,
                description text not null,
                price_cents bigint not null check (price_cents > 0),
                stock integer not null constraint product_in_stock check (stock >= 0),
                words tsvector generated always as (to_tsvector('english', name || ' ' || description)) stored
            )""", """
            create table customer (
                id bigint primary key,
                name text not null,
                orders integer not null default 0,
                last_order_at timestamptz
            )""", """
            create table customer_order (
                id bigint generated always as identity primary key,
                customer_id bigint not null references customer,
                status text not null,
                total_cents bigint not null,
                placed_at timestamptz not null default now()
            )""", """
            create table order_line (
                order_id bigint not null references customer_order,
                product_id bigint not null references product,
                quantity integer not null check (quantity > 0),
                price_cents bigint not null,
                primary key (order_id, product_id)
            )""", """
            create table review (
                customer_id bigint not null references customer,
                product_id bigint not null references product,
                stars integer not null check (stars between 1 and 5),
                body text not null,
                written_at timestamptz not null default now(),
                constraint review_once unique (product_id, customer_id)
            )""");

    private static final List<String> DATA = List.of("""
            insert into category (id, name)
            select n, 'Category ' || n from generate_series(1, 40) n""", """
            insert into product (id, category_id, name, description, price_cents, stock)
            select n,
                   1 + n % 40,
                   (array['Oak', 'Pine', 'Steel', 'Linen', 'Glass', 'Copper', 'Wool'])[1 + n % 7] || ' '
                       || (array['chair', 'table', 'lamp', 'shelf', 'basket', 'mirror', 'rug', 'clock', 'stool', 'vase', 'tray'])[1 + n % 11]
                       || ' no. ' || n,
                   'A ' || (array['light', 'sturdy', 'small', 'large', 'plain'])[1 + n % 5] || ' piece for the '
                       || (array['kitchen', 'hall', 'study', 'garden'])[1 + n % 4] || ', made by hand.',
                   500 + n * 37 % 20000,
                   50 + n * 13 % 200
            from generate_series(1, 5000) n""", """
            insert into customer (id, name)
            select n, 'Customer ' || n from generate_series(1, 4000) n""", """
            insert into customer_order (customer_id, status, total_cents, placed_at)
            select 1 + n * 7919 % 4000,
                   (array['NEW', 'PAID', 'SENT', 'SENT', 'SENT'])[1 + n % 5],
                   1000 + n * 31 % 50000,
                   now() - (40000 - n) * interval '194 seconds'
            from generate_series(1, 40000) n""", """
            insert into order_line (order_id, product_id, quantity, price_cents)
            select o.id, 1 + (o.id * 31 + line * 977) % 5000, 1 + (o.id + line) % 3, 500 + (o.id * 37 + line) % 20000
            from customer_order o cross join generate_series(1, 3) line""");

    private static final List<String> INDEXES = List.of(
            "create index product_category on product (category_id)",
            "create index product_words on product using gin (words)",
            "create index " + CUSTOMERS_ORDERS + " on customer_order (customer_id, placed_at desc)",
            "create index customer_order_placed on customer_order (placed_at)");

    private Schema() {}

    /** Creates everything, in one transaction. */
    static void create(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (List<String> step : List.of(TABLES, DATA, INDEXES)) {
                    for (String sql : step) {
                        statement.execute(sql);
                    }
                }
                statement.execute("analyze");
            }
            connection.commit();
        }
    }
}
