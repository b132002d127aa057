-- Reads a lake with DuckDB 1.1 or newer. Put your own place and manifest into the first two lines; s3://bucket/prefix works too.
set variable lake = '.assay/lake';
set variable manifest = 'facts-opengradient-testnet-10740';

-- The entries from the head back to the first one. A folder may hold others, which count for nothing.
create or replace temp table chain as
with recursive
  entries as (
    select regexp_extract(filename, '([0-9a-f]{64})[.]json$', 1) as name, previous, sequence, "from", "to", parts
    from read_json(getvariable('lake') || '/entries/*/*.json', filename = true, columns = {
      previous: 'varchar', sequence: 'bigint', "from": 'bigint', "to": 'bigint',
      parts: 'struct(kind varchar, name varchar, "rows" bigint)[]'})),
  followed as (
    select e.* from entries e
    join read_json(getvariable('lake') || '/heads/' || getvariable('manifest') || '.json', columns = {entry: 'varchar'}) h
      on e.name = h.entry
    union all
    select e.* from entries e join followed f on e.name = f.previous)
select * from followed;

-- An entry holds unless a later one begins where it does or before.
create or replace temp table parts as
select part.kind, part."rows", getvariable('lake') || '/parts/' || part.name[1:2] || '/' || part.name || '.parquet' as file
from (
  select unnest(parts) as part from chain e
  where not exists (select 1 from chain l where l.sequence > e.sequence and l."from" <= e."from"));

-- What every node was paid, exactly: a sum of 256-bit amounts fits DuckDB's BIGNUM.
set variable fees = (select list(file) from parts where kind = 'fee');
select lower(hex(node)) as node, lower(hex(token)) as token, count(*) as fees, sum(amount::bignum)::varchar as paid
from read_parquet(getvariable('fees'))
where not refund
group by all
order by node nulls first, token;
