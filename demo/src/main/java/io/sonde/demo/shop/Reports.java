package io.sonde.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The slow page that every shop has: what sold, by category and day. */
final class Reports {
    record Sales(String category, String day, long cents, long place, long weekCents) {}

    private static final String SALES = """
            with sales as (
                select p.category_id, date_trunc('day', o.placed_at) as day, sum(l.quantity * l.price_cents) as cents
                from customer_order o
                join order_line l on l.order_id = o.id
                join product p on p.id = l.product_id
                where o.placed_at >= now() - interval '30 days' -- a month
                group by p.category_id, date_trunc('day', o.placed_at)
            )
            select c.name,
                   s.day::date::text,
                   s.cents,
                   rank() over (partition by s.day order by s.cents desc) as place,
                   sum(s.cents) over (partition by s.category_id order by s.day rows between 6 preceding and current row)
            from sales s
            join category c on c.id = s.category_id
            order by s.day desc, place
            limit ?""";

    private final DataSource database;

    Reports(DataSource database) {
        this.database = database;
    }

    /** The last days' sales, best category first. */
    List<Sales> sales(int rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SALES)) {
            statement.setInt(1, rows);
            List<Sales> sales = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sales.add(new Sales(
                            row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)));
                }
            }
            return sales;
        }
    }
}
