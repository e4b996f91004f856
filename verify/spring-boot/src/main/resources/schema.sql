create table orders (id int primary key, customer varchar(20), views int);
