package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Products: one, many, by category, by what people type into a search box; and their stock. */
final class Catalog {
    /** A product as its own page shows it. */
    record Details(long id, String name, String description, String category, long priceCents, int stock) {}

    private static final String PRODUCT = """
            select p.id, p.name, p.description, c.name, p.price_cents, p.stock
            from product p
            join category c on c.id = p.category_id
            where p.id = ?""";

    private static final String RELATED = """
            select p.id, p.name, p.price_cents, p.stock
            from product p
            join product self on self.category_id = p.category_id
            where self.id = ? and p.id <> self.id
            order by abs(p.price_cents - self.price_cents)
            limit 6""";

    private static final String CATEGORY_PAGE = """
            select p.id, p.name, p.price_cents, p.stock
            from product p
            where p.category_id = ?
            order by p.name
            limit ? offset ?""";

    private static final String NAME_CONTAINS = """
            select p.id, p.name, p.price_cents, p.stock
            from product p
            where p.name ilike ?
            order by p.price_cents
            limit 20""";

    private static final String WORDS = """
            select p.id, p.name, p.price_cents, p.stock
            from product p
            where p.words @@ websearch_to_tsquery('english', ?)
            order by ts_rank(p.words, websearch_to_tsquery('english', ?)) desc, p.id
            limit 20""";

    private static final String MISTAKEN = """
            select p.id, p.name, p.price, p.stock
            from product p
            where p.words @@ websearch_to_tsquery('english', ?)""";

    private static final String RESTOCK = """
            update product
            set stock = stock + 100
            where category_id = ? and stock < ?""";

    private static final int PAGE = 24;

    private final DataSource database;

    Catalog(DataSource database) {
        this.database = database;
    }

    Optional<Details> product(long id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(PRODUCT)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Details(
                                row.getLong(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getLong(5),
                                row.getInt(6)))
                        : Optional.empty();
            }
        }
    }

    /** Of the same category, nearest in price. */
    List<Product> related(long id) throws SQLException {
        return list(RELATED, id);
    }

    List<Product> categoryPage(int category, int page) throws SQLException {
        return list(CATEGORY_PAGE, category, PAGE, page * PAGE);
    }

    /** The products of a cart; the text has as many parameters as the cart has products. */
    List<Product> products(List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        String sql = """
                select p.id, p.name, p.price_cents, p.stock
                from product p
                where p.id in (%s)""".formatted(String.join(", ", Collections.nCopies(ids.size(), "?")));
        return list(sql, ids.toArray());
    }

    List<Product> nameContains(String part) throws SQLException {
        return list(NAME_CONTAINS, "%" + part + "%");
    }

    List<Product> search(String words) throws SQLException {
        return list(WORDS, words, words);
    }

    /** A search by somebody who does not know the schema: there is no such column, SQLSTATE 42703. */
    List<Product> mistakenSearch(String words) throws SQLException {
        return list(MISTAKEN, words);
    }

    /** Adds to whatever runs low in a category; returns how many products got some. */
    int restock(int category, int below) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(RESTOCK)) {
            statement.setInt(1, category);
            statement.setInt(2, below);
            return statement.executeUpdate();
        }
    }

    private List<Product> list(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Product> products = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    products.add(new Product(rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getInt(4)));
                }
            }
            return products;
        }
    }
}
