package io.sonde.verify.springboot;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Visits the application in its own JVM when it is ready, prints what it was told and what the agent serves, and ends it. */
@Component
@ConditionalOnProperty("visits")
class OwnVisitor {

    private final ServletWebServerApplicationContext context;
    private final int visits;

    OwnVisitor(ServletWebServerApplicationContext context, @Value("${visits}") int visits) {
        this.context = context;
        this.visits = visits;
    }

    @EventListener(ApplicationReadyEvent.class)
    void visit() {
        RestClient client = RestClient.create();
        String orders = "http://127.0.0.1:" + context.getWebServer().getPort() + "/orders/";
        for (int i = 0; i < visits; i++) {
            System.out.println("answer: "
                    + client.get().uri(orders + (1 + i % 2)).retrieve().body(String.class));
        }
        String page = "http://127.0.0.1:" + Integer.getInteger("page.port") + "/metrics";
        System.out.println("page:\n" + client.get().uri(page).retrieve().body(String.class));
        context.close();
    }
}
