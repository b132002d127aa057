import { sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { CometChain } from '../../../devnet/validators/chain.ts'
import { makeSigners, type Signer } from '../../../devnet/validators/signers.ts'
import { type CometBlock, verifyBlock, verifyLink } from '../../../src/chain/cometbft/block.ts'
import { type Commit, readCommit, signBytes, VOTE } from '../../../src/chain/cometbft/commit.ts'
import { type DuplicateVote, verifyDuplicateVote } from '../../../src/chain/cometbft/evidence.ts'
import { ValidatorSet } from '../../../src/chain/cometbft/validator-set.ts'
import { readValidator } from '../../../src/chain/cometbft/validators.ts'
import type { RpcObject } from '../../../src/chain/fields.ts'
import { expectCode, flip } from '../../support/codes.ts'

// Each case breaks one rule and keeps all others: without that one step it would be accepted, or refused as another.
const CHAIN = 'votes-1'
const signers = makeSigners(4, 'votes')
const chain = new CometChain(CHAIN, signers)
for (let height = 1; height <= 3; height++) chain.mine({})
const blockAt = (height: number) => verifyBlock(chain.blocks.get(height) as RpcObject)
const [before, block] = [blockAt(2), blockAt(3)]
const lastCommit = block.lastCommit as Commit
const other = { hash: Buffer.alloc(32, 9), parts: { total: 1, hash: Buffer.alloc(32, 9) } }

describe('a block does not follow another', () => {
  const header = (changes: Partial<CometBlock['header']>): CometBlock => ({
    ...block,
    header: { ...block.header, ...changes },
  })
  const commit = (changes: Partial<Commit>): CometBlock => ({
    ...block,
    lastCommit: { ...lastCommit, ...changes },
  })
  it('unless something is wrong with it', () => expect(() => verifyLink(before, block)).not.toThrow())
  it.each<[string, CometBlock]>([
    ['of another height', header({ height: 4 })],
    ['of the same height', header({ height: 2 })],
    ['of another chain', header({ chainId: 'votes-2' })],
    ['that names another one before it', header({ lastBlockId: other })],
    ['with validators that were not announced', header({ validatorsHash: Buffer.alloc(32, 9) })],
    ['without a commit', { ...block, lastCommit: null }],
    ['with the commit of another height', commit({ height: 1 })],
    ['with a commit of another block', commit({ blockId: other })],
  ])('%s', (_name, changed) => expectCode(() => verifyLink(before, changed), 'REJECTED_COMET_LINK'))
})

describe('a commit', () => {
  const validators = (chain.validators.get(2) ?? []).map(readValidator)
  const judge = (signatures: Commit['signatures']) =>
    new ValidatorSet(validators).verifyCommit(CHAIN, { ...lastCommit, signatures })
  const { signatures } = lastCommit
  const withFirst = (changes: object) =>
    signatures.map((each, index) => (index === 0 ? { ...each, ...changes } : each))
  const absent = { flag: VOTE.absent, validator: new Uint8Array(), signature: new Uint8Array() }

  it('may lack less than a third of the power', () => {
    expect(judge(signatures)).toEqual({ signed: 40_000n, total: 40_000n, absent: [] })
    expect(judge(withFirst(absent))).toMatchObject({ signed: 30_000n, total: 40_000n })
  })
  it('of exactly two thirds of the power is too little', async () => {
    const three = makeSigners(3, 'thirds')
    const small = new CometChain('thirds-1', three)
    for (let height = 1; height <= 2; height++) small.mine({})
    const commit = readCommit(
      (small.blocks.get(2) as { block: { last_commit: RpcObject } }).block.last_commit,
    )
    const set = new ValidatorSet((small.validators.get(1) ?? []).map(readValidator))
    expect(set.verifyCommit('thirds-1', commit).signed).toBe(30_000n)
    const two = commit.signatures.map((each, index) => (index === 0 ? { ...each, ...absent } : each))
    await expectCode(
      () => set.verifyCommit('thirds-1', { ...commit, signatures: two }),
      'REJECTED_COMET_POWER',
    )
  })
  it.each<[string, string, Commit['signatures']]>([
    ['with a place too few', 'REJECTED_COMET_COMMIT', signatures.slice(1)],
    ['with its last place missing', 'REJECTED_COMET_COMMIT', signatures.slice(0, -1)],
    ['with a place too many', 'REJECTED_COMET_COMMIT', [...signatures, ...signatures.slice(3)]],
    ['with a vote of a kind that there is not', 'REJECTED_COMET_COMMIT', withFirst({ flag: 4 })],
    [
      'with the address of another validator',
      'REJECTED_COMET_COMMIT',
      withFirst({ validator: signatures[1]?.validator }),
    ],
    [
      'with a signature altered',
      'REJECTED_COMET_SIGNATURE',
      withFirst({ signature: flip(signatures[0]?.signature ?? Buffer.alloc(64), 5) }),
    ],
    ['that calls a vote for it one for nothing', 'REJECTED_COMET_SIGNATURE', withFirst({ flag: VOTE.nil })],
  ])('%s is refused', (_name, code, changed) => expectCode(() => judge(changed), code))
})

describe('two votes', () => {
  const [guilty, innocent] = signers as [Signer, Signer]
  const key = Buffer.from(guilty.pubKey, 'base64')
  const validator = Buffer.from(guilty.address, 'hex')
  const time = { seconds: 1_767_225_600, nanos: 0 }
  /** Signed by the guilty one, whatever it says. */
  const vote = (changes: Partial<DuplicateVote['a']> = {}): DuplicateVote['a'] => {
    const ballot = { type: 2, height: 3, round: 0, blockId: block.id, ...changes }
    return {
      ...ballot,
      time,
      validator,
      index: 0,
      signature: sign(null, signBytes(CHAIN, ballot, time), guilty.key),
      extension: new Uint8Array(),
      extensionSignature: new Uint8Array(),
      ...changes,
    }
  }
  const judge = (a: DuplicateVote['a'], b: DuplicateVote['a']) =>
    verifyDuplicateVote(CHAIN, { a, b, totalPower: 40_000n, power: 10_000n, time }, key)
  const second = (changes: Partial<DuplicateVote['a']> = {}) => vote({ blockId: other, ...changes })
  const stranger = { validator: Buffer.from(innocent.address, 'hex') }

  it('for two blocks are a double sign', () =>
    expect(judge(vote(), second())).toEqual({
      validator: `0x${guilty.address.toLowerCase()}`,
      height: 3,
      round: 0,
    }))
  it.each<[string, DuplicateVote['a'], DuplicateVote['a']]>([
    ['of which the first names another validator', vote(stranger), second()],
    ['of which the second names another validator', vote(), second(stranger)],
    ['of two heights', vote(), second({ height: 4 })],
    ['of two rounds', vote(), second({ round: 1 })],
    ['of two kinds', vote(), second({ type: 1 })],
    ['for the same block', vote(), vote()],
    ['of which the first is not signed', vote({ signature: Buffer.alloc(64) }), second()],
    ['of which the second is not signed', vote(), second({ signature: Buffer.alloc(64) })],
  ])('%s are none', (_name, a, b) => expectCode(() => judge(a, b), 'REJECTED_COMET_EVIDENCE'))
})
