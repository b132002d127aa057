import type { PoolClient } from '../../platform/database.ts'
import { IN_SCOPE, parametersOf, type Scope } from './scope.ts'

// A registry is a contract that registered a node, or whose interface is known to do so. Its statuses, words on measurements and heartbeats are about the nodes
// that it registered; those of a contract that registers nobody are about all.

/** The prefix of the parameter of `ingest.parameter` that says from which block on network.json no longer lists a contract. */
export const CONTRACT_ENDS = 'contract_ends:'

/** The prefix of the parameter that says of a contract's interface that it registers nodes, from before it did so. */
export const CONTRACT_REGISTERS = 'contract_registers:'

/** Notes the scope's first registrations by a contract, what verifiers said of whose nodes they take, and which code ran behind proxies. */
export async function deriveRegistries(client: PoolClient, scope: Scope): Promise<void> {
  if (scope.kinds.has('node_registered')) await client.query(REGISTRIES, parametersOf(scope))
  if (!scope.kinds.has('parameter_change')) return
  await client.query(WORDS, parametersOf(scope))
  await client.query(IMPLEMENTATIONS, parametersOf(scope))
}

/** Whether the network's file ends a registry in the scope: the only change of a node's state without a fact. */
export async function endsRegistry(client: PoolClient, scope: Scope): Promise<boolean> {
  const { rows } = await client.query(
    `with ${REGISTRY_TABLES} select from ended where block_number between $3 and $4 limit 1`,
    parametersOf(scope),
  )
  return rows.length > 0
}

/** Takes back what blocks from `from` on said. */
export async function undoRegistries(client: PoolClient, { network, chain, from }: Scope): Promise<void> {
  const here = [network, chain, from]
  await client.query(
    'delete from derived.registry where network = $1 and chain_id = $2 and first_block >= $3',
    here,
  )
  for (const table of ['registry_word', 'implementation'])
    await client.query(
      `delete from derived.${table} where network = $1 and chain_id = $2 and block_number >= $3`,
      here,
    )
}

const REGISTRIES = `insert into derived.registry (network, chain_id, contract, first_block)
  select network, chain_id, contract, min(block_number) from facts.node_registered where ${IN_SCOPE} group by 1, 2, 3
  on conflict do nothing`

const WORDS = `insert into derived.registry_word
    (network, chain_id, verifier, block_number, position, block_time, old_registry, new_registry)
  select network, chain_id, contract, block_number, position, block_time, old_value, new_value
  from facts.parameter_change where ${IN_SCOPE} and parameter = 'registry'`

const IMPLEMENTATIONS = `insert into derived.implementation
    (network, chain_id, contract, block_number, position, implementation)
  select network, chain_id, contract, block_number, position, new_value
  from facts.parameter_change where ${IN_SCOPE} and parameter = 'implementation'`

/**
 * SQL: the tables `ended` (which registries the network's file ends, and from where) and `word` (what verifiers said) of a chain
 * ($1, $2), for {@link SPEAKS}. `ended` holds the first block with data of ours, for a version needs a block's time.
 */
export const REGISTRY_TABLES = `ended as materialized (
    select g.contract as registry, b.number as block_number, b.block_time
    from ingest.parameter e
    join derived.registry g on g.network = $1 and g.chain_id = $2 and '0x' || encode(g.contract, 'hex') =
      substr(e.parameter, ${CONTRACT_ENDS.length + 1})
    cross join lateral (select number, block_time from ingest.block
      where network = $1 and chain_id = $2 and number >= e.from_block and holds_data order by number limit 1) b
    where e.network = $1 and e.chain_id = $2 and e.parameter like '${CONTRACT_ENDS}%'),
  word as materialized (select * from derived.registry_word where network = $1 and chain_id = $2)`

/**
 * SQL: whether a registry speaks for the network at a block: the network's file does not end it, and where a verifier ever named
 * it, the newest word of at least one verifier does. Source: og-evm TEEInferenceVerifier.setRegistry.
 */
export function speaks(registry: string, block: string): string {
  return `(not exists (select from ended e where e.registry = ${registry} and e.block_number <= ${block})
    and (not exists (select from word w where w.block_number <= ${block} and ${registry} in (w.old_registry, w.new_registry))
      or exists (select from (select distinct on (w.verifier) w.new_registry from word w
          where w.block_number <= ${block} order by w.verifier, w.block_number desc, w.position desc) l
        where l.new_registry = ${registry})))`
}

/** SQL: whether a fact's contract may speak of the nodes of a registry at a block. */
export function isWordOf(contract: string, registry: string, block: string): string {
  return `(${contract} = ${registry} or ${registry} is null or not (
    exists (select from derived.registry g
      where g.network = $1 and g.chain_id = $2 and g.contract = ${contract} and g.first_block <= ${block})
    or exists (select from ingest.parameter g where g.network = $1 and g.chain_id = $2
      and g.parameter = '${CONTRACT_REGISTERS}0x' || encode(${contract}, 'hex'))))`
}
