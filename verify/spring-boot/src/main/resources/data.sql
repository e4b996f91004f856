insert into orders (id, customer, views) values (1, 'Ada', 0), (2, 'Grace', 0);
