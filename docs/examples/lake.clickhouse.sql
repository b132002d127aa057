-- Reads a lake with ClickHouse 24.8 or newer: clickhouse local --param_lake=/var/lib/assay/lake --param_manifest=facts-opengradient-testnet-10740 --queries-file lake.clickhouse.sql
-- For a bucket put s3(…) where file(…) stands.
create temporary table entries as
select extract(_file, '^([0-9a-f]{64})') as name, sequence, "from", parts,
  if(previous is null, '', previous) as previous
from file({lake:String} || '/entries/*/*.json', JSONEachRow,
  'previous Nullable(String), sequence Int64, "from" Int64, parts Array(Tuple(kind String, name String, rows Int64))')
settings input_format_skip_unknown_fields = 1;

-- From the head back to the first entry; a folder may hold others, which count for nothing.
create temporary table chain as
with recursive followed as (
  select e.name as name, e.sequence as sequence, e."from" as "from", e.parts as parts, e.previous as previous
  from entries e
  where e.name in (select entry from file({lake:String} || '/heads/' || {manifest:String} || '.json', JSONEachRow, 'entry String') settings input_format_skip_unknown_fields = 1)
  union all
  select e.name, e.sequence, e."from", e.parts, e.previous from entries e join followed f on e.name = f.previous)
select * from followed;

-- An entry holds unless a later one begins where it does or before. A sum of UInt256 that passes 2^256 begins at 0 again without a word, so
-- one that comes near is refused.
with live as (
  select arrayJoin(parts) as part from chain e
  where not exists (select 1 from chain l where l.sequence > e.sequence and l."from" <= e."from"))
select lower(hex(node)) as node, lower(hex(token)) as token, count() as fees, sum(toUInt256(amount)) as paid,
  throwIf(sum(toFloat64(amount)) > 1e77, 'a sum beyond 256 bits') as beyond
from file({lake:String} || '/parts/*/*.parquet', Parquet)
where _file in (select part.name || '.parquet' from live where part.kind = 'fee') and not refund
group by node, token order by node nulls first, token;
