# section: literals

select * from orders where id = 42

select * from orders where status = 'new'

select * from orders where status = "double 'quoted'"

select * from orders where status = 'it''s' or status = 'it\'s' or status = "say \"hi\""

select * from orders where total > 12.5 and total < 1e6 and total <> .5 and total != 7.

select * from orders where raw = x'4D79' or raw = X'4d' or raw = 0x4D79 or mask = b'101' or mask = 0b101

select * from orders where note = N'national'

select * from orders where note = _utf8mb4'introduced' or note = _latin1 'x'

select * from orders where note = 'first' 'second' "third"

select * from orders where paid = true or paid = false

select * from orders where paid is true and note is null and status is not null

select null, true, id from orders

select id, 'constant' as kind, 1.5 as factor from orders

select id as 'quoted alias', status "another" from orders

select * from orders where created > date '2026-01-01' and created < timestamp '2026-01-01 10:00:00'

select time '10:00:00', id from orders

select * from orders where created > now() - interval 1 day

select * from orders where created > date_sub(now(), interval 3 hour) and created < date_add(now(), interval -5 minute)

select * from orders where created > now() - interval '1 2' day_hour

select timestampadd(sql_tsi_day, 1, created), timestampdiff(month, created, now()), timestampadd(week, 2, created) from orders

select 0, -1, +1, - 1, - - 1, id from orders

select * from orders where id = -1 and total > - 2.5 and weight < +3

select id - 1, id -1, id-1, -id, - (id), -(-1) from orders

select id + -1, id * -2, id / - 3, id % 4, id div 2, id mod 3, id ^ 2, ~5, !0, not 1 from orders

select id--1 from orders

select cast(5 as char), cast('5' as decimal(10, 2)), cast('5' as signed), convert('5', unsigned), id from orders

select cast(note as character(5)), convert(note using utf8mb4) from orders

select note collate utf8mb4_bin, binary note from orders

select extract(year from created), extract(day_hour from created) from orders

select year(created), date_format(created, '%Y-%m'), unix_timestamp(created), from_unixtime(0) from orders

select substring(note from 1 for 2), substring(note, 1, 2), substr(note, 1), mid(note, 1, 2), position('a' in note), trim(both 'x' from note) from orders

select note like 'a%', note not like 'b\_%', note like 'a!%' escape '!', note regexp '^a', note rlike 'b', note not regexp 'c' from orders

select coalesce(note, 'none'), nullif(status, ''), ifnull(note, 'x'), if(paid, 1, 0), greatest(1, id), least(id, 2, 3) from orders

select case when id = 1 then 'one' when id > 2 then 'many' else null end from orders

select case status when 'new' then 1 when 'old' then 2 else 0 end from orders

select concat('a', 1, null), repeat('a', 3), round(1.234, 2), format(1234.5, 2)

select current_date, current_timestamp, localtime, localtimestamp(), current_user(), now(3), curdate(), utc_timestamp(), sysdate()

select user(), session_user(), system_user(), database(), schema(), version(), last_insert_id(), row_count()

select id between 1 and 10, id not between -5 and - 1 from orders

select 1 && 0, 1 and 0, 1 xor 0, 1 <=> null, 1 != 2, 1 <> 2, id >> 1, id << 2, id & 3, id | 4 from orders

select 1 || 0, 1 or 0 from orders

select 1 as `One`, 2 as `Two` from orders

select count(*), count(distinct status), sum(total), avg(total), std(total), stddev(total), variance(total), var_pop(total), var_samp(total), bit_and(id), group_concat(status separator ';') from orders

select @x, @@version, @@session.sql_mode, @@global.max_connections

select @x := 5, id from orders

set @x = 5, @`y` = 'a'

set @'z' = 1

# section: lists of values

select * from orders where id in (1)

select * from orders where id in (1, 2, 3)

select * from orders where id in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)

select * from orders where id not in (1, -2, + 3)

select * from orders where status in ('a', 'b', null)

select * from orders where id in (1, true, 3)

select * from orders where id in (1, 2, id)

select * from orders where created in (date '2026-01-01', date '2026-01-02')

select * from orders where (id, customer_id) in ((1, 2), (3, 4))

select * from orders where (id, status) = (1, 'new')

select * from orders where id in (1 + 1, 2 * 3)

select * from orders where id in ((1), (2))

select 1, 2, 3 from orders

select 1, id, 2, 3 from orders

select 'a', 'b', 'c' as c from orders

select * from orders order by 1, 2 limit 5 offset 10

select * from orders limit 5, 10

select * from orders limit 10

select least(1, 2, 3), greatest(-1, -2), concat('a', 'b', 'c'), add_tax(5), elt(1, 'a', 'b') from orders

select field(status, 'a', 'b'), find_in_set('a', 'a,b'), interval(5, 1, 10) from orders

# section: parameters

# params: int 1
select * from orders where id = ?

# params: long 1
select * from orders where id = ?

# params: text new
select * from orders where status = ?

# params: text it's a "test" \ here
select * from orders where status = ?

# params: numeric 12.50
select * from orders where total >= ?

# params: double 1.5
select * from orders where weight < ?

# params: bool true
select * from orders where paid = ?

# params: date 2026-01-01
select * from orders where `Order Date` = ?

# params: timestamp 2026-01-01 10:00:00
select * from orders where created > ?

# params: time 10:00:00
select * from orders where time(created) > ?

# params: bytes abc
select * from orders where raw = ?

# params: null int
select * from orders where id = ?

# params: null text
select * from orders where status = ? and 1 = 1

# params: int 1 | int 2 | int 3
select * from orders where id in (?, ?, ?)

# params: int 1 | text a
select * from orders where id = ? and status <> ? and total > 5

# params: int -5
select id - ?, -id from orders where id > - 3

# params: int 5
select * from orders where id = -?

# params: int 5 | int 2
select * from orders order by id limit ? offset ?

# params: int 5 | int 2
select * from orders order by id limit ?, ?

# params: int 1
select * from orders where created > now() - interval ? day

# params: int 1 | text a
select ?, ? from orders

# params: int 3
select case when id = ? then 'x' else 'y' end from orders

# params: int 1 | int 2
select * from orders where id between ? and ?

# params: text a%
select * from orders where note like ? escape '!'

# params: text 5
select cast(? as signed), id from orders

# params: text x | numeric 1 | int 1
update orders set note = ?, total = ? where id = ?

# params: int 99
delete from orders where id = ?

# params: int 200 | text a | int 1
insert ignore into items (order_id, sku, qty) values (?, ?, ?)

# section: json

# on: mysql
select data -> '$.a', data ->> '$.a.b' from orders

select json_extract(data, '$.a'), json_unquote(json_extract(data, '$.a.b')), json_contains(data, '1', '$.c') from orders

# on: mysql
select * from orders where 1 member of (data -> '$.c')

select json_object('a', 1, 'b', 2), json_array(1, 2, 'x') from orders

# section: structure

select o.id, c.name from orders o join customers c on c.id = o.customer_id where o.total > 10 order by o.created desc

select o.id, i.sku from orders o left join items i on i.order_id = o.id and i.qty > 1 where o.status in ('new', 'paid')

select * from orders o, customers c where o.customer_id = c.id and c.name = 'Ann'

select o.* from items o inner join items i using (order_id, sku) where 1 = 0

select status, count(*) from orders group by status having count(*) > 0 order by 2 desc

select status, count(*) from orders group by status with rollup

select id, row_number() over (partition by status order by created desc) from orders

select id, sum(total) over (order by id rows between 2 preceding and current row), lag(total, 1) over w from orders window w as (order by id)

with recent as (select * from orders where created > '2026-01-01') select * from recent where id > 5

with recursive t (n) as (select 1 union all select n + 1 from t where n < 5) select sum(n) from t

select * from orders where exists (select 1 from items where items.order_id = orders.id and qty > 3)

select * from orders where id = (select max(order_id) from items where sku = 'x')

select id from orders where id = 1 union select order_id from items where qty = 2 union all select 3

select distinct status from orders

select distinctrow status from orders

select straight_join o.id from orders o join items i on i.order_id = o.id

select sql_calc_found_rows id from orders limit 1

select * from orders force index (primary) where id = 1

select * from orders use index (primary) where id = 1

select * from orders for update

select * from orders lock in share mode

select 1 from dual

# on: mysql
values row(1, 'a'), row(2, 'b')

# on: mariadb
values (1, 'a'), (2, 'b')

# section: names, comments, white space

SELECT * FROM orders WHERE ID = 1

select `id`, `Order Date` from `orders` where `orders`.`id` = 1

select `Id`, `select` from `Order Details` where `Id` = 5

# unequal: mysql: The server does not double a back-quote inside a name.
select `quoted``name` from `Order Details` where `Id` = 5

select shop.orders.id from shop.orders where shop.orders.id = 5

select o.`id` as `the id` from orders as o

select id, `1st` from 2026_orders where id = 1

select id from `2026_orders` where `1st` = 2

select date, `key`, o.date from orders o where date = '2026-01-01' and date - 1 > 5

select status, count, note from (select status, 1 as count, note from orders) x where status = 'x'

select orders.key, name, value from orders, (select 'a' as name, 'b' as value) x

/* leading */ select /* inner */ id from orders -- trailing
where id = 1 # last

/* trace=abc-123 */ select id from orders where id = 7

select id from orders where id = 7 /*traceparent='00-abc-def-01',app='shop'*/

select /*! straight_join */ id from orders

select /*!40001 sql_no_cache */ id from orders

select /*+ max_execution_time(1000) */ id from orders where id = 1

  select
	id
  from   orders
  where  id=1   and status='x'

select id from orders where id = 1;

select ü.id as größe from orders ü where ü.note = 'müßig 😀'

select id,status from orders where(id=1)and(status='new')or not paid

select count(*) , count( * ), max(id) from orders

# section: changes

# only: statement
insert into items (order_id, sku, qty, price) values (100, 'a', 1, 2.5)

insert ignore into items (order_id, sku, qty, price) values (101, 'a', 1, 2.5), (102, 'b', 2, 3.5), (103, 'c', 3, 4.5)

insert into items (order_id, sku, qty) values (101, 'a', 1) on duplicate key update qty = values(qty) + 1, price = values(price)

insert into items (order_id, sku, qty) values (104, 'a', 1), (105, 'b', 2) on duplicate key update qty = qty + 1

insert into orders (customer_id, status, created, paid) values (1, 'x', now(), true), (2, 'y', now(), false)

insert into orders (customer_id, status, total) values (1, default, 5), (2, 'y', default)

insert into orders () values ()

# only: statement
insert items values (110, 'a', 1, 2)

# only: statement
insert into items set order_id = 111, sku = 'x', qty = 2

# only: statement
insert into items value (112, 'a', 1, 2)

insert into orders (customer_id, status) select id, 'copied' from customers where balance > 1000000

replace into items (order_id, sku, qty) values (100, 'a', 5)

update orders set status = 'old', paid = false, note = null where id = -1

update orders o join customers c on c.id = o.customer_id set o.note = c.name where c.name = 'Nobody'

update orders set note = 'x' where id = -1 order by id limit 1

delete from orders where id in (-1, -2, -3)

delete i from items i join orders o on o.id = i.order_id where o.status = 'gone'

# on: mariadb
insert into orders (customer_id, note) values (1, 'x') returning id

# section: other statements

set names utf8mb4

set session sql_mode = ''

set @@session.sort_buffer_size = 262144

show variables like 'max_c%'

show tables

explain select * from orders where id = 1

call touch(5)

create table if not exists scratch (id int default 5, name varchar(20) not null, primary key (id), key k (name)) engine = innodb default charset = utf8mb4

alter table items comment = 'x'

analyze table items

truncate table items

do sleep(0)

describe orders

create table if not exists typed (a integer, b int, c dec(5, 2), d numeric(5, 2), e character(5), f char(5), g bool, h tinyint unsigned, i int4, j varchar(5), k character varying(5), l double precision, m real, n timestamp null, o enum('a', 'b'), p set('a', 'b'))

# section: several statements

# only: multi
# unequal: mariadb: The server counts every statement of the text under the first one's digest text.
select 1; select id from orders where id = 2

# section: JDBC escapes

select * from orders where created > {ts '2026-01-01 10:00:00'} and `Order Date` < {d '2026-02-01'} and time(created) > {t '10:00:00'}

select * from {oj orders o left outer join items i on i.order_id = o.id} where o.id = 1

select {fn now()}, {fn abs(-5)}, {fn round(1.5)} from orders

select {fn ucase('x')}, {fn lcase(note)}, {fn concat('a', note)} from orders
