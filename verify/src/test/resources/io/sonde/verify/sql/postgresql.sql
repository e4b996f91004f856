# section: literals

select * from orders where id = 42

select * from orders where status = 'new'

select * from orders where status = 'it''s'

select * from orders where total > 12.5 and total < 1e6 and total <> .5 and total != 7.

select * from orders where note = E'line\nbreak \'quoted\''

select * from orders where note = U&'d\0061t\+000061'

select * from orders where mask = B'10101010' or mask = X'AA'

select * from orders where note = $$dollar 'quoted' text$$

select * from orders where note = $tag$dollar $$ 'quoted' text$tag$

select * from orders where note = N'national'

select * from orders where note = 'first'
  'second'
  'third'

select * from orders where paid = true or paid = false

select * from orders where paid is true and note is null and status is not null

select null, true, id from orders

select id, 'constant' as kind, 1.5 as factor from orders

select * from orders where created > '2026-01-01'::timestamp

select * from orders where created > timestamp '2026-01-01 10:00:00' and "Order Date" < date '2026-02-01'

select * from orders where created > now() - interval '1 day'

select * from orders where created > now() - interval '1' day

select * from orders where created > now() - interval '3 hours 20 minutes' * 2

select time '10:00', time with time zone '10:00+01', timestamp with time zone '2026-01-01 00:00+00'

select id from customers where mood = mood 'calm'

select id from customers where mood = 'calm'::mood

# on: postgresql-18
select * from orders where id = 1_000 or id = 0xFF or id = 0b11 or id = 0o17

select 0, -1, +1, - 1, - - 1, id from orders

select * from orders where id = -1 and total > - 2.5 and weight < +3

select id - 1, id -1, id-1, -id, - (id) from orders

# unequal: postgresql: The server's own text is broken: it has lost the bracket, `$4-1)`.
select id, -(-1) from orders

select id + -1, id * -2, id / - 3, id % 4, id ^ 2, |/ 4.0, @ -5, 5 <> - 3 from orders

select '5'::int, 5::text, cast(5 as text), cast('5' as numeric(10, 2)), '5'::numeric(10,2), id from orders

select id::text, total::int::text, created::date, tags::text[] from orders

select ('1', 2), row(1, 'a'), row(id, 1) from orders

select array[1, 2, 3], array['a', 'b'], array[id, 1], array[[1, 2], [3, 4]] from orders

select tags[1], tags[1:2], (array[1, 2])[1] from orders

select '{1,2}'::int[], '[1,2]'::jsonb, 'infinity'::timestamp from orders

select extract(year from created), extract(epoch from now()), extract('month' from created) from orders

select date_part('year', created), date_trunc('day', created), created at time zone 'UTC' from orders

select substring(note from 1 for 2), substring(note, 1, 2), position('a' in note), overlay(note placing 'x' from 1 for 2), trim(both 'x' from note) from orders

select note like 'a%', note ilike 'a%', note not like 'b\_%', note like 'a!%' escape '!', note similar to '(a|b)%', note ~ '^a', note !~* 'b' from orders

select coalesce(note, 'none'), nullif(status, ''), greatest(1, id), least(id, 2, 3) from orders

select case when id = 1 then 'one' when id > 2 then 'many' else null end from orders

select case status when 'new' then 1 when 'old' then 2 else 0 end from orders

select concat('a', 1, null), format('%s', 'x'), repeat('a', 3), round(1.234, 2), generate_series(1, 3)

select current_date, current_timestamp, localtime, current_user, now()

select 'a' || 'b' || status || 1 from orders

select id between 1 and 10, id not between -5 and - 1 from orders

select 1 as "One", 2 as "Two" from orders

select count(*), count(distinct status), sum(total) filter (where paid = true) from orders

# section: lists of values

select * from orders where id in (1)

select * from orders where id in (1, 2, 3)

select * from orders where id in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)

select * from orders where id not in (1, -2, + 3)

select * from orders where status in ('a', 'b', null)

select * from orders where id in (1, 2, id)

select * from orders where id in (1::int, 2::int, '3'::int)

select * from orders where "Order Date" in (date '2026-01-01', date '2026-01-02')

select * from orders where id in (cast('1' as int), cast('2' as int))

select * from orders where id = any(array[1, 2, 3])

select * from orders where id = any('{1,2,3}'::int[])

select * from orders where id = any('{1,2,3}')

select * from orders where (id, customer_id) in ((1, 2), (3, 4))

select * from orders where (id, status) = (1, 'new')

select * from orders where id in (1 + 1, 2 * 3)

select 1, 2, 3 from orders

select 1, id, 2, 3 from orders

select 'a', 'b', 'c' as c from orders

select * from orders order by 1, 2 limit 5 offset 10

select * from orders limit all

select * from orders limit 10

select * from orders offset 2 rows fetch first 5 rows only

select * from orders fetch first row only

select * from (values (1, 'a'), (2, 'b'), (3, 'c')) as v (id, name)

values (1, 'a'), (2, 'b')

select pair(1, 2), pair(id, 2), add_tax(5) from orders

select least(1, 2, 3), greatest(-1, -2), concat('a', 'b', 'c'), jsonb_build_object('a', 1, 'b', 2) from orders

# section: parameters

# params: int 1
select * from orders where id = ?

# params: long 1
select * from orders where id = ?

# params: text new
select * from orders where status = ?

# params: numeric 12.50
select * from orders where total >= ?

# params: double 1.5
select * from orders where weight < ?

# params: bool true
select * from orders where paid = ?

# params: date 2026-01-01
select * from orders where "Order Date" = ?

# params: timestamp 2026-01-01 10:00:00
select * from orders where created > ?

# params: time 10:00:00
select * from orders where created::time > ?

# params: uuid 00000000-0000-0000-0000-000000000001
select * from orders where external = ?

# params: bytes abc
select * from orders where raw = ?

# params: array 1,2,3
select * from orders where id = any(?)

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

# params: text 5
select ?::int, id from orders

# params: text 5 | text 6
select ?::int, ?::text, id from orders

# params: text 5 | text 6
select cast(? as int), cast(? as text) from orders

# params: int 5 | int 2
select * from orders order by id limit ? offset ?

# params: text {"a": 1}
select * from orders where data @> ?::jsonb

# params: text 2026-01-01
select * from orders where created > ?::timestamp - interval '1 day'

# params: text 1 day
select * from orders where created > now() - ?::interval

# params: int 1 | text a
select ?, ? from orders

# params: int 3
select case when id = ? then 'x' else 'y' end from orders

# params: int 1 | int 2
select * from orders where id between ? and ?

# params: text a%
select * from orders where note like ? escape '!'

# params: int 1
update orders set note = 'x', total = total + 1 where id = ?

# params: text x | numeric 1 | int 1
update orders set note = ?, total = ? where id = ?

# params: int 99
delete from orders where id = ?

# section: json and other operators

select data -> 'a' -> 'b', data ->> 'c', data #> '{a,b}', data #>> '{a,b}' from orders

# only: statement
select * from orders where data ? 'a'

# only: statement
select * from orders where data ?| array['a', 'b'] or data ?& array['a', 'b']

# only: prepared
select * from orders where data ?? 'a'

# only: prepared
select * from orders where data ??| array['a', 'b'] or data ??& array['c']

# params: text a
select * from orders where data ?? ?

# params: array a,b
select * from orders where data ??| ?::text[]

# only: statement
select * from orders where data @? '$.a' or data @@ '$.c[*] > 1'

# only: prepared
select * from orders where data @?? '$.a'

select * from orders where data @> '{"a": 1}' and '{"a": 1}'::jsonb <@ data

select data - 'a', data || '{"z": 1}', data #- '{a,b}' from orders

select data['a'], data['c'][0] from orders

select jsonb_path_query(data, '$.c[*]'), jsonb_set(data, '{a}', '5') from orders

select tags && array['x'], tags @> array['x'], 'x' = any(tags), tags || 'z'::text from orders

select point '(1,2)' <-> point '(3,4)', box '((0,0),(1,1))' @> point '(0.5,0.5)', 5 & 3, 5 | 3, 5 # 3, ~5, 1 << 3

select to_tsvector('english', 'a fat cat') @@ to_tsquery('cat & fat')

select '192.168.0.1'::inet << '192.168.0.0/16'::inet, inet '10.0.0.1' <<= cidr '10.0.0.0/8'

# section: structure

select o.id, c.name from orders o join customers c on c.id = o.customer_id where o.total > 10 order by o.created desc nulls last

select o.id, i.sku from orders o left join items i on i.order_id = o.id and i.qty > 1 where o.status in ('new', 'paid')

select * from orders o, customers c where o.customer_id = c.id and c.name = 'Ann'

select status, count(*) from orders group by status having count(*) > 0 order by 2 desc

select status, count(*), sum(total) from orders group by grouping sets ((status), ()) order by 1

select id, row_number() over (partition by status order by created desc) from orders

select id, sum(total) over (order by id rows between 2 preceding and current row), lag(total, 1, 0) over w from orders window w as (order by id)

select id, avg(total) over (order by id rows 3 preceding), ntile(4) over (order by id) from orders

select percentile_cont(0.95) within group (order by total) from orders

with recent as (select * from orders where created > '2026-01-01') select * from recent where id > 5

with recursive t (n) as (values (1) union all select n + 1 from t where n < 5) select sum(n) from t

with moved as (delete from items where order_id = 77 returning *) select count(*) from moved

with a as materialized (select 1 as x), b as (select 2 as y) select * from a, b where x <> y

select * from orders where exists (select 1 from items where items.order_id = orders.id and qty > 3)

select * from orders where id = (select max(order_id) from items where sku = 'x')

select id from orders where id = 1 union select order_id from items where qty = 2 union all select 3

select id from orders intersect select 1 except select 2

select distinct on (status) id, status from orders order by status, id

select * from orders o cross join lateral (select count(*) from items i where i.order_id = o.id limit 1) x

select * from generate_series(1, 10) as g (n) where n % 2 = 0

select * from unnest(array[1, 2], array['a', 'b']) with ordinality as u (a, b, n)

select * from orders tablesample bernoulli (10) repeatable (5)

select * from orders for update skip locked

table items

select all id from orders

# section: names, comments, white space

SELECT * FROM Orders WHERE ID = 1

select "id", "Order Date" from "orders" where "orders"."id" = 1

select "Id", "select", "quoted""name" from "Order Details" where "Id" = 5

select shop.orders.id from shop.orders where shop.orders.id = 5

select o."id" as "the id" from orders as o

/* leading */ select /* inner */ id /* /* nested */ 'secret' */ from orders -- trailing
where id = 1 -- last

/* trace=abc-123 */ select id from orders where id = 7

select id from orders where id = 7 /*traceparent='00-abc-def-01',app='shop'*/

  select
	id
  from   orders
  where  id=1   and status='x'

select id from orders where id = 1;

select ü.id as größe from orders ü where ü.note = 'müßig 😀'

select id,status from orders where(id=1)and(status='new')or not paid

select U&"\0069d" from orders where id = 1

# section: changes

insert into items (order_id, sku, qty, price) values (100, 'a', 1, 2.5) on conflict do nothing

insert into items (order_id, sku, qty, price) values (101, 'a', 1, 2.5), (102, 'b', 2, 3.5), (103, 'c', 3, 4.5) on conflict (order_id, sku) do update set qty = excluded.qty + 1

insert into orders (customer_id, status, created, paid) values (1, 'x', now(), true), (2, 'y', now(), false)

insert into orders (customer_id, status, total) values (1, default, 5), (2, 'y', default)

insert into orders default values

insert into orders (customer_id, status) select id, 'copied' from customers where balance > 1000000

insert into orders (customer_id, tags, data) values (1, array['a', 'b'], '{"a": 1}'::jsonb), (2, array['c'], '{}'::jsonb)

insert into orders (customer_id, note) values ((select max(id) from customers), 'x')

insert into orders (customer_id, note) values (1, 'x') returning id

insert into orders (customer_id, note) values (1, 'x') returning id, status as s, 5

update orders set status = 'old', paid = false, note = null where id = -1 returning *

update orders o set note = c.name from customers c where c.id = o.customer_id and c.name = 'Nobody'

update orders set (status, note) = ('a', 'b') where id = -1

delete from items using orders where orders.id = items.order_id and orders.status = 'gone'

delete from orders where id in (-1, -2, -3) returning id

# on: postgresql-18
merge into items i using (values (1, 'sku-1')) as v (order_id, sku) on i.order_id = v.order_id and i.sku = v.sku when matched then update set qty = 5 when not matched then insert (order_id, sku) values (v.order_id, v.sku)

# section: other statements

set application_name = 'shop'

set local work_mem = '64MB'

show work_mem

explain select * from orders where id = 1

do $$ begin perform 1; end $$

call touch(5)

create table if not exists scratch (id int default 5, name varchar(20) not null, check (id > 0))

analyze items

select pg_sleep(0), pg_backend_pid() is not null, current_setting('work_mem')

# section: several statements

select 1; select id from orders where id = 2

update orders set note = 'a;b' where id = -1; delete from items where order_id = -1;

# section: JDBC escapes

# only: prepared
select * from orders where created > {ts '2026-01-01 10:00:00'} and "Order Date" < {d '2026-02-01'} and created::time > {t '10:00:00'}

select * from {oj orders o left outer join items i on i.order_id = o.id} where o.id = 1

select * from orders where note like 'a!%' {escape '!'}

select {fn now()}, {fn abs(-5)}, {fn round(1.5)} from orders

# unequal: postgresql: The driver rewrites this function (`upper`, `||`, `current_date` and others); those that keep their name are equal.
select {fn ucase('x')}, {fn lcase(note)} from orders

# unequal: postgresql: The driver rewrites this function (`upper`, `||`, `current_date` and others); those that keep their name are equal.
select {fn concat('a', note)} from orders

# unequal: postgresql: The driver rewrites this function (`upper`, `||`, `current_date` and others); those that keep their name are equal.
select {fn curdate()}, {fn user()} from orders
