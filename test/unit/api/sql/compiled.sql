-- values of every type
-- { verdicts { id number blockHash statement outcome fault transient conditions checkedAt } }
select t0.network || ':' || t0.number, t0.number::text, '0x' || encode(t0.block_hash, 'hex'), t0.statement, t0.outcome, t0.fault, t0.transient, t0.conditions, to_char(t0.checked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from api.verdict t0
order by t0.network, t0.number
limit 50 offset 0

-- a day and an hour
-- { nodeHours(limit: 2) { id hour node { key } } }
select t0.network || ':' || t0.chain_id || '-' || '0x' || encode(t0.node_key, 'hex') || '-' || to_char(t0.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24'), to_char(t0.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t1.network is not null, '0x' || encode(t1.node_key, 'hex')
from api.node_hour t0
left join api.node t1 on t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
order by t0.network, t0.chain_id, t0.node_key, t0.hour
limit 2 offset 0

-- an amount with its token
-- { fees(limit: 2) { amount { value reason token { symbol } } } }
select t0.amount::text, t0.network, t0.chain_id, '0x' || encode(t0.token, 'hex')
from api.fee t0
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 2 offset 0

-- a field that is computed from others
-- { networks { title } }
select t0.network
from api.network t0
order by t0.network
limit 50 offset 0

-- nothing but the type
-- { networks { __typename } }
select 1
from api.network t0
order by t0.network
limit 50 offset 0

-- names of the asker’s own, a fragment spread twice, and what is left out
-- query ($no: Boolean = false) { fees(limit: 1) { a: blockNumber b: blockNumber ...x ...x t: txHash @include(if: $no) } }
-- fragment x on Fee { payer blockNumber }
select t0.block_number, '0x' || encode(t0.payer, 'hex')
from api.fee t0
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 1 offset 0

-- a link by its whole key, asked for twice
-- { registrations(limit: 3) { node { key lapsed } again: node { firstBlock } } }
select t1.network is not null, '0x' || encode(t1.node_key, 'hex'), t1.lapsed, t1.first_block
from api.registration t0
left join api.node t1 on t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 3 offset 0

-- a link by a part of a key
-- { fees(limit: 3) { node { key } } }
select t1.network is not null, '0x' || encode(t1.node_key, 'hex')
from api.fee t0
left join lateral (select *
from api.node x
where x.network = t0.network and x.node_key = t0.node_key
order by x.network, x.chain_id, x.node_key
limit 1) t1 on true
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 3 offset 0

-- links of links
-- { claims(limit: 3) { settlement { blob { id } } } }
select t3.network is not null, t4.network is not null, t4.network || ':' || t4.blob_id
from ((select t0.*
from api.claim_log t0
order by t0.network, t0.chain_id, t0.block_number, t0.position, t0.leaf_index
limit 3)
union all (select t1.*
from api.claim_leaf t1
order by t1.network, t1.chain_id, t1.block_number, t1.position, t1.leaf_index
limit 3)) t2
left join lateral (select *
from api.settlement x
where x.network = t2.network and x.chain_id = t2.chain_id and x.block_number = t2.block_number and x.position = t2.position
order by x.network, x.chain_id, x.block_number, x.phase, x.position
limit 1) t3 on true
left join api.blob t4 on t4.network = t3.network and t4.blob_id = t3.blob_id
order by t2.network, t2.chain_id, t2.block_number, t2.position, t2.leaf_index
limit 3 offset 0

-- a list in a list
-- { networks { nodes(limit: 2, offset: 1) { key hours(orderBy: hour_DESC, limit: 24) { hour } } } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array('0x' || encode(t1.node_key, 'hex'), (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(to_char(t2.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as r
from api.node_hour t2
where t2.network = t1.network and t2.chain_id = t1.chain_id and t2.node_key = t1.node_key
order by t2.hour desc, t2.network desc, t2.chain_id desc, t2.node_key desc
limit 24 offset 0) s)) as r
from api.node t1
where t1.network = t0.network
order by t1.network, t1.chain_id, t1.node_key
limit 2 offset 1) s)
from api.network t0
order by t0.network
limit 50 offset 0

-- a nested list with a filter
-- { nodes { fees(where: { amount_gt: "5" }) { id } } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(t1.network || ':' || t1.chain_id || '-' || t1.block_number || '-' || case t1.phase when 0 then '' else t1.phase || '.' end || t1.position) as r
from api.fee t1
where t1.network = t0.network and t1.node_key = t0.node_key and t1.amount > $1::numeric
order by t1.network, t1.chain_id, t1.block_number, t1.phase, t1.position
limit 20 offset 0) s)
from api.node t0
order by t0.network, t0.chain_id, t0.node_key
limit 50 offset 0
-- $1 = "5"

-- a nested list of a union
-- { nodes(limit: 1) { claims(limit: 2) { evidence } } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(t3.evidence) as r
from ((select t1.*
from api.claim_log t1
where t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
order by t1.network, t1.chain_id, t1.block_number, t1.position, t1.leaf_index
limit 2)
union all (select t2.*
from api.claim_leaf t2
where t2.network = t0.network and t2.chain_id = t0.chain_id and t2.node_key = t0.node_key
order by t2.network, t2.chain_id, t2.block_number, t2.position, t2.leaf_index
limit 2)) t3
order by t3.network, t3.chain_id, t3.block_number, t3.position, t3.leaf_index
limit 2 offset 0) s)
from api.node t0
order by t0.network, t0.chain_id, t0.node_key
limit 1 offset 0

-- the newest of all chains
-- { fees(orderBy: blockNumber_DESC, limit: 10) { id } }
select t2.network || ':' || t2.chain_id || '-' || t2.block_number || '-' || case t2.phase when 0 then '' else t2.phase || '.' end || t2.position
from (select r.*
from api.chain t0
cross join lateral ((select t1.*
from api.fee t1
where t1.network = t0.network and t1.chain_id = t0.chain_id
order by t1.block_number desc, t1.network desc, t1.chain_id desc, t1.phase desc, t1.position desc
limit 10)) r) t2
order by t2.block_number desc, t2.network desc, t2.chain_id desc, t2.phase desc, t2.position desc
limit 10 offset 0

-- the newest of one chain
-- { fees(orderBy: blockNumber_DESC, where: { network_eq: "one", chainId_eq: 31337 }) { id } }
select t0.network || ':' || t0.chain_id || '-' || t0.block_number || '-' || case t0.phase when 0 then '' else t0.phase || '.' end || t0.position
from api.fee t0
where (t0.network = $1::text and t0.chain_id = $2::bigint)
order by t0.block_number desc, t0.network desc, t0.chain_id desc, t0.phase desc, t0.position desc
limit 50 offset 0
-- $1 = "one"
-- $2 = 31337

-- an order by several columns, nulls first, and through a link
-- { heartbeats(orderBy: [signedAt_DESC_NULLS_FIRST, node_firstBlock_ASC]) { id } }
select t0.network || ':' || t0.chain_id || '-' || t0.block_number || '-' || case t0.phase when 0 then '' else t0.phase || '.' end || t0.position
from api.heartbeat t0
left join api.node t1 on t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
order by t0.signed_at desc, t1.first_block, t0.network desc, t0.chain_id desc, t0.block_number desc, t0.phase desc, t0.position desc
limit 50 offset 0

-- one row by its id
-- { feeById(id: "one:31337-12-3") { blockNumber } }
select t0.block_number
from api.fee t0
where ((t0.network = $1::text and t0.chain_id = $2::bigint and t0.block_number = $3::bigint and t0.phase = $4::bigint and t0.position = $5::bigint))
limit 1
-- $1 = "one"
-- $2 = 31337
-- $3 = 12
-- $4 = 0
-- $5 = 3

-- one row by an id without its network
-- { feeById(id: "31337-12-3") { blockNumber } }
select t0.block_number
from api.fee t0
where ((t0.network = any(array(select n.network
from api.network n)) and (t0.chain_id = $1::bigint and t0.block_number = $2::bigint and t0.phase = $3::bigint and t0.position = $4::bigint) and (select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true)
from (select max(split_part(x.network || ':' || x.chain_id || '-' || x.block_number || '-' || case x.phase when 0 then '' else x.phase || '.' end || x.position, ':', 2)) as asked, array_agg(x.network || ':' || x.chain_id || '-' || x.block_number || '-' || case x.phase when 0 then '' else x.phase || '.' end || x.position) as ids
from api.fee x
   
where x.network = any(array(select n.network
from api.network n)) and (x.chain_id = $5::bigint and x.block_number = $6::bigint and x.phase = $7::bigint and x.position = $8::bigint)
group by x.chain_id, x.block_number, x.phase, x.position) g)))
limit 1
-- $1 = 31337
-- $2 = 12
-- $3 = 0
-- $4 = 3
-- $5 = 31337
-- $6 = 12
-- $7 = 0
-- $8 = 3

-- a node by its name alone
-- { nodeById(id: "0xabababababababababababababababababababababababababababababababab") { firstBlock } }
select t0.first_block
from api.node t0
where ((t0.network = any(array(select n.network
from api.network n)) and (t0.node_key = $1::bytea) and (select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true)
from (select max(split_part(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex'), ':', 2)) as asked, array_agg(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex')) as ids
from api.node x
   
where x.network = any(array(select n.network
from api.network n)) and (x.node_key = $2::bytea)
group by x.node_key) g)))
limit 1
-- $1 = "\\xabababababababababababababababababababababababababababababababab"
-- $2 = "\\xabababababababababababababababababababababababababababababababab"

-- no id of the entity
-- { feeById(id: "nothing") { blockNumber } }
select t0.block_number
from api.fee t0
where false
limit 1

-- comparisons
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
where (t0.network <> $1::text and t0.block_number > $2::bigint and t0.block_number <= $3::bigint and t0.block_time < $4::timestamptz and t0.payer = $5::bytea and t0.amount >= $6::numeric)
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = "x"
-- $2 = 1
-- $3 = 9
-- $4 = "2026-01-01T00:00:00Z"
-- $5 = "\\x0101010101010101010101010101010101010101"
-- $6 = "7"

-- lists of values
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
where (t0.network <> all($1::text[]) and t0.block_number = any($2::bigint[]))
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = ["a","b"]
-- $2 = [1,2]

-- comparisons with null
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
where (t0.tx_hash is not null and t0.payer is null and t0.payer = $1::bytea)
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = null

-- texts
-- query ($w: VerdictWhereInput) { verdicts(where: $w) { code } }
select t0.code
from api.verdict t0
where (starts_with(t0.watchdog, $1::text) and not starts_with(t0.watchdog, $2::text) and right(t0.statement, length($3::text)) = $3::text and not right(t0.statement, length($4::text)) = $4::text and position($5::text in t0.code) > 0 and not position($6::text in t0.code) > 0 and position(lower($7::text) in lower(t0.detail)) > 0 and not position(lower($8::text) in lower(t0.detail)) > 0)
order by t0.network, t0.number
limit 50 offset 0
-- $1 = "e"
-- $2 = "f"
-- $3 = "g"
-- $4 = "h"
-- $5 = "a"
-- $6 = "b"
-- $7 = "C"
-- $8 = "D"

-- places of one network and of any
-- query ($w: VerdictWhereInput) { verdicts(where: $w) { code } }
select t0.code
from api.verdict t0
where (not ((t0.network = $2::text and t0.subject_id = any($1::text[]))) and ((t0.network = $4::text and t0.subject_id = any($3::text[])) or t0.subject_id = any($5::text[])))
order by t0.network, t0.number
limit 50 offset 0
-- $1 = ["84532-5-6"]
-- $2 = "two"
-- $3 = ["31337-1-2"]
-- $4 = "one"
-- $5 = ["31337-3-4"]

-- and, or
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
where ((t0.network = $1::text and t0.block_number = $2::bigint and t0.block_number = $3::bigint) or (t0.block_number > $4::bigint and t0.block_number < $5::bigint) or t0.payer is null)
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = "one"
-- $2 = 1
-- $3 = 2
-- $4 = 3
-- $5 = 9

-- a filter on a link
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
left join lateral (select *
from api.node x
where x.network = t0.network and x.node_key = t0.node_key
order by x.network, x.chain_id, x.node_key
limit 1) t1 on true
where (((t1.network = $1::text and t1.chain_id = $2::bigint and t1.node_key = $3::bytea)) and t1.lapsed = $4::boolean)
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = "one"
-- $2 = 31337
-- $3 = "\\xabababababababababababababababababababababababababababababababab"
-- $4 = true

-- a filter on the id of a link
-- query ($where: ClaimWhereInput) { claims(where: $where, limit: 5) { leafIndex } }
select t4.leaf_index
from ((select t0.*
from api.claim_log t0
left join api.node t1 on t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
where (((t0.network = $1::text and t0.chain_id = $2::bigint and t0.node_key = $3::bytea) or (t0.network = any(array(select n.network
from api.network n)) and (t0.node_key = $4::bytea) and (select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true)
from (select max(split_part(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex'), ':', 2)) as asked, array_agg(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex')) as ids
from api.node x
   
where x.network = any(array(select n.network
from api.network n)) and (x.node_key = $5::bytea)
group by x.node_key) g))) and t1.network is not null)
order by t0.network, t0.chain_id, t0.block_number, t0.position, t0.leaf_index
limit 5)
union all (select t2.*
from api.claim_leaf t2
left join api.node t3 on t3.network = t2.network and t3.chain_id = t2.chain_id and t3.node_key = t2.node_key
where (((t2.network = $6::text and t2.chain_id = $7::bigint and t2.node_key = $8::bytea) or (t2.network = any(array(select n.network
from api.network n)) and (t2.node_key = $9::bytea) and (select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true)
from (select max(split_part(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex'), ':', 2)) as asked, array_agg(x.network || ':' || x.chain_id || '-' || '0x' || encode(x.node_key, 'hex')) as ids
from api.node x
   
where x.network = any(array(select n.network
from api.network n)) and (x.node_key = $10::bytea)
group by x.node_key) g))) and t3.network is not null)
order by t2.network, t2.chain_id, t2.block_number, t2.position, t2.leaf_index
limit 5)) t4
order by t4.network, t4.chain_id, t4.block_number, t4.position, t4.leaf_index
limit 5 offset 0
-- $1 = "one"
-- $2 = 31337
-- $3 = "\\xabababababababababababababababababababababababababababababababab"
-- $4 = "\\xabababababababababababababababababababababababababababababababab"
-- $5 = "\\xabababababababababababababababababababababababababababababababab"
-- $6 = "one"
-- $7 = 31337
-- $8 = "\\xabababababababababababababababababababababababababababababababab"
-- $9 = "\\xabababababababababababababababababababababababababababababababab"
-- $10 = "\\xabababababababababababababababababababababababababababababababab"

-- whether a link is there
-- query ($where: ClaimWhereInput) { claims(where: $where, limit: 5) { leafIndex } }
select t4.leaf_index
from ((select t0.*
from api.claim_log t0
left join api.node t1 on t1.network = t0.network and t1.chain_id = t0.chain_id and t1.node_key = t0.node_key
where t1.network is null
order by t0.network, t0.chain_id, t0.block_number, t0.position, t0.leaf_index
limit 5)
union all (select t2.*
from api.claim_leaf t2
left join api.node t3 on t3.network = t2.network and t3.chain_id = t2.chain_id and t3.node_key = t2.node_key
where t3.network is null
order by t2.network, t2.chain_id, t2.block_number, t2.position, t2.leaf_index
limit 5)) t4
order by t4.network, t4.chain_id, t4.block_number, t4.position, t4.leaf_index
limit 5 offset 0

-- some, every and none of a list
-- query ($where: ClaimWhereInput) { claims(where: $where, limit: 5) { leafIndex } }
select t8.leaf_index
from ((select t0.*
from api.claim_log t0
where (not exists (select 1
from api.verdict t1
where t1.network = t0.network and t1.subject_kind = t0.subject_kind and t1.subject_id = t0.subject_id and t1.block_hash = t0.block_hash and (t1.superseded = $1::boolean) is not true) and exists (select 1
from api.verdict t2
where t2.network = t0.network and t2.subject_kind = t0.subject_kind and t2.subject_id = t0.subject_id and t2.block_hash = t0.block_hash and t2.outcome = $2::text) and not exists (select 1
from api.verdict t3
where t3.network = t0.network and t3.subject_kind = t0.subject_kind and t3.subject_id = t0.subject_id and t3.block_hash = t0.block_hash))
order by t0.network, t0.chain_id, t0.block_number, t0.position, t0.leaf_index
limit 5)
union all (select t4.*
from api.claim_leaf t4
where (not exists (select 1
from api.verdict t5
where t5.network = t4.network and t5.subject_kind = t4.subject_kind and t5.subject_id = t4.subject_id and t5.block_hash = t4.block_hash and (t5.superseded = $3::boolean) is not true) and exists (select 1
from api.verdict t6
where t6.network = t4.network and t6.subject_kind = t4.subject_kind and t6.subject_id = t4.subject_id and t6.block_hash = t4.block_hash and t6.outcome = $4::text) and not exists (select 1
from api.verdict t7
where t7.network = t4.network and t7.subject_kind = t4.subject_kind and t7.subject_id = t4.subject_id and t7.block_hash = t4.block_hash))
order by t4.network, t4.chain_id, t4.block_number, t4.position, t4.leaf_index
limit 5)) t8
order by t8.network, t8.chain_id, t8.block_number, t8.position, t8.leaf_index
limit 5 offset 0
-- $1 = false
-- $2 = "rejected"
-- $3 = false
-- $4 = "rejected"

-- ids, some of them without a network
-- query ($where: FeeWhereInput) { fees(where: $where, limit: 5) { blockNumber } }
select t0.block_number
from api.fee t0
where (not ((t0.network = any(array(select n.network
from api.network n)) and (t0.chain_id = $1::bigint and t0.block_number = $2::bigint and t0.phase = $3::bigint and t0.position = $4::bigint) and (select coalesce(bool_and(api.only_id(g.asked, g.ids) is not null), true)
from (select max(split_part(x.network || ':' || x.chain_id || '-' || x.block_number || '-' || case x.phase when 0 then '' else x.phase || '.' end || x.position, ':', 2)) as asked, array_agg(x.network || ':' || x.chain_id || '-' || x.block_number || '-' || case x.phase when 0 then '' else x.phase || '.' end || x.position) as ids
from api.fee x
   
where x.network = any(array(select n.network
from api.network n)) and (x.chain_id = $5::bigint and x.block_number = $6::bigint and x.phase = $7::bigint and x.position = $8::bigint)
group by x.chain_id, x.block_number, x.phase, x.position) g))) and (((t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position) in (select *
from unnest($9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[])))))
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 5 offset 0
-- $1 = 31337
-- $2 = 9
-- $3 = 0
-- $4 = 9
-- $5 = 31337
-- $6 = 9
-- $7 = 0
-- $8 = 9
-- $9 = ["one","two"]
-- $10 = [31337,84532]
-- $11 = [12,1]
-- $12 = [0,1]
-- $13 = [3,4]

-- a page of a connection
-- { feesConnection(first: 3) { edges { cursor node { id } } pageInfo { hasNextPage } totalCount } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(t0.network || ':' || t0.chain_id || '-' || t0.block_number || '-' || case t0.phase when 0 then '' else t0.phase || '.' end || t0.position, t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position) as r
from api.fee t0
order by t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position
limit 4) s), (select coalesce(sum(d.fees + d.refunds), 0)
from api.network_day d), 0

-- a page behind a cursor
-- query ($after: String) { claimsConnection(first: 3, after: $after, orderBy: blockNumber_DESC) { edges { node { evidence } } } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(t3.evidence, t3.block_number, t3.network, t3.chain_id, t3.position, t3.leaf_index) as r
from (select r.*
from api.chain t0
cross join lateral ((select t1.*
from api.claim_log t1
where t1.network = t0.network and t1.chain_id = t0.chain_id and ((t1.block_number < $1::bigint) or (t1.block_number = $1::bigint and t1.network < $2::text) or (t1.block_number = $1::bigint and t1.network = $2::text and t1.chain_id < $3::bigint) or (t1.block_number = $1::bigint and t1.network = $2::text and t1.chain_id = $3::bigint and t1.position < $4::bigint) or (t1.block_number = $1::bigint and t1.network = $2::text and t1.chain_id = $3::bigint and t1.position = $4::bigint and t1.leaf_index is not null))
order by t1.block_number desc, t1.network desc, t1.chain_id desc, t1.position desc, t1.leaf_index desc
limit 4)
union all (select t2.*
from api.claim_leaf t2
where t2.network = t0.network and t2.chain_id = t0.chain_id and ((t2.block_number < $5::bigint) or (t2.block_number = $5::bigint and t2.network < $6::text) or (t2.block_number = $5::bigint and t2.network = $6::text and t2.chain_id < $7::bigint) or (t2.block_number = $5::bigint and t2.network = $6::text and t2.chain_id = $7::bigint and t2.position < $8::bigint) or (t2.block_number = $5::bigint and t2.network = $6::text and t2.chain_id = $7::bigint and t2.position = $8::bigint and t2.leaf_index is not null))
order by t2.block_number desc, t2.network desc, t2.chain_id desc, t2.position desc, t2.leaf_index desc
limit 4)) r) t3
order by t3.block_number desc, t3.network desc, t3.chain_id desc, t3.position desc, t3.leaf_index desc
limit 4) s), 0, 0
-- $1 = 9
-- $2 = "one"
-- $3 = 31337
-- $4 = 1
-- $5 = 9
-- $6 = "one"
-- $7 = 31337
-- $8 = 1

-- the last page before a cursor of values that may be null
-- query ($before: String) { heartbeatsConnection(last: 2, before: $before, orderBy: signedAt_ASC) { edges { cursor } } }
select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(to_char(t0.signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t0.network, t0.chain_id, t0.block_number, t0.phase, t0.position) as r
from api.heartbeat t0
where ((t0.signed_at < $1::timestamptz) or (t0.signed_at = $1::timestamptz and t0.network < $2::text) or (t0.signed_at = $1::timestamptz and t0.network = $2::text and t0.chain_id < $3::bigint) or (t0.signed_at = $1::timestamptz and t0.network = $2::text and t0.chain_id = $3::bigint and t0.block_number < $4::bigint) or (t0.signed_at = $1::timestamptz and t0.network = $2::text and t0.chain_id = $3::bigint and t0.block_number = $4::bigint and t0.phase < $5::bigint) or (t0.signed_at = $1::timestamptz and t0.network = $2::text and t0.chain_id = $3::bigint and t0.block_number = $4::bigint and t0.phase = $5::bigint and t0.position < $6::bigint))
order by t0.signed_at desc, t0.network desc, t0.chain_id desc, t0.block_number desc, t0.phase desc, t0.position desc
limit 3) s), 0, 0
-- $1 = "2026-01-01T00:00:00.000000Z"
-- $2 = "one"
-- $3 = 31337
-- $4 = 5
-- $5 = 0
-- $6 = 1

-- a count of whole chains
-- { feesConnection(where: { network_eq: "one" }) { totalCount } }
select '[]'::json, (select coalesce(sum(d.fees + d.refunds), 0)
from api.network_day d
where d.network = $1::text), 0
-- $1 = "one"

-- a count of a union
-- { claimsConnection { totalCountAtLeast } }
select '[]'::json, (select coalesce(sum(d.claims), 0)
from api.network_day d), (select count(*)
from ((select 1
from api.claim_leaf t0
limit 100001)) n)

-- a count of filtered rows
-- { feesConnection(where: { amount_gt: "1" }) { totalCount } }
select '[]'::json, 0, (select count(*)
from ((select 1
from api.fee t0
where t0.amount > $1::numeric
limit 100001)) n)
-- $1 = "1"

-- sums by week and node
-- { nodeDayAmountsAggregate(interval: WEEK, by: [nodeKey], where: { network_eq: "one" }, limit: 4)
-- { start network token count nodeKey sum { amount { value } } avg { amount } } }
select to_char(date_trunc('week', t0.day::timestamp), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), t0.network, '0x' || encode(t0.token, 'hex'), count(*)::integer, '0x' || encode(t0.node_key, 'hex'), (sum(t0.amount))::text, t0.chain_id, (avg(t0.amount))::text
from api.node_day_amount t0
where t0.network = $1::text
group by date_trunc('week', t0.day::timestamp), t0.network, t0.chain_id, t0.token, t0.kind, t0.attribution, t0.node_key
order by date_trunc('week', t0.day::timestamp), t0.network collate "C", t0.chain_id, t0.token, t0.kind collate "C", t0.attribution collate "C", t0.node_key
limit 4 offset 0
-- $1 = "one"

-- sums over all time
-- { nodeHoursAggregate { count max { claims } } }
select count(*)::integer, (max(t0.claims))::text
from api.node_hour t0
group by t0.network, t0.chain_id
order by t0.network collate "C", t0.chain_id
limit 50 offset 0

-- nodes of a moment
-- { nodes(where: { lapsed_eq: false }) { id key } }
with nodes_then as materialized (select *
from api.node_as_of($6::text[], $7::bigint[], $8::integer[])) select t0.network || ':' || t0.chain_id || '-' || '0x' || encode(t0.node_key, 'hex') || coalesce(case t0.network when $1::text then $2::text when $3::text then $4::text end, ''), '0x' || encode(t0.node_key, 'hex')
from nodes_then t0
where t0.lapsed = $5::boolean
order by t0.network, t0.chain_id, t0.node_key
limit 50 offset 0
-- $1 = "one"
-- $2 = "@31337:42"
-- $3 = "two"
-- $4 = "@84532:17"
-- $5 = false
-- $6 = ["one","two"]
-- $7 = [31337,84532]
-- $8 = [42,17]

-- a node of a moment
-- { nodeById(id: "one:31337-0xabababababababababababababababababababababababababababababababab") { id } }
with nodes_then as materialized (select *
from api.node_as_of($8::text[], $9::bigint[], $10::integer[])) select t0.network || ':' || t0.chain_id || '-' || '0x' || encode(t0.node_key, 'hex') || coalesce(case t0.network when $1::text then $2::text when $3::text then $4::text end, '')
from nodes_then t0
where ((t0.network = $5::text and t0.chain_id = $6::bigint and t0.node_key = $7::bytea))
limit 1
-- $1 = "one"
-- $2 = "@31337:42"
-- $3 = "two"
-- $4 = "@84532:17"
-- $5 = "one"
-- $6 = 31337
-- $7 = "\\xabababababababababababababababababababababababababababababababab"
-- $8 = ["one","two"]
-- $9 = [31337,84532]
-- $10 = [42,17]

-- a connection of a moment
-- { nodesConnection(first: 1) { edges { node { id } } totalCount } }
with nodes_then as materialized (select *
from api.node_as_of($5::text[], $6::bigint[], $7::integer[])) select (select coalesce(json_agg(r), '[]'::json)
from (select json_build_array(t0.network || ':' || t0.chain_id || '-' || '0x' || encode(t0.node_key, 'hex') || coalesce(case t0.network when $1::text then $2::text when $3::text then $4::text end, ''), t0.network, t0.chain_id, '0x' || encode(t0.node_key, 'hex')) as r
from nodes_then t0
order by t0.network, t0.chain_id, t0.node_key
limit 2) s), 0, (select count(*)
from ((select 1
from nodes_then t1
limit 100001)) n)
-- $1 = "one"
-- $2 = "@31337:42"
-- $3 = "two"
-- $4 = "@84532:17"
-- $5 = ["one","two"]
-- $6 = [31337,84532]
-- $7 = [42,17]
