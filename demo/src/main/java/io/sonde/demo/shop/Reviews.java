package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What customers write about products: once per product, which the database enforces. */
final class Reviews {
    record Review(long customerId, int stars, String body) {}

    private static final String ADD = """
            insert into review (customer_id, product_id, stars, body)
            values (?, ?, ?, ?)""";

    private static final String OF_PRODUCT = """
            select r.customer_id, r.stars, r.body
            from review r
            where r.product_id = ?
            order by r.written_at desc
            fetch first 5 rows only""";

    private final DataSource database;

    Reviews(DataSource database) {
        this.database = database;
    }

    /**
     * Adds a review.
     *
     * @throws SQLException with SQLSTATE 23505 if this customer has reviewed the product before
     */
    void add(long customer, long product, int stars, String body) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setLong(1, customer);
            statement.setLong(2, product);
            statement.setInt(3, stars);
            statement.setString(4, body);
            statement.executeUpdate();
        }
    }

    List<Review> ofProduct(long product) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(OF_PRODUCT)) {
            statement.setLong(1, product);
            List<Review> reviews = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reviews.add(new Review(rows.getLong(1), rows.getInt(2), rows.getString(3)));
                }
            }
            return reviews;
        }
    }
}
