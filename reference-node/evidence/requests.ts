import { decodeAbiParameters, encodeAbiParameters, keccak256, parseAbiParameters, toHex } from 'viem/utils'
import { type Address, Hash32, type Hex, toBytes } from '../../src/claim/hex.ts'

// Read and hashed here again, not by the indexer's reader: an error there must not be agreed with here. A client's text is taken as
// bytes, for it may be no text. Source: IBoundlessMarket of boundless-xyz/boundless; EIP-712.
const REQUEST = parseAbiParameters(
  '(uint256 id, ((address addr, uint96 gasLimit) callback, (uint8 predicateType, bytes data) predicate, bytes4 selector) requirements, bytes imageUrl, (uint8 inputType, bytes data) input, (uint256 minPrice, uint256 maxPrice, uint64 rampUpStart, uint32 rampUpPeriod, uint32 lockTimeout, uint32 timeout, uint256 lockCollateral) offer)',
)
const CALLBACK = 'Callback(address addr,uint96 gasLimit)'
const INPUT = 'Input(uint8 inputType,bytes data)'
const OFFER =
  'Offer(uint256 minPrice,uint256 maxPrice,uint64 rampUpStart,uint32 rampUpPeriod,uint32 lockTimeout,uint32 timeout,uint256 lockCollateral)'
const PREDICATE = 'Predicate(uint8 predicateType,bytes data)'
const REQUIREMENTS = 'Requirements(Callback callback,Predicate predicate,bytes4 selector)'
const PROOF_REQUEST =
  'ProofRequest(uint256 id,Requirements requirements,string imageUrl,Input input,Offer offer)'
const typeHash = (...types: readonly string[]) => keccak256(toHex(types.join('')))
const TYPES = {
  callback: typeHash(CALLBACK),
  input: typeHash(INPUT),
  offer: typeHash(OFFER),
  predicate: typeHash(PREDICATE),
  requirements: typeHash(REQUIREMENTS, CALLBACK, PREDICATE),
  request: typeHash(PROOF_REQUEST, CALLBACK, INPUT, OFFER, PREDICATE, REQUIREMENTS),
  domain: typeHash('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)'),
}

/** Places of the id that are tried: it stands in fills and elsewhere, too. */
const MOST_PLACES = 64

export interface WantedRequest {
  readonly id: bigint
  /** EIP-712 digest, within the market's domain. */
  readonly digest: Hash32
  readonly chainId: number
  readonly market: Address
}

/** What the client of a request asks of its proof, wherever its request stands in these bytes; undefined: not in the first 64 places of its id. */
export function findRequest(
  bytes: Hex,
  { id, digest, chainId, market }: WantedRequest,
): { readonly type: number; readonly data: Uint8Array } | undefined {
  const word = id.toString(16).padStart(64, '0')
  let places = 0
  for (let at = bytes.indexOf(word, 2); at >= 0 && places < MOST_PLACES; at = bytes.indexOf(word, at + 1)) {
    if (at % 2 !== 0) continue
    places++
    const request = read(bytes.slice(at))
    if (!request || digestOf(request, chainId, market) !== digest) continue
    const { predicateType, data } = request.requirements.predicate
    return { type: predicateType, data: toBytes(data) }
  }
  return undefined
}

type Request = NonNullable<ReturnType<typeof read>>

function read(tail: string) {
  try {
    // A tuple with parts of any length stands behind a pointer to it.
    return decodeAbiParameters(REQUEST, `0x${'20'.padStart(64, '0')}${tail}`)[0]
  } catch {
    // The id stands here before something else.
    return undefined
  }
}

function digestOf({ id, requirements, imageUrl, input, offer }: Request, chainId: number, market: Address) {
  const { callback, predicate, selector } = requirements
  const struct = hash('bytes32, uint256, bytes32, bytes32, bytes32, bytes32', [
    TYPES.request,
    id,
    hash('bytes32, bytes32, bytes32, bytes4', [
      TYPES.requirements,
      hash('bytes32, address, uint96', [TYPES.callback, callback.addr, callback.gasLimit]),
      hash('bytes32, uint8, bytes32', [TYPES.predicate, predicate.predicateType, keccak256(predicate.data)]),
      selector,
    ]),
    keccak256(imageUrl),
    hash('bytes32, uint8, bytes32', [TYPES.input, input.inputType, keccak256(input.data)]),
    hash('bytes32, uint256, uint256, uint64, uint32, uint32, uint32, uint256', [
      TYPES.offer,
      offer.minPrice,
      offer.maxPrice,
      offer.rampUpStart,
      offer.rampUpPeriod,
      offer.lockTimeout,
      offer.timeout,
      offer.lockCollateral,
    ]),
  ])
  const domain = hash('bytes32, bytes32, bytes32, uint256, address', [
    TYPES.domain,
    keccak256(toHex('IBoundlessMarket')),
    keccak256(toHex('1')),
    BigInt(chainId),
    market,
  ])
  return Hash32(keccak256(`0x1901${domain.slice(2)}${struct.slice(2)}`))
}

function hash(types: string, values: readonly unknown[]): Hex {
  return keccak256(encodeAbiParameters(parseAbiParameters(types) as never, values as never)) as Hex
}
