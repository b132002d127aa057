import { type Address, type Hash32, type Hex, hashOf, toHex } from '../../../claim/hex.ts'
import { keccakBytes } from '../../../claim/keccak.ts'
import type { Offer } from '../../../market/offer.ts'
import { Words } from './words.ts'

/** A client's request as far as anything here follows from it. */
export interface ProofRequest {
  readonly id: bigint
  readonly offer: Offer
  readonly predicateType: bigint
  readonly predicate: Hex
  /** First four bytes that the seal must have; zero: any. */
  readonly selector: Hex
  readonly inputType: bigint
  readonly input: Hex
}

/** A generation of requests: how its requirements begin, and what its types are called where they are hashed. */
export interface RequestShape {
  /** Words of the requirements before the callback. */
  readonly imageWords: 0 | 1
  readonly requirements: string
  readonly offer: string
  /** Selectors of calls that deliver and price nothing: fulfill, fulfillAndWithdraw, and both with a root before. */
  readonly unpriced: ReadonlySet<string>
}

/** Since 2025-09. Source: BoundlessMarket.mainnet-v1. */
export const CURRENT: RequestShape = {
  imageWords: 0,
  requirements: 'Requirements(Callback callback,Predicate predicate,bytes4 selector)',
  offer:
    'Offer(uint256 minPrice,uint256 maxPrice,uint64 rampUpStart,uint32 rampUpPeriod,uint32 lockTimeout,uint32 timeout,uint256 lockCollateral)',
  unpriced: new Set(['0x41d3ab69', '0x15d7a240', '0x2e107a90', '0xd4bd257b']),
}

/** Versions 0.10 to 0.14. Source: IBoundlessMarket.stake-era-v0.10. */
export const STAKE_ERA: RequestShape = {
  imageWords: 1,
  requirements: 'Requirements(bytes32 imageId,Callback callback,Predicate predicate,bytes4 selector)',
  offer:
    'Offer(uint256 minPrice,uint256 maxPrice,uint64 biddingStart,uint32 rampUpPeriod,uint32 lockTimeout,uint32 timeout,uint256 lockStake)',
  unpriced: new Set(['0x487c7b8c', '0x5f37a503', '0x8e3b6945', '0x7ed75e36']),
}

/** Where a request's digest is valid. */
export interface Domain {
  readonly chain: number
  readonly market: Address
}

export interface ReadRequest {
  readonly request: ProofRequest
  /** EIP-712, within the domain: the one identity of a request, for clients reuse ids. */
  readonly digest: Hash32
}

const CALLBACK = 'Callback(address addr,uint96 gasLimit)'
const INPUT = 'Input(uint8 inputType,bytes data)'
const PREDICATE = 'Predicate(uint8 predicateType,bytes data)'
const HEAD = 'ProofRequest(uint256 id,Requirements requirements,string imageUrl,Input input,Offer offer)'
const OFFER_WORDS = 7

/**
 * Reads the request whose first word stands at the words' beginning, with its digest. Whoever calls compares the digest: what a
 * stranger wrote decodes to something as well.
 * @throws RangeError when a word or pointer leads out of the bytes
 */
export function readRequest(words: Words, shape: RequestShape, domain: Domain): ReadRequest {
  const requirements = words.at(1)
  const callback = shape.imageWords
  const predicate = requirements.at(callback + 2)
  const selector = requirements.words(callback + 3)
  const input = words.at(3)
  const offerWords = words.words(4, OFFER_WORDS)
  const [predicateBytes, inputBytes] = [predicate.bytes(1), input.bytes(1)]
  const types = typesOf(shape)
  const struct = keccakBytes(
    types.request,
    words.words(0),
    keccakBytes(
      types.requirements,
      requirements.words(0, shape.imageWords),
      keccakBytes(types.callback, requirements.words(callback, 2)),
      keccakBytes(types.predicate, predicate.words(0), keccakBytes(predicateBytes)),
      selector,
    ),
    keccakBytes(words.bytes(2)),
    keccakBytes(types.input, input.words(0), keccakBytes(inputBytes)),
    keccakBytes(types.offer, offerWords),
  )
  const digest = hashOf(keccakBytes(SIGNED, separatorOf(domain), struct))
  return { digest, request: toRequest() }

  function toRequest(): ProofRequest {
    const [minPrice, maxPrice, rampUpStart, rampUpPeriod, lockTimeout, timeout, lockCollateral] = Array.from(
      { length: OFFER_WORDS },
      (_, index) => words.number(4 + index),
    ) as [bigint, bigint, bigint, bigint, bigint, bigint, bigint]
    return {
      id: words.number(0),
      offer: { minPrice, maxPrice, rampUpStart, rampUpPeriod, lockTimeout, timeout, lockCollateral },
      predicateType: predicate.number(0),
      predicate: toHex(predicateBytes),
      selector: toHex(selector.subarray(0, 4)),
      inputType: input.number(0),
      input: toHex(inputBytes),
    }
  }
}

const MAX_PLACES = 256

/**
 * The request with this digest, where it stands in a call at any depth: accounts, multicalls and markets of other versions carry it
 * as it was signed. Its id is its first word, so each place that has the id is tried, and only the digest decides. Undefined when the
 * call does not hold it, e.g. because it is compressed. At most 256 places are looked at.
 */
export function findRequest(
  bytes: Buffer,
  id: bigint,
  digest: Hash32,
  { shape, domain }: { readonly shape: RequestShape; readonly domain: Domain },
): ProofRequest | undefined {
  const wanted = Buffer.from(id.toString(16).padStart(64, '0'), 'hex')
  let places = 0
  for (let at = bytes.indexOf(wanted); at >= 0 && places < MAX_PLACES; at = bytes.indexOf(wanted, at + 1)) {
    places++
    const found = tryRead(new Words(bytes, at), shape, domain)
    if (found?.digest === digest) return found.request
  }
  return undefined
}

function tryRead(words: Words, shape: RequestShape, domain: Domain): ReadRequest | undefined {
  try {
    return readRequest(words, shape, domain)
  } catch (error) {
    // The id stands in fills and elsewhere, too: what follows there is no request.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

interface Types {
  readonly request: Uint8Array
  readonly requirements: Uint8Array
  readonly callback: Uint8Array
  readonly predicate: Uint8Array
  readonly input: Uint8Array
  readonly offer: Uint8Array
}

const known = new Map<RequestShape, Types>()

/** Hashes of the types, as EIP-712 encodes them: each with those that it refers to, sorted by name. */
function typesOf(shape: RequestShape): Types {
  const found = known.get(shape)
  if (found) return found
  const types = {
    request: hashText(HEAD + CALLBACK + INPUT + shape.offer + PREDICATE + shape.requirements),
    requirements: hashText(shape.requirements + CALLBACK + PREDICATE),
    callback: hashText(CALLBACK),
    predicate: hashText(PREDICATE),
    input: hashText(INPUT),
    offer: hashText(shape.offer),
  }
  known.set(shape, types)
  return types
}

/** What stands before the domain in what is signed. Source: EIP-712. */
const SIGNED = Uint8Array.of(0x19, 0x01)
const DOMAIN_TYPE = hashText(
  'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
)
const NAME = hashText('IBoundlessMarket')
const VERSION = hashText('1')
const separators = new Map<string, Uint8Array>()

function separatorOf({ chain, market }: Domain): Uint8Array {
  const key = `${chain} ${market}`
  const found = separators.get(key)
  if (found) return found
  const place = Buffer.from(chain.toString(16).padStart(64, '0') + market.slice(2).padStart(64, '0'), 'hex')
  const separator = keccakBytes(DOMAIN_TYPE, NAME, VERSION, place)
  separators.set(key, separator)
  return separator
}

function hashText(text: string): Uint8Array {
  return keccakBytes(Buffer.from(text))
}
