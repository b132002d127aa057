import { describe, expect, test } from 'vitest'
import { CometChain, event } from '../../../devnet/validators/chain.ts'
import { makeSigners } from '../../../devnet/validators/signers.ts'
import { encodeSignatures, readCommit } from '../../../src/chain/cometbft/commit.ts'
import { findVotes } from '../../../src/chain/cometbft/votes-text.ts'
import { openBody, packBody, packPlain } from '../../../src/comet/read/body.ts'
import { HeightReader } from '../../../src/comet/read/height-reader.ts'
import { readResults } from '../../../src/comet/read/results.ts'
import { pickBlock, writeResults } from '../../../src/comet/read/write.ts'
import { codeOf } from '../../support/codes.ts'

const signers = makeSigners(3, 'text')
const chain = new CometChain('text-1', signers)
const absent = new Set([signers[1]?.address ?? ''])
for (let at = 1; at <= 3; at++)
  chain.mine({ txs: [Buffer.from(`tx ${at}`)], events: [event('é', { mode: 'EndBlock' })], absent })

const calls = [2, 3].flatMap((height) => [
  { method: 'block', params: [String(height)] },
  { method: 'block_results', params: [String(height)] },
])
const text = toText([2, 3].flatMap((height) => [chain.blocks.get(height), chain.results.get(height)]))

function toText(results: readonly unknown[]): string {
  return JSON.stringify(results.map((result, at) => ({ jsonrpc: '2.0', id: 1 + at, result })))
}

/** What the votes are read as, from the bytes and by JSON alone: the same parts and bytes, or both are refused. */
function readBoth(changed: string | Buffer) {
  const body = Buffer.from(changed)
  return [packBody, packPlain].map((pack) => {
    try {
      const { said, kept } = pack(body, calls, 1)
      return { said, kept: Buffer.from(kept).toString('utf8') }
    } catch {
      return 'refused'
    }
  })
}

describe('votes in a text', () => {
  test('are encoded as those that JSON gives, and the places of whoever is absent are told', () => {
    const found = findVotes(Buffer.from(text))
    const commits = [2, 3].map((height) => {
      const { block } = chain.blocks.get(height) as { block: { last_commit: object } }
      return readCommit(block.last_commit as never)
    })
    expect(found.map(({ encoded }) => encoded.map((each) => Buffer.from(each).toString('hex')))).toEqual(
      commits.map((commit) => encodeSignatures(commit).map((each) => Buffer.from(each).toString('hex'))),
    )
    const places = commits.map(({ signatures }) =>
      signatures.flatMap(({ flag }, at) => (flag === 1 ? [at] : [])),
    )
    expect(found.map((each) => each.absent)).toEqual(places)
    expect(places).toEqual([[expect.any(Number)], [expect.any(Number)]])
  })

  test('give what JSON alone gives', () => {
    const [one, other] = readBoth(text)
    expect(one).not.toBe('refused')
    expect(one).toEqual(other)
    expect(
      openBody(calls, packBody(Buffer.from(text), calls, 1)).map((each) => Object.keys(each ?? {})),
    ).toEqual([['block'], ['results'], ['block'], ['results']])
  })

  test('are kept as JSON writes what is read of an answer', () => {
    const kept = Buffer.from(packBody(Buffer.from(text), calls, 1).kept).toString('utf8')
    const written = [2, 3].flatMap((height) => [
      pickBlock(chain.blocks.get(height) ?? {}),
      writeResults(readResults(chain.results.get(height) ?? {})),
    ])
    expect(kept).toBe(written.map((each) => JSON.stringify(each)).join(''))
  })

  test('with any byte of a commit changed to any of some others are read or refused alike', () => {
    const alone = toText([chain.blocks.get(3)])
    const begin = alone.indexOf('"last_commit"')
    const body = Buffer.from(alone)
    const wrong: string[] = []
    for (let at = begin; at < alone.lastIndexOf(']'); at++)
      for (const letter of '0aA-", ]') {
        const changed = Buffer.from(body)
        changed[at] = letter.charCodeAt(0)
        const [one, other] = readBoth(changed)
        if (JSON.stringify(one) !== JSON.stringify(other)) wrong.push(`${letter} at ${at - begin}`)
      }
    expect(wrong).toEqual([])
  })

  test.each([
    ['with white space', (all: string) => all.replaceAll(':', ': ')],
    [
      'with keys in another order',
      (all: string) => all.replaceAll(/("validator_address":"[^"]*"),("timestamp":"[^"]*")/g, '$2,$1'),
    ],
    [
      'with a key more',
      (all: string) => all.replaceAll('"block_id_flag":2,', '"block_id_flag":2,"more":"\\u0041",'),
    ],
    ['with the list twice', (all: string) => all.replaceAll(/("signatures":\[.*?\])/g, '$1,$1')],
    [
      'with a list of another place',
      (all: string) => all.replace(/("last_commit":.*?("signatures":\[.*?\]))/, '$2,$1'),
    ],
    [
      'with lower-case digits',
      (all: string) => all.replaceAll(/"validator_address":"[^"]*"/g, (each) => each.toLowerCase()),
    ],
    ['with other bits left over', (all: string) => all.replaceAll(/.=="}/g, 'B=="}')],
    ['of no validator', (all: string) => all.replaceAll(/"signatures":\[.*?\]/g, '"signatures":[]')],
    ['cut off', (all: string) => all.slice(0, text.indexOf('"signatures"') + 300)],
  ])('%s are read or refused as JSON has them', (_, change) => {
    const changed = change(text)
    expect(changed).not.toBe(text)
    const [one, other] = readBoth(changed)
    expect(one).toEqual(other)
  })
})

describe('a reader with a thread of its own', () => {
  test('gives what is read without one, and what is refused with its code', async () => {
    const reader = new HeightReader()
    expect(await reader.read(Buffer.from(text), calls, 1)).toEqual(
      openBody(calls, packBody(Buffer.from(text), calls, 1)),
    )
    const lie = text.replace('"chain_id":"text-1"', '"chain_id":"text-2"')
    const [refused, ...others] = await reader.read(Buffer.from(lie), calls, 1)
    expect(refused).toMatchObject({ code: 'REJECTED_COMET_HEADER' })
    expect(others.map((each) => Object.keys(each as object))).toEqual([['results'], ['block'], ['results']])
    expect(await codeOf(() => reader.read(Buffer.from('no JSON'), calls, 1))).toBe('NO_ANSWER_SICK')
    await reader.close()
  })
})
