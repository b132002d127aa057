import type { RpcObject } from '../../chain/fields.ts'
import type { BlockResults } from './results.ts'

const BLOCK = toParts({
  block_id: { hash: '', parts: { total: '', hash: '' } },
  block: {
    header: {
      version: { block: '', app: '' },
      chain_id: '',
      height: '',
      time: '',
      last_block_id: { hash: '', parts: { total: '', hash: '' } },
      last_commit_hash: '',
      data_hash: '',
      validators_hash: '',
      next_validators_hash: '',
      consensus_hash: '',
      app_hash: '',
      last_results_hash: '',
      evidence_hash: '',
      proposer_address: '',
    },
    data: { txs: '' },
    evidence: '',
    last_commit: '',
  },
})
const VALIDATOR = toParts({ address: '', pub_key: { type: '', value: '' }, voting_power: '' })

/** The parts of a `/block` answer that are read. */
export function pickBlock(answer: RpcObject): RpcObject {
  return pick(BLOCK, answer)
}

/** Results in the form of an answer, as they are kept and compared. */
export function writeResults({
  transactions,
  events,
  updates,
  parameters,
  appHash,
}: BlockResults): RpcObject {
  return {
    txs_results: transactions.map((each) => ({
      code: each.code,
      data: Buffer.from(each.data).toString('base64'),
      gas_wanted: String(each.gasWanted),
      gas_used: String(each.gasUsed),
      events: each.events.map(writeEvent),
    })),
    finalize_block_events: events.map(writeEvent),
    validator_updates: updates.map(({ key, power }) => ({
      pub_key: { Sum: { value: { ed25519: key } } },
      power: String(power),
    })),
    consensus_param_updates: parameters ?? null,
    app_hash: Buffer.from(appHash).toString('base64'),
  }
}

function writeEvent({ type, attributes }: BlockResults['events'][number]) {
  return { type, attributes: attributes.map(([key, value]) => ({ key, value })) }
}

/** The parts of a validator that are read. */
export function pickValidator(validator: RpcObject): RpcObject {
  return pick(VALIDATOR, validator)
}

type Pattern = { readonly [key: string]: '' | Pattern }
/** A pattern as it is walked for every height. */
type Part = readonly [key: string, below: readonly Part[] | undefined]

function toParts(pattern: Pattern): readonly Part[] {
  return Object.entries(pattern).map(([key, below]): Part => [key, below === '' ? undefined : toParts(below)])
}

/** The parts that are named, in their order; a part that is not there is left out. */
function pick(parts: readonly Part[], value: RpcObject): RpcObject {
  const picked: Record<string, unknown> = {}
  for (const [key, below] of parts) {
    const part = value[key]
    if (part === undefined) continue
    const isObject = typeof part === 'object' && part !== null
    picked[key] = below === undefined || !isObject ? part : pick(below, part as RpcObject)
  }
  return picked
}
