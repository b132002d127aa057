import { describe, expect, test } from 'vitest'
import { type CometBlock, verifyBlock, verifyLink } from '../../../src/chain/cometbft/block.ts'
import { readCommit } from '../../../src/chain/cometbft/commit.ts'
import { verifyDuplicateVote } from '../../../src/chain/cometbft/evidence.ts'
import { listEvmTransactions } from '../../../src/chain/cometbft/evm-logs.ts'
import { hashHeader, readHeader } from '../../../src/chain/cometbft/header.ts'
import { objects } from '../../../src/chain/cometbft/read.ts'
import {
  hashParameters,
  hashResults,
  readResult,
  verifyResults,
} from '../../../src/chain/cometbft/results.ts'
import { ValidatorSet } from '../../../src/chain/cometbft/validator-set.ts'
import { hashValidators, readValidator, verifyValidators } from '../../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../../src/chain/fields.ts'
import { HEIGHTS, readAnswer, synthetic } from '../../support/comet-vectors.ts'

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON, taken apart and changed
type Json = any
const upper = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
const validatorsOf = (answer: Json) => objects(answer as RpcObject, 'validators').map(readValidator)
const resultsOf = (answer: Json) => objects(answer as RpcObject, 'txs_results').map(readResult)
const code = (text: string) => expect.objectContaining({ code: text })

describe('recorded answers', () => {
  test.each([
    'celestia_8880520',
    'comet038_kvstore_block_at_height_1',
    'comet038_kvstore_block_at_height_10',
    'croeseid_complete_unbonding',
    'cronos_v1_4_0_cronos_27101811',
    'cronos_v6_0_0_cronos_pos_22232949',
    'devnet1_6',
  ])('%s: the header hashes to the name of the block', (name) => {
    const answer: Json = readAnswer(name.startsWith('comet038') ? `real/${name}` : `real/${name}.block`)
    expect(upper(hashHeader(readHeader(answer.block.header)))).toBe(answer.block_id.hash)
  })

  test.each([
    'real/comet038_kvstore_block_at_height_1',
    'real/comet038_kvstore_block_at_height_10',
    'real/devnet1_6.block',
    'real/cronos_v1_4_0_cronos_27101811.block',
  ])('%s: every part makes up its name', (name) => {
    const answer: Json = readAnswer(name)
    expect(upper(verifyBlock(answer).id.hash)).toBe(answer.block_id.hash)
  })

  test('a chain that commits to something else than its transactions is refused', () => {
    // Celestia's data hash covers a square of shares.
    expect(() => verifyBlock(readAnswer('real/celestia_8880520.block'))).toThrow(code('REJECTED_COMET_DATA'))
  })

  test('a commit is signed by its set, which its header commits to', () => {
    const { signed_header }: Json = readAnswer('real/comet038_kvstore_commit_at_height_10')
    const { validator_info }: Json = readAnswer('real/comet038_kvstore_status')
    const header = readHeader(signed_header.header)
    expect(upper(hashHeader(header))).toBe(signed_header.commit.block_id.hash)
    const validators = [readValidator(validator_info)]
    verifyValidators(header.validatorsHash, validators)
    const tally = new ValidatorSet(validators).verifyCommit(header.chainId, readCommit(signed_header.commit))
    expect(tally).toEqual({ signed: tally.total, total: tally.total, absent: [] })
  })

  test('consensus parameters hash to what the header commits to', () => {
    const { consensus_params: parameters }: Json = readAnswer('real/comet038_kvstore_consensus_params')
    const { signed_header }: Json = readAnswer('real/comet038_kvstore_commit_at_height_10')
    const { max_bytes, max_gas } = parameters.block
    expect(upper(hashParameters(BigInt(max_bytes), BigInt(max_gas)))).toBe(
      signed_header.header.consensus_hash,
    )
  })

  test('the results of a block are what the next header commits to', () => {
    const block: Json = readAnswer('real/devnet1_6.block')
    const results = resultsOf(readAnswer('real/devnet1_5.block_results'))
    expect(upper(hashResults(results))).toBe(block.block.header.last_results_hash)
  })

  test('Ethereum transactions stand in the results that a header covers', () => {
    const results = resultsOf(readAnswer('real/cronos_v1_4_0_cronos_27101811.block_results'))
    const transactions = results.flatMap(listEvmTransactions)
    expect(transactions.length).toBeGreaterThan(4)
    expect(transactions[0]).toEqual({
      hash: '0x3094941c989efc91ad9f8fec4d24a565b7f4423fb15738875eaf9fac633eb741',
      logs: [],
    })
  })

  const light: Json = readAnswer('real/lightclient_single_peer_happy_path')
  test.each(light.primary.lite_blocks as Json[])('light block $signed_header.header.height', (lite) => {
    const header = readHeader(lite.signed_header.header)
    const commit = readCommit(lite.signed_header.commit)
    expect(upper(hashHeader(header))).toBe(lite.signed_header.commit.block_id.hash)
    const validators = lite.validator_set.validators.map((each: Json) =>
      readValidator({ ...each, pub_key: { type: each.pub_key_type, value: each.pub_key_bytes } }),
    )
    verifyValidators(header.validatorsHash, validators)
    const { signed, total } = new ValidatorSet(validators).verifyCommit(header.chainId, commit)
    expect(3n * signed > 2n * total).toBe(true)
  })
})

describe('the synthetic chain', () => {
  const blocks = HEIGHTS.map((height) => verifyBlock(synthetic(height, 'block')))
  const at = (height: number) => blocks[height - 100] as CometBlock

  test.each(HEIGHTS)('block %i: its set, its commit, its results', (height) => {
    const validators = validatorsOf(synthetic(height, 'validators'))
    const { header } = at(height)
    expect(upper(hashValidators(validators))).toBe(upper(header.validatorsHash))
    const commit: Json = synthetic(height, 'commit')
    const set = new ValidatorSet(validators)
    const tally = set.verifyCommit(header.chainId, readCommit(commit.signed_header.commit))
    expect(tally.absent.length).toBe(height <= 102 ? 1 : 0)
    if (height === 106) return
    verifyLink(at(height), at(height + 1))
    verifyResults(
      at(height + 1).header.lastResultsHash,
      height,
      resultsOf(synthetic(height, 'block_results')),
    )
  })

  test('the double sign in block 102 is proved by its two signatures', () => {
    const [evidence] = at(102).evidence
    const [guilty] = validatorsOf(synthetic(100, 'validators')).filter(
      ({ address }) => upper(address) === '3F620AB092B478A71AE9318BD6EC56ACAB57FB44',
    )
    if (!evidence || !guilty) throw new Error('the vector has evidence against a validator')
    const proved = verifyDuplicateVote('og-synthetic-1', evidence, guilty.key)
    expect(proved).toEqual({ validator: '0x3f620ab092b478a71ae9318bd6ec56acab57fb44', height: 100, round: 0 })
    const [other] = validatorsOf(synthetic(100, 'validators'))
    expect(() => verifyDuplicateVote('og-synthetic-1', evidence, other?.key ?? new Uint8Array(32))).toThrow(
      code('REJECTED_COMET_EVIDENCE'),
    )
    expect(() => verifyDuplicateVote('another-chain', evidence, guilty.key)).toThrow(
      code('REJECTED_COMET_EVIDENCE'),
    )
    expect(() => verifyDuplicateVote('og-synthetic-1', { ...evidence, b: evidence.a }, guilty.key)).toThrow(
      code('REJECTED_COMET_EVIDENCE'),
    )
  })

  test('a commit that too little power signed is refused', () => {
    const validators = validatorsOf(synthetic(103, 'validators'))
    const { signed_header }: Json = synthetic(103, 'commit')
    const silent = {
      block_id_flag: 1,
      validator_address: '',
      timestamp: '0001-01-01T00:00:00Z',
      signature: null,
    }
    const signatures = signed_header.commit.signatures.map((each: Json, index: number) =>
      index === 0 ? silent : each,
    )
    const commit = readCommit({ ...signed_header.commit, signatures })
    expect(() => new ValidatorSet(validators).verifyCommit('og-synthetic-1', commit)).toThrow(
      code('REJECTED_COMET_POWER'),
    )
  })
})
