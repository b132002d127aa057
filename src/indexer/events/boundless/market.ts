import { Address, type Hash32, type Hex, toHex } from '../../../claim/hex.ts'
import { clientOf } from '../../../market/step.ts'
import { declareLog } from '../abi.ts'
import { OWN_COIN } from '../abi-words.ts'
import type { ChainLog, ChainTransaction, EventContext, EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import type { Fact } from '../facts.ts'
import { readRefusal } from './refusal.ts'
import { type Domain, findRequest, type ProofRequest, type RequestShape, readRequest } from './request.ts'
import { Words } from './words.ts'

type StepRow = Extract<Fact, { kind: 'market_step' }>['row']

/** A step with what its log says; the rest is null. */
export function toStep(row: Partial<StepRow> & Pick<StepRow, 'step'>): Fact {
  const none = { request_id: null, request: null, account: null, token: null, amount: null, burned: null }
  return { kind: 'market_step', row: { ...none, refusal: null, detail: null, priced: null, ...row } }
}

function toOffer(
  { id, offer, predicateType, predicate, selector }: ProofRequest,
  request: Hash32,
  seenIn: 'locked' | 'submitted' | 'call',
): Fact {
  return {
    kind: 'market_offer',
    row: {
      request,
      request_id: id,
      requester: Address(clientOf(id)),
      seen_in: seenIn,
      min_price: offer.minPrice,
      max_price: offer.maxPrice,
      ramp_up_start: offer.rampUpStart,
      ramp_up_period: offer.rampUpPeriod,
      lock_timeout: offer.lockTimeout,
      timeout: offer.timeout,
      lock_collateral: offer.lockCollateral,
      predicate_type: predicateType,
      predicate,
      selector,
    },
  }
}

/** The token that is pledged at the market that emitted a log. @throws TypeError where network.json does not say */
function collateralOf({ contract }: EventContext): Address {
  if (contract.collateral === undefined)
    throw new TypeError(`network.json does not say which token is pledged at ${contract.name} (collateral)`)
  return contract.collateral
}

function domainOf(log: ChainLog, { contract }: EventContext): Domain {
  return { chain: contract.chain, market: log.address }
}

/**
 * RequestSubmitted and RequestLocked of a shape. Their requests are read from the data itself: the digest is over bytes, and a text
 * that is no UTF-8 has to stay what it is.
 */
export function requestDecoders(
  shape: RequestShape,
  declarations: { readonly submitted: `event ${string}`; readonly locked: `event ${string}` },
): EventDecoder[] {
  return [
    byData(declarations.submitted, (log, context) => {
      const { request, digest } = readRequest(Words.of(log.data).at(0), shape, domainOf(log, context))
      // Anybody can submit in anybody's name: the signature is not checked, so this is not yet a demand.
      return [
        toOffer(request, digest, 'submitted'),
        toStep({ step: 'submitted', request_id: request.id, request: digest }),
      ]
    }),
    byData(declarations.locked, (log, context) => {
      const words = Words.of(log.data)
      const { request, digest } = readRequest(words.at(1), shape, domainOf(log, context))
      return [
        toOffer(request, digest, 'locked'),
        toStep({
          step: 'locked',
          request_id: request.id,
          request: digest,
          account: Address(toHex(words.words(0).subarray(12))),
          token: collateralOf(context),
          amount: request.offer.lockCollateral,
        }),
      ]
    }),
  ]
}

function byData(
  declaration: `event ${string}`,
  toFacts: (log: ChainLog, context: EventContext) => readonly Fact[],
): EventDecoder {
  const { name, topic } = declareLog(declaration)
  return { name, topic, logOnly: true, toFacts }
}

/** What a delivery says of itself, whatever the shape of its log. */
export interface Delivered {
  readonly requestId: bigint
  readonly request: Hash32
  readonly prover: Address
}

/** The step of a delivery, and the offer of its request where the transaction's call carries it. */
export function toDelivery(
  { requestId, request, prover }: Delivered,
  log: ChainLog,
  context: EventContext,
  shape: RequestShape,
): Fact[] {
  const refusal = findRefusal(log)
  const isPlain = isUnpriced(log, shape)
  const where = { shape, domain: domainOf(log, context) }
  const offered = isPlain ? undefined : findRequest(inputOf(log.transaction), requestId, request, where)
  return [
    toStep({
      step: 'delivered',
      request_id: requestId,
      request,
      account: prover,
      token: OWN_COIN,
      amount: refusal?.paid ?? null,
      refusal: refusal?.name ?? null,
      detail: refusal?.error ?? null,
      priced: isPlain ? false : offered ? true : null,
    }),
    ...(offered ? [toOffer(offered, request, 'call')] : []),
  ]
}

// One call carries the requests of all its deliveries, and each of them looks for its own.
const inputs = new WeakMap<ChainTransaction, Buffer>()

function inputOf(transaction: ChainTransaction): Buffer {
  const known = inputs.get(transaction)
  if (known) return known
  const bytes = Buffer.from(transaction.input.slice(2), 'hex')
  inputs.set(transaction, bytes)
  return bytes
}

/** A call of the market itself that prices nothing; any other may price in a form that is not known here. */
function isUnpriced({ address, transaction }: ChainLog, { unpriced }: RequestShape): boolean {
  return transaction.to === address && unpriced.has(transaction.input.slice(0, 10))
}

const FAILED = declareLog('event PaymentRequirementsFailed(bytes reason)')

/**
 * Why a delivery was not paid: the log right before it of the same market in the same transaction, unless that says of another
 * request that it has expired, after which no delivery follows.
 */
function findRefusal(log: ChainLog): { name: string; paid: bigint | null; error: Hex } | undefined {
  const own = log.transaction.logs.filter(({ address }) => address === log.address)
  const before = own[own.indexOf(log) - 1]
  if (before?.topics[0] !== FAILED.topic) return undefined
  const { reason } = FAILED.decode(before)
  const refusal = readRefusal(reason)
  return refusal.name === 'RequestIsExpired' ? undefined : { ...refusal, error: reason }
}

const move = (step: 'deposited' | 'withdrawn', account: Hex, token: Address, amount: bigint): Fact =>
  toStep({ step, account, token, amount })

/** What kept its form through all generations. */
export const commonDecoders: readonly EventDecoder[] = [
  event('event Deposit(address indexed account, uint256 value)', ({ account, value }) => [
    move('deposited', account, OWN_COIN as Address, value),
  ]),
  event('event Withdrawal(address indexed account, uint256 value)', ({ account, value }) => [
    move('withdrawn', account, OWN_COIN as Address, value),
  ]),
  /** Stands alone where a request has expired; any other belongs to the delivery behind it, which carries it, too. */
  event('event PaymentRequirementsFailed(bytes reason)', ({ reason }) => [
    toStep({ step: 'refused', refusal: readRefusal(reason).name, detail: reason }),
  ]),
  event(
    'event ProverSlashed(uint256 indexed requestId, uint256 collateralBurned, uint256 collateralTransferred, address collateralRecipient)',
    ({ requestId, collateralBurned, collateralTransferred, collateralRecipient }, _, context) => [
      toStep({
        step: 'slashed',
        request_id: requestId,
        account: collateralRecipient,
        token: collateralOf(context),
        amount: collateralTransferred,
        burned: collateralBurned,
      }),
    ],
  ),
  /** The client's own contract refused to be told; the payment stands. */
  event(
    'event CallbackFailed(uint256 indexed requestId, address callback, bytes reason)',
    ({ requestId, callback, reason }) => [
      toStep({ step: 'callback_failed', request_id: requestId, account: callback, detail: reason }),
    ],
  ),
  /** The implementation says its own version; which code it is, says the event of ERC-1967. */
  event('event Upgraded(uint64 indexed version)', ({ version }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'version', old_value: null, new_value: wordOf(version) },
    },
  ]),
  event('event Initialized(uint64 version)', ({ version }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'initialized', old_value: null, new_value: wordOf(version) },
    },
  ]),
  event('event EIP712DomainChanged()', () => [
    { kind: 'parameter_change', row: { parameter: 'eip712-domain', old_value: null, new_value: null } },
  ]),
]

function wordOf(version: bigint): Hex {
  return toHex(Buffer.from(version.toString(16).padStart(64, '0'), 'hex'))
}

/** Deposits and withdrawals of what is pledged, under the names of a generation. */
export function pledgeDecoders(
  deposit: `event ${string}(address indexed account, uint256 value)`,
  withdrawal: `event ${string}(address indexed account, uint256 value)`,
): EventDecoder[] {
  const changed = (step: 'deposited' | 'withdrawn', account: Hex, token: Address, value: bigint): Fact[] => [
    move(step, account, token, value),
    {
      kind: 'stake_change',
      row: {
        node: account,
        staker: account,
        token,
        delta: step === 'deposited' ? value : -value,
        total: null,
      },
    },
  ]
  return [
    event(deposit as 'event D(address indexed account, uint256 value)', ({ account, value }, _, context) =>
      changed('deposited', account, collateralOf(context), value),
    ),
    event(withdrawal as 'event W(address indexed account, uint256 value)', ({ account, value }, _, context) =>
      changed('withdrawn', account, collateralOf(context), value),
    ),
  ]
}
