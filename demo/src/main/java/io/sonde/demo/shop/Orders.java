package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Places orders and shows them. */
final class Orders {
    private static final String INSERT_ORDER = """
            insert into customer_order (customer_id, status, total_cents)
            values (?, 'NEW', ?)""";

    private static final String INSERT_LINE = """
            insert into order_line (order_id, product_id, quantity, price_cents)
            values (?, ?, ?, ?)""";

    private static final String TAKE_FROM_STOCK = """
            update product
            set stock = stock - ?
            where id = ?""";

    private static final String COUNT_FOR_CUSTOMER = """
            update customer
            set orders = orders + 1, last_order_at = now()
            where id = ?""";

    private static final String HEADER = """
            select o.id, o.customer_id, o.status, o.total_cents
            from customer_order o
            where o.id = ?""";

    private static final String LINES = """
            select l.product_id, l.quantity, l.price_cents
            from order_line l
            where l.order_id = ?
            order by l.product_id
            limit 1 offset ?""";

    private static final String ORDER = """
            select o.id, o.customer_id, o.status, o.total_cents, l.product_id, l.quantity, l.price_cents
            from customer_order o
            left join order_line l on l.order_id = o.id
            where o.id = ?""";

    private static final String OF_CUSTOMER = """
            select id, customer_id, status, total_cents
            from customer_order
            where customer_id = ?
            order by placed_at desc
            limit 10""";

    private final DataSource database;

    Orders(DataSource database) {
        this.database = database;
    }

    /**
     * Places an order in one transaction: locks the products, writes the order and its lines, takes them from stock.
     *
     * @param wanted how many of which product
     * @return the new order's id
     * @throws SQLException with SQLSTATE 23514 if there is not enough in stock
     */
    long place(long customer, Map<Long, Integer> wanted) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<OrderLine> lines = price(connection, wanted);
                long order = insertOrder(connection, customer, lines);
                insertLines(connection, order, lines);
                takeFromStock(connection, lines);
                countForCustomer(connection, customer);
                connection.commit();
                return order;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static List<OrderLine> price(Connection connection, Map<Long, Integer> wanted) throws SQLException {
        String sql = """
                select id, price_cents
                from product
                where id in (%s)
                order by id
                for update""".formatted(String.join(", ", Collections.nCopies(wanted.size(), "?")));
        List<OrderLine> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (Long id : wanted.keySet()) {
                statement.setLong(parameter++, id);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long id = rows.getLong(1);
                    lines.add(new OrderLine(id, wanted.getOrDefault(id, 1), rows.getLong(2)));
                }
            }
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("none of these products exists");
        }
        return lines;
    }

    private static long insertOrder(Connection connection, long customer, List<OrderLine> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_ORDER, new String[] {"id"})) {
            statement.setLong(1, customer);
            statement.setLong(
                    2,
                    lines.stream()
                            .mapToLong(line -> line.quantity() * line.priceCents())
                            .sum());
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private static void insertLines(Connection connection, long order, List<OrderLine> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_LINE)) {
            for (OrderLine line : lines) {
                statement.setLong(1, order);
                statement.setLong(2, line.productId());
                statement.setInt(3, line.quantity());
                statement.setLong(4, line.priceCents());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void takeFromStock(Connection connection, List<OrderLine> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE_FROM_STOCK)) {
            for (OrderLine line : lines) {
                statement.setInt(1, line.quantity());
                statement.setLong(2, line.productId());
                statement.executeUpdate();
            }
        }
    }

    private static void countForCustomer(Connection connection, long customer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT_FOR_CUSTOMER)) {
            statement.setLong(1, customer);
            statement.executeUpdate();
        }
    }

    Optional<Order> order(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ORDER)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                List<OrderLine> lines = new ArrayList<>();
                Order order = header(rows, lines);
                do {
                    if (rows.getInt(6) > 0) {
                        lines.add(new OrderLine(rows.getLong(5), rows.getInt(6), rows.getLong(7)));
                    }
                } while (rows.next());
                return Optional.of(order);
            }
        }
    }

    /** The same as {@link #order}, with a query of its own for every line: what a careless mapper does. */
    Optional<Order> orderLineByLine(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(HEADER)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                List<OrderLine> lines = new ArrayList<>();
                Order order = header(row, lines);
                while (addLine(connection, id, lines)) {
                    // One after the other.
                }
                return Optional.of(order);
            }
        }
    }

    private static boolean addLine(Connection connection, long order, List<OrderLine> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LINES)) {
            statement.setLong(1, order);
            statement.setInt(2, lines.size());
            try (ResultSet row = statement.executeQuery()) {
                boolean more = row.next();
                if (more) {
                    lines.add(new OrderLine(row.getLong(1), row.getInt(2), row.getLong(3)));
                }
                return more;
            }
        }
    }

    /** A customer's latest orders, without their lines. */
    List<Order> ofCustomer(long customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_CUSTOMER)) {
            statement.setLong(1, customer);
            List<Order> orders = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    orders.add(header(rows, List.of()));
                }
            }
            return orders;
        }
    }

    /** How many of the orders after a given one are in which state: a plain statement with its values in the text. */
    Map<String, Long> board(long after) throws SQLException {
        String sql = "select status, count(*) from customer_order where id > " + after + " group by status order by 1";
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Map<String, Long> board = new LinkedHashMap<>();
            while (rows.next()) {
                board.put(rows.getString(1), rows.getLong(2));
            }
            return board;
        }
    }

    private static Order header(ResultSet row, List<OrderLine> lines) throws SQLException {
        return new Order(row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), lines);
    }

    /** Reads {@code 17:2,4711:1} as two of product 17 and one of product 4711; at most 50 products. */
    static Map<Long, Integer> wanted(String items) {
        Map<Long, Integer> wanted = new LinkedHashMap<>();
        for (String item : items.split(",", 51)) {
            int colon = item.indexOf(':');
            if (colon < 0 || wanted.size() == 50) {
                throw new IllegalArgumentException("items must be at most 50 of product:quantity, separated by commas");
            }
            wanted.merge(
                    Long.valueOf(item.substring(0, colon)), Integer.valueOf(item.substring(colon + 1)), Integer::sum);
        }
        return wanted;
    }
}
