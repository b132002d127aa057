import type { Hex } from '../../../src/claim/hex.ts'
import { account, encodeLog, hash } from '../../unit/events/encode.ts'
import { CHAIN_ID } from '../indexer.ts'
import type { MockLog, MockTransaction } from '../mockchain/chain.ts'
import { clientIn, type Emitted, type Happened } from './contract.ts'
import { encode, toCall } from './recording.ts'
import { COLLATERAL, MARKET, makeRequest, type TestRequest } from './requests.ts'

/** The market's contracts beside the market itself; `COLLATERAL` is the token that rewards are paid in, too. */
export const STAKES = account('d1')
export const WORK_LOG = account('d2')
export const SETS = account('d3')
export const STOP = account('d4')
/** Of the first block, Unix seconds: the first epoch of work begins there. */
export const ZERO = 1_790_000_000
/** Thirty to an epoch of two days. */
export const BLOCK_SECONDS = 5760
const EPOCH_BLOCKS = 30
const CLIENTS: readonly Hex[] = ['c0', 'c1', 'c2'].map(account)
const PROVERS: readonly Hex[] = ['b0', 'b1', 'b2', 'b3'].map(account)
/** A lock runs out after as many blocks, its request after twice as many. */
const LOCKED_FOR = 4

/**
 * Whatever a market's contracts may write into a block, whether or not it fits what they wrote before: requests of the last blocks are
 * submitted, locked, delivered in every way and slashed, again or without a lock; work, stake and roots of proofs beside them.
 */
export function makeMarketTraffic(random: () => number, block: number): MockTransaction[] {
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T
  const request = () => requestOf(Math.max(0, 3 * block - upTo(30)))
  const happen = (logs: readonly Emitted[], priced: readonly TestRequest[] = []): MockTransaction => {
    const way = pick<Happened['way']>(['direct', 'nested', 'hidden'])
    const call = toCall({ logs, priced, way }, CHAIN_ID)
    return { ...call, logs: logs.map((log) => ({ address: MARKET, ...encode(log, CHAIN_ID) })) }
  }
  const one = (log: MockLog): MockTransaction => ({ logs: [log] })
  const makers: readonly (() => MockTransaction)[] = [
    () => happen([{ event: 'Deposit', account: pick(CLIENTS), value: BigInt(upTo(5000)) }]),
    () => happen([{ event: 'Withdrawal', account: pick(PROVERS), value: BigInt(upTo(500)) }]),
    () => happen([{ event: 'CollateralDeposit', account: pick(PROVERS), value: BigInt(upTo(5000)) }]),
    () => happen([{ event: 'CollateralWithdrawal', account: pick(PROVERS), value: BigInt(upTo(500)) }]),
    () => happen([{ event: 'RequestSubmitted', request: request() }]),
    ...Array<() => MockTransaction>(3).fill(() =>
      happen([{ event: 'RequestLocked', request: request(), prover: pick(PROVERS) }]),
    ),
    ...Array<() => MockTransaction>(5).fill(() => {
      const fills = Array.from({ length: 1 + upTo(2) }, request)
      const priced = fills.filter(() => random() < 0.4)
      return happen(
        fills.flatMap((each) => deliver(each, pick(PROVERS), pick)),
        priced,
      )
    }),
    () => happen([slash(request(), pick(PROVERS), pick)]),
    () => one(workLog(block, pick(PROVERS), BigInt(upTo(1e6)))),
    () => one(workLog(block, pick(PROVERS), BigInt(upTo(1e6)))),
    () => one(epochEnd(Math.max(0, Math.floor(block / EPOCH_BLOCKS) - 1), BigInt(upTo(3e6)))),
    () => one(stake(pick(PROVERS), BigInt(upTo(1e6)))),
    () => one(delegated(pick(PROVERS), pick(PROVERS))),
    () => one(minted(pick(PROVERS), BigInt(upTo(1e6)))),
    () => one(root(upTo(9))),
    () => one(stopped(upTo(1) === 1)),
  ]
  return Array.from({ length: upTo(4) }, () => pick(makers)())
}

const known = new Map<number, TestRequest>()

/** One of three of a block; every fourth has the id of the one before it. */
function requestOf(number: number): TestRequest {
  const client = CLIENTS[number % CLIENTS.length] as Hex
  const before = known.get(number - 1)
  const request =
    known.get(number) ??
    makeRequest(client, number, {
      rampUpStart: BigInt(ZERO + Math.floor(number / 3) * BLOCK_SECONDS),
      rampUpPeriod: 2 * BLOCK_SECONDS,
      lockTimeout: LOCKED_FOR * BLOCK_SECONDS,
      timeout: 2 * LOCKED_FOR * BLOCK_SECONDS,
    })
  if (number % 4 === 3 && before && !known.has(number)) request.id = before.id
  known.set(number, request)
  return request
}

function deliver(request: TestRequest, prover: Hex, pick: <T>(list: readonly T[]) => T): Emitted[] {
  const client = clientIn(request.id)
  const failed = (name: string, ...args: (bigint | Hex)[]): Emitted[] => [
    { event: 'PaymentRequirementsFailed', error: { name, args } },
  ]
  const refusal = pick<Emitted[]>([
    ...Array<Emitted[]>(5).fill([]),
    failed('RequestIsLocked', request.id),
    failed('RequestIsFulfilled', request.id),
    failed('PartialPayment', 3000n, 2000n),
    failed('InsufficientBalance', client),
  ])
  return pick<Emitted[]>([
    [
      { event: 'RequestFulfilled', request, prover },
      ...refusal,
      { event: 'ProofDelivered', request, prover },
    ],
    [...refusal, { event: 'ProofDelivered', request, prover }],
    failed('RequestIsExpired', request.id),
  ])
}

function slash({ id, offer }: TestRequest, prover: Hex, pick: <T>(list: readonly T[]) => T): Emitted {
  const burned = offer.lockCollateral / 2n
  const transferred = offer.lockCollateral - burned
  return { event: 'ProverSlashed', id, burned, transferred, recipient: pick([MARKET, prover]) }
}

const workLog = (block: number, log: Hex, updateValue: bigint): MockLog => ({
  address: WORK_LOG,
  ...encodeLog(
    'event WorkLogUpdated(address indexed workLogId, uint256 epochNumber, bytes32 initialCommit, bytes32 updatedCommit, uint256 updateValue, address valueRecipient)',
    {
      workLogId: log,
      epochNumber: BigInt(Math.floor(block / EPOCH_BLOCKS)),
      initialCommit: hash('01'),
      updatedCommit: hash('02'),
      updateValue,
      valueRecipient: log,
    },
  ),
})

const epochEnd = (epoch: number, totalWork: bigint): MockLog => ({
  address: WORK_LOG,
  ...encodeLog('event EpochFinalized(uint256 indexed epoch, uint256 totalWork)', {
    epoch: BigInt(epoch),
    totalWork,
  }),
})

const stake = (owner: Hex, amount: bigint): MockLog => ({
  address: STAKES,
  ...encodeLog('event StakeCreated(uint256 indexed tokenId, address indexed owner, uint256 amount)', {
    tokenId: 1n,
    owner,
    amount,
  }),
})

const delegated = (delegator: Hex, toDelegate: Hex): MockLog => ({
  address: STAKES,
  ...encodeLog(
    'event RewardDelegateChanged(address indexed delegator, address indexed fromDelegate, address indexed toDelegate)',
    { delegator, fromDelegate: delegator, toDelegate },
  ),
})

const minted = (recipient: Hex, amount: bigint): MockLog => ({
  address: COLLATERAL,
  ...encodeLog('event PoVWRewardsClaimed(address indexed recipient, uint256 amount)', { recipient, amount }),
})

const root = (number: number): MockLog => ({
  address: SETS,
  ...encodeLog('event VerifiedRoot(bytes32 indexed root, bytes seal)', {
    root: hash(`a${number}`),
    seal: '0x73c457ba',
  }),
})

const stopped = (isStopped: boolean): MockLog => ({
  address: STOP,
  ...encodeLog(`event ${isStopped ? 'Paused' : 'Unpaused'}(address account)`, { account: PROVERS[0] }),
})
