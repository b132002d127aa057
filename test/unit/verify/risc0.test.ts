import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blake3ClaimOf, claimDigestOf, sha256 } from '../../../reference-node/checks/risc0/digest.ts'
import { getSealKey, keyDigestOf } from '../../../reference-node/checks/risc0/groth16.ts'
import { decodeInclusion, rootClaimOf, rootOf } from '../../../reference-node/checks/risc0/inclusion.ts'
import { assertPredicate } from '../../../reference-node/checks/risc0/predicate.ts'
import {
  findVerifier,
  selectorOf,
  VERIFIERS,
  type Verifier,
} from '../../../reference-node/checks/risc0/verifiers.ts'
import { describeStopped, verifySeal } from '../../../reference-node/checks/risc0/verify.ts'
import { checkRisc0 } from '../../../reference-node/commands/risc0.ts'
import { Hash32, toBytes, toHex } from '../../../src/claim/hex.ts'
import { toVerdict } from '../../../src/claim/verdict.ts'

const FOLDER = new URL('../../../devnet/market/receipts/', import.meta.url)
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T

interface Receipt {
  readonly seal: string
  readonly selector: string
  readonly imageId: Hash32
  readonly journal: string
  readonly claimDigest: Hash32
}
const RECEIPTS = readdirSync(FOLDER).filter((name) => /^(groth16|set-inclusion)-/.test(name))
const BLAKE3 = read<Receipt>('blake3-groth16-0.0.1.json')
const NOWHERE = { findRootSeal: async () => undefined }
const codeOf = async (check: () => Promise<unknown>) => (await toVerdict(() => check().then(() => ''))).code
const verify = (seal: Uint8Array, claim: string) => verifySeal(seal, Hash32(claim), NOWHERE)

/** The same bytes with one bit turned over. */
function flip(bytes: Uint8Array, at: number): Uint8Array {
  const turned = Uint8Array.from(bytes)
  turned[at] = (turned[at] ?? 0) ^ 1
  return turned
}

describe('verifiers', () => {
  test('have the selectors that follow from their parameters, each of which is published', async () => {
    const published =
      read<readonly { selector: string; version: string; controlRoot?: string }[]>('verifier-parameters.json')
    expect(VERIFIERS).toHaveLength(11)
    for (const verifier of VERIFIERS) {
      const kind = verifier.kind === 'blake3-groth16' ? 'blake3-groth16' : 'groth16'
      const computed = selectorOf(verifier, keyDigestOf(await getSealKey(kind)))
      const row = published.find(({ selector }) => selector === verifier.selector)
      expect(row).toMatchObject({ version: verifier.version })
      expect(`${verifier.version} ${computed}`).toBe(`${verifier.version} ${verifier.selector}`)
    }
  })

  test('that were stopped say so in every answer', async () => {
    expect(describeStopped({ verifier: findVerifier('0x9f39696c') as Verifier })).toMatch(
      /stopped .*2\.0\.0-rc\.3/,
    )
    expect(describeStopped({ verifier: findVerifier('0x73c457ba') as Verifier })).toBe('')
    expect(VERIFIERS.filter((each) => each.stopped).map((each) => each.selector)).toEqual([
      '0x9f39696c',
      '0xf536085a',
      '0x0f63ffd5',
    ])
  })
})

describe.each(RECEIPTS)('%s, a real receipt', (name) => {
  const { seal, imageId, journal, claimDigest } = read<Receipt>(name)
  const bytes = toBytes(seal)

  test('proves its image and journal', async () => {
    expect(claimDigestOf(imageId, sha256(toBytes(journal)))).toBe(claimDigest)
    const found = await checkRisc0(seal, { image: imageId, journal, claim: claimDigest }, toBytes, () => {})
    expect(found.evidence).toMatchObject({ claim: claimDigest, image: imageId })
  })

  test('meets the predicate that it was asked for, and no other', async () => {
    const check = (type: number, data: string) =>
      codeOf(() =>
        checkRisc0(
          seal,
          { image: imageId, journal, predicate: { type, data: toBytes(data as `0x${string}`) } },
          toBytes,
          () => {},
        ),
      )
    expect(await check(2, claimDigest)).toBe('VERIFIED')
    expect(await check(0, `${imageId}${toHex(sha256(toBytes(journal as `0x${string}`))).slice(2)}`)).toBe(
      'VERIFIED',
    )
    expect(await check(1, `${imageId}${journal.slice(2, 6)}`)).toBe('VERIFIED')
    expect(await check(2, imageId)).toBe('REJECTED_PREDICATE')
    expect(await check(7, imageId)).toBe('UNKNOWN_PREDICATE')
  })

  test('proves no other journal, image or claim', async () => {
    const noted: object[] = []
    const check = (image: Hash32, text: string) =>
      codeOf(() => checkRisc0(seal, { image, journal: text }, toBytes, (fields) => noted.push(fields)))
    expect(await check(imageId, `${journal}00`)).toBe('REJECTED_PROOF_INVALID')
    expect(await check(claimDigest, journal)).toBe('REJECTED_PROOF_INVALID')
    expect(noted.length).toBeGreaterThan(0)
    expect(await codeOf(() => verify(bytes, toHex(flip(toBytes(claimDigest), 31))))).toBe(
      'REJECTED_PROOF_INVALID',
    )
    expect(
      await codeOf(() => checkRisc0(seal, { image: imageId, journal, claim: imageId }, toBytes, () => {})),
    ).toBe('REJECTED_CLAIM_DIGEST')
  })

  test('is refused with any word of its proof altered', async () => {
    const proof = bytes.length - (name.startsWith('set') ? 28 : 0) - 256
    for (let word = 0; word < 8; word++) {
      const code = await codeOf(() => verify(flip(bytes, proof + 32 * word + 31), claimDigest))
      expect(code).toMatch(/^REJECTED_PROOF_(NOT_ON_CURVE|SUBGROUP|INVALID|COORDINATE)$/)
    }
    const beyond = Uint8Array.from(bytes).fill(0xff, proof, proof + 32)
    expect(await codeOf(() => verify(beyond, claimDigest))).toBe('REJECTED_PROOF_COORDINATE')
  })
})

describe('selectors', () => {
  const { seal, claimDigest } = read<Receipt>('groth16-3.0.0.json')
  const as = (selector: string) => toBytes(`${selector}${seal.slice(10)}`)

  test('of another version do not fit', async () => {
    expect(await codeOf(() => verify(as('0xbb001d44'), claimDigest))).toBe('REJECTED_PROOF_INVALID')
  })

  test('of fakes are no proof', async () => {
    for (const fake of ['0xffffffff', '0xffff0000'])
      expect(await codeOf(() => verify(as(fake), claimDigest))).toBe('REJECTED_SEAL_FAKE')
  })

  test('that nobody knows are undecided by name', async () => {
    expect(await codeOf(() => verify(as('0x12345678'), claimDigest))).toBe('VERIFIER_KEY_MISSING')
  })

  test('need their proof behind them', async () => {
    expect(await codeOf(() => verify(toBytes(seal.slice(0, -2)), claimDigest))).toBe('REJECTED_SEAL_SHAPE')
    expect(await codeOf(() => verify(toBytes(`${seal}00`), claimDigest))).toBe('REJECTED_SEAL_SHAPE')
    expect(await codeOf(() => verify(toBytes('0x73c4'), claimDigest))).toBe('REJECTED_SEAL_SHAPE')
  })
})

describe('set inclusion', () => {
  const { claimDigests, leaves, paths, root } = read<{
    claimDigests: readonly Hash32[]
    leaves: readonly Hash32[]
    paths: readonly (readonly Hash32[])[]
    root: Hash32
  }>('synthetic-merkle-3.json')

  test('every path leads to the root, and no other does', () => {
    for (const [index, claim] of claimDigests.entries()) {
      expect(rootOf(claim, [])).toBe(leaves[index])
      expect(rootOf(claim, paths[index] ?? [])).toBe(root)
      expect(rootOf(claim, paths[(index + 1) % 3] ?? [])).not.toBe(root)
    }
  })

  test('a root whose proof was seen nowhere is undecided, and found where it stands it decides', async () => {
    const receipt = read<Receipt & { setBuilderImageId: Hash32 }>('set-inclusion-0.9.0.json')
    const { path, rootSeal } = decodeInclusion(toBytes(receipt.seal).subarray(4))
    const hash = rootOf(receipt.claimDigest, path)
    const bare = toBytes(receipt.seal.slice(0, 10))
    expect(await codeOf(() => verify(bare, receipt.claimDigest))).toBe('UNAVAILABLE_PROOF_ROOT')
    const asked: string[] = []
    const findRootSeal = async (root: string) => {
      asked.push(root)
      return rootSeal
    }
    const { root } = await verifySeal(bare, receipt.claimDigest, { findRootSeal })
    expect(root).toMatchObject({ hash, verifier: { version: '3.0.0' } })
    expect(asked).toEqual([hash])
    expect(rootClaimOf(receipt.setBuilderImageId, hash)).toMatch(/^0x[0-9a-f]{64}$/)
    const other = async () => toBytes(read<Receipt>('groth16-3.0.0.json').seal)
    expect(await codeOf(() => verifySeal(bare, receipt.claimDigest, { findRootSeal: other }))).toBe(
      'REJECTED_PROOF_INVALID',
    )
  })

  test('a root proved by a set inclusion is not proved by anything that is known', async () => {
    const nested = async () => toBytes('0x242f9d5b')
    const check = () => verifySeal(toBytes('0x242f9d5b'), claimDigests[0] as Hash32, { findRootSeal: nested })
    expect(await codeOf(check)).toBe('VERIFIER_KEY_MISSING')
  })

  describe('the bytes behind the selector', () => {
    const word = (number: number) => number.toString(16).padStart(64, '0')
    const hash = '11'.repeat(32)
    const shape = (...words: string[]) =>
      codeOf(async () => void decodeInclusion(toBytes(`0x${word(0x20)}${words.join('')}`)))

    // Pointers count from the second word; what is pointed at may lie in any order.
    const [first, second] = [word(0x40), word(0x60)]
    test('may end with a path or with a seal', () => {
      const path = `${word(0x20)}${second}${first}${word(0)}${word(1)}${hash}`
      expect(decodeInclusion(toBytes(`0x${path}`))).toEqual({
        path: [`0x${hash}`],
        rootSeal: Buffer.alloc(0),
      })
      const seal = `${word(0x20)}${first}${second}${word(0)}${word(4)}73c457ba`
      expect(toHex(decodeInclusion(toBytes(`0x${seal}`)).rootSeal)).toBe('0x73c457ba')
      expect(decodeInclusion(toBytes(`0x${word(0x20)}${first}${first}${word(0)}`)).path).toEqual([])
    })

    test.each([
      ['a hash too few', [second, first, word(0), word(2), hash]],
      ['a hash cut off', [second, first, word(0), word(1), hash.slice(2)]],
      ['a seal cut off', [first, second, word(0), word(4), '73c457']],
      ['a seal without its length', [first, second, word(0)]],
      ['a path without its length', [second, first, word(0)]],
      ['a length cut off', [first, second, word(0), word(4).slice(2)]],
      ['a pointer far outside', [first, word(0x1000), word(0), word(0)]],
      ['a pointer of 33 bits', [first, `${'00'.repeat(27)}0100000060`, word(0), word(0)]],
      ['no pointer to the seal', [word(0x20)]],
    ])('are refused with %s', async (_name, words) =>
      expect(await shape(...words)).toBe('REJECTED_SEAL_SHAPE'),
    )
  })

  test('bytes that point out of themselves are no seal', async () => {
    for (const tail of [
      '00'.repeat(31),
      'ff'.repeat(32),
      `${'00'.repeat(31)}20${'00'.repeat(31)}40${'00'.repeat(31)}60${'ff'.repeat(32)}`,
    ])
      expect(await codeOf(() => verify(toBytes(`0x242f9d5b${tail}`), claimDigests[0] ?? ''))).toBe(
        'REJECTED_SEAL_SHAPE',
      )
  })
})

describe('the Blake3 form', () => {
  test('proves its claim, and not the next one', async () => {
    await expect(
      checkRisc0(BLAKE3.seal, { claim: BLAKE3.claimDigest }, toBytes, () => {}),
    ).resolves.toMatchObject({
      evidence: { verifier: { kind: 'blake3-groth16' } },
    })
    const next = toHex(flip(toBytes(BLAKE3.claimDigest), 31))
    expect(await codeOf(() => verify(toBytes(BLAKE3.seal), next))).toBe('REJECTED_PROOF_INVALID')
  })

  test('a claim by its unconfirmed formula is never refused by it', async () => {
    const image = Hash32(`0x${'11'.repeat(32)}`)
    const ask = (journal: string) => checkRisc0(BLAKE3.seal, { image, journal }, toBytes, () => {})
    expect(await codeOf(() => ask(`0x${'22'.repeat(32)}`))).toBe('UNKNOWN_CLAIM_FORMULA')
    expect(await codeOf(() => ask('0x22'))).toBe('REJECTED_JOURNAL_LENGTH')
    const verifier = findVerifier('0x62f049f6')
    if (verifier?.kind !== 'blake3-groth16') throw new Error('no such verifier')
    expect(await blake3ClaimOf(verifier, image, new Uint8Array(32))).toMatch(/^0x00[0-9a-f]{62}$/)
  })
})

describe('predicates', () => {
  const { imageId: image, journal: text, claimDigest: claim } = read<Receipt>('groth16-3.0.0.json')
  const journal = toBytes(text)
  const bytes = (...parts: Uint8Array[]) => Buffer.concat(parts)
  const ask = (type: number, data: Uint8Array, shown: object = { image, journal }) =>
    codeOf(async () => assertPredicate({ type, data }, { claim, ...shown }))

  test('are met by what was asked for', async () => {
    expect(await ask(0, bytes(toBytes(image), sha256(journal)), {})).toBe('VERIFIED')
    expect(await ask(1, bytes(toBytes(image), journal.subarray(0, 4)))).toBe('VERIFIED')
    expect(await ask(1, toBytes(image))).toBe('VERIFIED')
    expect(await ask(2, toBytes(claim), {})).toBe('VERIFIED')
  })

  test('are not met by anything else', async () => {
    expect(await ask(0, bytes(toBytes(image), sha256(image as never)), {})).toBe('REJECTED_PREDICATE')
    expect(await ask(1, bytes(toBytes(image), Buffer.from('x')))).toBe('REJECTED_PREDICATE')
    expect(await ask(1, bytes(toBytes(image), journal, Buffer.from('x')))).toBe('REJECTED_PREDICATE')
    expect(await ask(1, toBytes(claim))).toBe('REJECTED_PREDICATE')
    expect(await ask(1, toBytes(image), { image, journal: Buffer.from('another') })).toBe(
      'REJECTED_PREDICATE',
    )
    expect(await ask(2, toBytes(image), {})).toBe('REJECTED_PREDICATE')
  })

  test('are undecided where the journal is not shown, or nobody knows them', async () => {
    for (const shown of [{}, { image }, { journal }])
      expect(await ask(1, toBytes(image), shown)).toBe('PREDICATE_WITHOUT_JOURNAL')
    expect(await ask(3, new Uint8Array())).toBe('UNKNOWN_PREDICATE')
    for (const type of [0, 1, 2]) expect(await ask(type, new Uint8Array(5))).toBe('REJECTED_PREDICATE_SHAPE')
  })
})
