package io.sonde.verify.springboot;

import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers with an order, and notes that it was asked for. */
@RestController
class OrdersController {

    private final JdbcTemplate jdbc;

    OrdersController(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/orders/{id}")
    Map<String, Object> order(@PathVariable("id") int id) {
        jdbc.update("update orders set views = views + 1 where id = ?", id);
        return jdbc.queryForMap("select id, customer, views from orders where id = ?", id);
    }
}
