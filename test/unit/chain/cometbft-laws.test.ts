import { describe, expect, test } from 'vitest'
import { verifyBlock, verifyLink } from '../../../src/chain/cometbft/block.ts'
import { readCommit } from '../../../src/chain/cometbft/commit.ts'
import { hashHeader, readHeader } from '../../../src/chain/cometbft/header.ts'
import { objects } from '../../../src/chain/cometbft/read.ts'
import { readResult, verifyResults } from '../../../src/chain/cometbft/results.ts'
import { ValidatorSet } from '../../../src/chain/cometbft/validator-set.ts'
import { readValidator, verifyValidators } from '../../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../../src/chain/fields.ts'
import { CodedError } from '../../../src/claim/errors.ts'
import { toHex } from '../../../src/claim/hex.ts'
import { codeOf } from '../../support/codes.ts'
import { readAnswer, synthetic } from '../../support/comet-vectors.ts'

// Whatever one value of an answer is changed to, under which code it is refused; or by name, that no hash covers it.

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON, taken apart and changed
type Json = any

/** Answers by what was asked for; the first step of every path. */
type Answers = Readonly<Record<string, Json>>

/** What a changed value under this path is refused as. Whatever is not well-formed any more, is refused as that. */
type Law = readonly (readonly [path: RegExp, code: string])[]
const FREE = 'NOTHING_THROWN'
const UNREADABLE = /^(MALFORMED_RPC|UNSUPPORTED_COMET_(KEY|EVIDENCE))$/

const BLOCK: Law = [
  [/^\w+\.(block_id\.hash$|block\.header\.)/, 'REJECTED_COMET_HEADER'],
  [/^\w+\.block\.data\.txs/, 'REJECTED_COMET_DATA'],
  [/^\w+\.block\.evidence\./, 'REJECTED_COMET_EVIDENCE_HASH'],
  [/^\w+\.block\.last_commit\.signatures/, 'REJECTED_COMET_LAST_COMMIT'],
  // The hash of a commit is over its signatures; what they are for stands in the pieces of the block.
  [/^\w+\.block\.last_commit\.|^\w+\.block_id\.parts\./, 'REJECTED_COMET_PARTS'],
]
const SET: Law = [
  [/^validators\.validators\.\d+\.(address|pub_key\.value)$/, 'REJECTED_COMET_ADDRESS'],
  [/^validators\.validators(\.\d+\.voting_power)?$/, 'REJECTED_COMET_VALIDATORS'],
  // The order in which they propose is counted on, and by nobody signed.
  [/^validators\.validators\.\d+\.proposer_priority$/, FREE],
  [/^validators\.(block_height|count|total)$/, FREE],
]
const RESULTS: Law = [
  [/^results\.txs_results(\.\d+\.(code|data|gas_wanted|gas_used))?$/, 'REJECTED_COMET_RESULTS'],
  [/^results\.txs_results\.\d+\.(log|info|codespace|events)/, FREE],
  // Of the block as a whole: what the application says happened.
  [/^results\.(height|app_hash|finalize_block_events|validator_updates|consensus_param_updates)/, FREE],
]
/** Changed as a whole: nothing inside is read. */
const WHOLE = ['events', 'finalize_block_events', 'validator_updates', 'consensus_param_updates']

interface Change {
  readonly path: string
  readonly apply: (copy: Json) => void
}

/** Every way to change one value of a JSON document, and to leave out or repeat the last element of a list. */
function* changesOf(value: Json, path: readonly string[]): Iterable<Change> {
  const at = (copy: Json) => path.slice(1).reduce((inner, step) => inner[step], copy)
  if (Array.isArray(value) && value.length > 0) {
    yield { path: path.join('.'), apply: (copy) => at(copy).pop() }
    yield { path: path.join('.'), apply: (copy) => at(copy).push(value.at(-1)) }
  }
  for (const [key, child] of Object.entries(value)) {
    const here = [...path, key]
    if (child !== null && typeof child === 'object' && !WHOLE.includes(key)) yield* changesOf(child, here)
    else
      yield {
        path: here.join('.'),
        apply: (copy) => {
          at(copy)[key] = changeOf(key, child)
        },
      }
  }
}

function changeOf(key: string, value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (value !== null && typeof value === 'object') return []
  if (typeof value !== 'string' || value === '') return key.endsWith('address') ? 'AB'.repeat(20) : 'AAAA'
  if (/^\d{4}-\d\d-\d\dT/.test(value))
    return value.replace(/^\d{4}/, (year) => String(Number(year) + 1).padStart(4, '0'))
  if (/^-?\d+$/.test(value) && value.length < 20) return String(BigInt(value) + 1n)
  // The first digit, or the first letter: of base64 six bits that are never padding.
  return (value.startsWith('A') ? 'B' : 'A') + value.slice(1)
}

/** Changes every value of the answers in turn. Returns the paths that a wrong code was given for, and how often each code was. */
async function judge(answers: Answers, law: Law, verify: (answers: Answers) => void) {
  expect(await codeOf(() => verify(answers))).toBe('NOTHING_THROWN')
  const wrong: string[] = []
  const seen: Record<string, number> = {}
  for (const [name, answer] of Object.entries(answers))
    for (const { path, apply } of changesOf(answer, [name])) {
      const copy = structuredClone(answer)
      apply(copy)
      const code = await codeOf(() => verify({ ...answers, [name]: copy }))
      const expected = law.find(([each]) => each.test(path))?.[1]
      if (code !== expected && !UNREADABLE.test(code)) wrong.push(`${path}: ${code}, not ${expected}`)
      seen[code] = (seen[code] ?? 0) + 1
    }
  return { wrong, seen }
}

const validatorsOf = (answer: RpcObject) => objects(answer, 'validators').map(readValidator)
const resultsOf = (answer: RpcObject) => objects(answer, 'txs_results').map(readResult)

describe('one value of a height changed', () => {
  /** All that is asked of a height, by the answers that say it. */
  function verify({ block: answer, next: after, validators: set, results }: Answers): void {
    const block = verifyBlock(answer)
    const next = verifyBlock(after)
    verifyLink(block, next)
    const validators = validatorsOf(set)
    verifyValidators(block.header.validatorsHash, validators)
    if (next.lastCommit) new ValidatorSet(validators).verifyCommit(block.header.chainId, next.lastCommit)
    verifyResults(next.header.lastResultsHash, block.header.height, resultsOf(results))
  }

  test.each([100, 101, 102, 103, 104, 105])('block %i, and the one after it', async (height) => {
    const answers = {
      block: synthetic(height, 'block'),
      next: synthetic(height + 1, 'block'),
      validators: synthetic(height, 'validators'),
      results: synthetic(height, 'block_results'),
    }
    const { wrong, seen } = await judge(answers, [...BLOCK, ...SET, ...RESULTS], verify)
    expect(wrong).toEqual([])
    expect(seen.REJECTED_COMET_HEADER).toBeGreaterThan(30)
    expect(seen.REJECTED_COMET_LAST_COMMIT).toBeGreaterThan(15)
  })
})

test.each(['comet038_kvstore_block_at_height_10', 'devnet1_6.block', 'cronos_v1_4_0_cronos_27101811.block'])(
  'one value of a recorded block changed: %s',
  async (name) => {
    const { block_id, block }: Json = readAnswer(`real/${name}`)
    const { wrong, seen } = await judge({ block: { block_id, block } }, BLOCK, ({ block: answer }) =>
      verifyBlock(answer),
    )
    expect(wrong).toEqual([])
    expect(seen.REJECTED_COMET_HEADER).toBeGreaterThan(15)
  },
)

test('one value of a recorded commit and its set changed', async () => {
  const { signed_header }: Json = readAnswer('real/comet038_kvstore_commit_at_height_10')
  const { validator_info }: Json = readAnswer('real/comet038_kvstore_status')
  const law: Law = [
    [/^signed\.header\./, 'another header'],
    [/^signed\.commit\.signatures(\.\d+\.validator_address)?$/, 'REJECTED_COMET_COMMIT'],
    // A vote for the block is none for no block.
    [/^signed\.commit\./, 'REJECTED_COMET_SIGNATURE'],
    ...SET,
  ]
  const { chain_id } = signed_header.header
  const { wrong } = await judge(
    { signed: signed_header, validators: { validators: [validator_info] } },
    law,
    ({ signed, validators }) => {
      const set = validatorsOf(validators)
      verifyValidators(readHeader(signed_header.header).validatorsHash, set)
      const commit = readCommit(signed.commit)
      new ValidatorSet(set).verifyCommit(chain_id, commit)
      if (toHex(hashHeader(readHeader(signed.header))) !== toHex(commit.blockId.hash))
        throw new CodedError('another header', 'the header is not the one that was signed')
    },
  )
  expect(wrong).toEqual([])
})
