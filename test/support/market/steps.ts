import type { MarketStep, Refusal } from '../../../src/market/step.ts'
import type { Emitted, Happened } from './contract.ts'
import { digestOf, type TestRequest } from './requests.ts'

const toOffer = ({ offer }: TestRequest) => ({
  ...offer,
  rampUpPeriod: BigInt(offer.rampUpPeriod),
  lockTimeout: BigInt(offer.lockTimeout),
  timeout: BigInt(offer.timeout),
})

/** What happened as the rules are given it, and the offers that logs and calls show. */
export function toSteps(happened: readonly Happened[]) {
  const offers = new Map<string, ReturnType<typeof toOffer>>()
  const steps = happened.flatMap(({ at, logs, priced, way }) => {
    const carried = new Set(priced.map(digestOf))
    const isPriced = (request: TestRequest) =>
      way !== 'hidden' && carried.has(digestOf(request)) ? true : way === 'direct' ? false : null
    if (way !== 'hidden') for (const each of priced) offers.set(digestOf(each), toOffer(each))
    return logs.flatMap((log, index) => {
      if (log.event === 'RequestSubmitted') offers.set(digestOf(log.request), toOffer(log.request))
      const step = toStep(at, log, logs[index - 1], isPriced)
      return step ? [step] : []
    })
  })
  return { steps, offerOf: (request: string) => offers.get(request) }
}

function toStep(
  at: bigint,
  log: Emitted,
  before: Emitted | undefined,
  isPriced: (request: TestRequest) => boolean | null,
): MarketStep | undefined {
  switch (log.event) {
    case 'Deposit':
    case 'CollateralDeposit':
    case 'Withdrawal':
    case 'CollateralWithdrawal': {
      const asset = log.event.startsWith('Collateral') ? 'collateral' : 'coin'
      const step = log.event.endsWith('Deposit') ? 'deposited' : 'withdrawn'
      return { step, at, asset, account: log.account, amount: log.value }
    }
    case 'RequestLocked': {
      const { request, prover } = log
      return {
        step: 'locked',
        at,
        requestId: request.id,
        request: digestOf(request),
        prover,
        offer: toOffer(request),
      }
    }
    case 'ProofDelivered': {
      const { request, prover } = log
      return {
        step: 'delivered',
        at,
        requestId: request.id,
        request: digestOf(request),
        prover,
        refusal: toRefusal(before),
        isPriced: isPriced(request),
      }
    }
    case 'ProverSlashed': {
      const { id, burned, transferred, recipient } = log
      return { step: 'slashed', at, requestId: id, burned, transferred, recipient }
    }
    default:
      return undefined
  }
}

function toRefusal(before: Emitted | undefined): Refusal | null {
  if (before?.event !== 'PaymentRequirementsFailed' || before.error.name === 'RequestIsExpired') return null
  const { name, args } = before.error
  if (name === 'PartialPayment') return { name, paid: args[1] as bigint }
  return { name: name as 'RequestIsLocked' }
}
