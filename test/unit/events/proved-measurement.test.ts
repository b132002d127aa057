import { generateKeyPairSync } from 'node:crypto'
import type { Hex } from 'viem'
import { concat, encodeFunctionData, parseAbi } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { pcrHashOf, teeIdOf } from '../../../src/claim/hash.ts'
import { toHex } from '../../../src/claim/hex.ts'
import { decoders } from '../../../src/indexer/events/opengradient/tee-registry-v1.ts'
import { bindKeys, makeDocument, PCRS } from '../../support/nitro-authority.ts'
import { account, contextOf, decode, emit, SENDER } from './encode.ts'

const abi = parseAbi([
  'function registerTEEWithAttestation(bytes attestationDocument, bytes signingPublicKey, bytes tlsCertificate, address paymentAddress, string endpoint, uint8 teeType)',
])
const REGISTERED = 'event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType)'
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const KEY = publicKey.export({ format: 'der', type: 'spki' })
const TLS = Buffer.from('3082', 'hex')
const TEE = teeIdOf(KEY)
const userData = bindKeys(TLS, KEY)

const measured = (pcrs: ReadonlyMap<number, Uint8Array>) =>
  pcrHashOf(...([0, 1, 2].map((each) => pcrs.get(each)) as [Uint8Array, Uint8Array, Uint8Array]))
const good = makeDocument({ userData })
const OTHER_PCRS = new Map([0, 1, 2].map((each) => [each, Buffer.alloc(48, 0x77 + each)]))

function register(document: Uint8Array, tls: Uint8Array = TLS): Hex {
  const args = [toHex(document), toHex(KEY), toHex(tls), account('ab'), 'https://node.invalid', 0] as const
  return encodeFunctionData({ abi, functionName: 'registerTEEWithAttestation', args })
}

/** The measurement that the facts hold of a registration by another contract with these calls in its input. */
function measurementOf(
  calls: readonly Hex[],
  { roots = [good.root], at = good.at, to = account('99') as Hex | null } = {},
): unknown {
  const [log] = emit([{ event: REGISTERED, args: { teeId: TEE, owner: SENDER, teeType: 0 } }], {
    to: to as never,
    input: concat(['0x8d80ff0a', ...calls]),
  })
  if (!log) throw new Error('one log was emitted')
  const timed = { ...log, block: { ...log.block, timestamp: BigInt(Math.floor(at.getTime() / 1000)) } }
  const [fact] = decode(decoders, timed, { ...contextOf({}), roots })
  return (fact?.row as { measurement: unknown }).measurement
}

describe('the measurement of a registration that another contract made', () => {
  test('is what the document in its input proves: the hardware signed it for the registered key', () => {
    expect(measurementOf([register(good.document)])).toBe(measured(PCRS))
  })

  const later = new Date(good.at.getTime() + 301_000)
  const forged = makeDocument({ userData })
  const altered = Buffer.from(good.document)
  altered.set([(altered[altered.length - 1] as number) ^ 1], altered.length - 1)
  test.each<[string, readonly Hex[], Parameters<typeof measurementOf>[1]?]>([
    ['that an authority nobody trusts signed', [register(forged.document)]],
    ['whose signature does not hold', [register(altered)]],
    ['that binds no key', [register(makeDocument().document)], { roots: [] }],
    ['that is older than a registry takes', [register(good.document)], { at: later }],
    ['of another TLS certificate', [register(good.document, Buffer.from('3083', 'hex'))]],
    ['that is no document', [register(Buffer.from('ff', 'hex'))]],
    ['that is empty', [register(Buffer.alloc(0))]],
  ])('is null where it is a document %s: alone in the input, it may be a decoy', (_, calls, given) => {
    expect(measurementOf(calls, given)).toBeNull()
  })

  test('is null where the document is real and of another node: its key is not bound', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const own = makeDocument({ userData: bindKeys(TLS, other.export({ format: 'der', type: 'spki' })) })
    expect(measurementOf([register(own.document)], { roots: [own.root] })).toBeNull()
  })

  test('is that of the document which proves itself, whatever decoys stand before and behind it', () => {
    const decoys = [register(forged.document), register(Buffer.from('ff', 'hex'))] as const
    expect(measurementOf([decoys[0], register(good.document), decoys[1]])).toBe(measured(PCRS))
  })

  test('is null where two documents prove different code for one key, and that of both where they prove the same', () => {
    const [one, two] = [good, makeDocument({ userData, pcrs: OTHER_PCRS })]
    const roots = [one.root, two.root]
    expect(measurementOf([register(one.document), register(two.document)], { roots })).toBeNull()
    const again = makeDocument({ userData })
    const same = [register(one.document), register(again.document)]
    expect(measurementOf(same, { roots: [one.root, again.root] })).toBe(measured(PCRS))
  })

  test('is null where more documents stand there than are verified, and where more calls than are looked at', () => {
    const junk = Array.from({ length: 4 }, (_, i) => register(Buffer.from([i])))
    expect(measurementOf([register(good.document), ...junk])).toBeNull()
    const copies = Array.from({ length: 257 }, () => register(good.document))
    expect(measurementOf(copies.slice(0, 200))).toBe(measured(PCRS))
    expect(measurementOf(copies)).toBeNull()
  })
})
