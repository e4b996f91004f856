package io.sonde.demo;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The kinds of page that visitors ask for, each with its weight in the mix. */
enum Visit {
    PRODUCT(34) {
        @Override
        Page page(RandomGenerator random) {
            return get("/products/" + product(random));
        }
    },
    CATEGORY(15) {
        @Override
        Page page(RandomGenerator random) {
            return get("/categories/" + category(random) + "?page=" + random.nextInt(5));
        }
    },
    SEARCH(9) {
        @Override
        Page page(RandomGenerator random) {
            return get("/search?q=" + word(random) + "+" + word(random));
        }
    },
    NAMES(5) {
        @Override
        Page page(RandomGenerator random) {
            return get("/names?q=" + word(random));
        }
    },
    CART(10) {
        @Override
        Page page(RandomGenerator random) {
            return get("/cart?ids="
                    + IntStream.rangeClosed(0, random.nextInt(6))
                            .mapToObj(i -> Integer.toString(product(random)))
                            .collect(Collectors.joining(",")));
        }
    },
    CHECKOUT(10) {
        @Override
        Page page(RandomGenerator random) {
            return post("/checkout?customer=" + customer(random) + "&items="
                    + IntStream.rangeClosed(0, random.nextInt(4))
                            .mapToObj(i -> product(random) + ":" + (1 + random.nextInt(3)))
                            .collect(Collectors.joining(",")));
        }
    },
    ORDER(7) {
        @Override
        Page page(RandomGenerator random) {
            return get("/orders/" + (1 + random.nextInt(40_000)));
        }
    },
    CUSTOMER(4) {
        @Override
        Page page(RandomGenerator random) {
            return get("/customers/" + customer(random));
        }
    },
    BOARD(2) {
        @Override
        Page page(RandomGenerator random) {
            return get("/board?after=" + (35_000 + random.nextInt(5_000)));
        }
    },
    /** Eight people who cannot stop reviewing the same few products: some of it is refused. */
    REVIEW(2) {
        @Override
        Page page(RandomGenerator random) {
            return post("/reviews/" + (1 + random.nextInt(20)) + "?customer=" + (1 + random.nextInt(8)) + "&stars="
                    + (1 + random.nextInt(5)));
        }
    },
    RESTOCK(1) {
        @Override
        Page page(RandomGenerator random) {
            return post("/restock/" + category(random));
        }
    },
    REPORT(1) {
        @Override
        Page page(RandomGenerator random) {
            return get("/report");
        }
    };

    /** What to ask for. */
    record Page(String method, String path) {}

    private static final String[] WORDS = {
        "oak", "pine", "steel", "linen", "glass", "chair", "table", "lamp", "shelf", "mirror", "sturdy", "kitchen",
        "garden"
    };
    private static final Visit[] ALL = values();

    private final int weight;

    Visit(int weight) {
        this.weight = weight;
    }

    abstract Page page(RandomGenerator random);

    /** A page of any kind, as often as its weight says. */
    static Page any(RandomGenerator random) {
        int total = 0;
        for (Visit visit : ALL) {
            total += visit.weight;
        }
        int left = random.nextInt(total);
        for (Visit visit : ALL) {
            left -= visit.weight;
            if (left < 0) {
                return visit.page(random);
            }
        }
        throw new AssertionError();
    }

    private static Page get(String path) {
        return new Page("GET", path);
    }

    private static Page post(String path) {
        return new Page("POST", path);
    }

    private static int product(RandomGenerator random) {
        return 1 + random.nextInt(5_000);
    }

    private static int customer(RandomGenerator random) {
        return 1 + random.nextInt(4_000);
    }

    private static int category(RandomGenerator random) {
        return 1 + random.nextInt(40);
    }

    private static String word(RandomGenerator random) {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
