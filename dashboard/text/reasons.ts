import { FAILURES } from './failures.ts'

/** Why a number is missing, and what would fill it. The codes are those of docs/methodology/figure.md. */
const REASONS: Readonly<Record<string, { readonly short: string; readonly long: string }>> = {
  NETWORK_CLASS: {
    short: 'no real money',
    long: 'This network’s own money is worth nothing outside of it, so it has no value in dollars.',
  },
  NO_PRICE: {
    short: 'no price',
    long: 'No price series covers this token at that time. Whoever runs this server can add one: see the page on prices.',
  },
  NO_TOKEN: { short: 'token unknown', long: 'The chain does not say in which token this was paid.' },
  NOT_ATTRIBUTABLE: {
    short: 'cannot be attributed',
    long: 'The chain does not say which node this belongs to.',
  },
  NOT_OBSERVED: { short: 'not seen', long: 'Nothing that is indexed shows it.' },
  RECEIPT_UNREAD: {
    short: 'receipt not read',
    long: 'A receipt of that day has not been read, and only it says who paid for the transaction.',
  },
  L1_FEE_NOT_STATED: {
    short: 'data fee not stated',
    long: 'This chain charges for data on its parent chain, and a receipt does not say how much.',
  },
  NOT_STATED: { short: 'not stated', long: 'The log that would say it has no such number.' },
  NOT_APPLICABLE: { short: 'does not apply', long: 'The question makes no sense here.' },
  NO_CONFIDENTIAL_MODE: {
    short: 'no confidential mode',
    long: 'This machine cannot keep a workload secret from its owner, so it cannot do this role.',
  },
  ROLE_UNKNOWN: {
    short: 'no costs of the role',
    long: 'Nobody says what the node does, or there is no model here of what doing it costs.',
  },
  COST_UNKNOWN: {
    short: 'cost unknown',
    long: 'A cost is missing that neither you nor the catalogue gives.',
  },
  SEVERITY_UNKNOWN: { short: 'size of the loss unknown', long: 'How much a penalty takes is not known.' },
  UNDISCLOSED: { short: 'not published', long: 'The network has not published this rule.' },
  NO_DENOMINATOR: { short: 'nothing to divide by', long: 'There was nothing to compare it with.' },
  WINDOW_TOO_SHORT: { short: 'too short a time', long: 'Less was seen than such a rate needs.' },
  INSUFFICIENT_DATA: { short: 'too little data', long: 'Too little was seen to say it honestly.' },
  NO_ROOT: { short: 'no solution', long: 'No yearly rate explains these payments.' },
  MULTIPLE_ROOTS: { short: 'several solutions', long: 'More than one yearly rate explains these payments.' },
  NEVER_WITHIN_HORIZON: {
    short: 'not within the horizon',
    long: 'It does not happen in the time that was simulated.',
  },
  NOT_RANKED: {
    short: 'beyond the first 1,000',
    long: 'The API ranks at most 1,000 nodes by one figure, and this one is not among them. Its own page has the figure.',
  },
  NOT_ASKED: {
    short: 'not asked',
    long: 'It takes a question of its own for each node, and those with the highest income of the list are asked first. Its own page has it; a filter brings others to the front.',
  },
  ASKED: { short: 'being worked out', long: 'The API is still working it out.' },
  NOT_REPORTED: { short: 'not reported', long: 'The event of this chain has no such amount.' },
  RULE_UNKNOWN: { short: 'rule not known', long: 'There is no rule here for what this was taken for.' },
  PARAMETER_UNREAD: {
    short: 'rules not read yet',
    long: 'No reading of the chain’s parameters reaches this block: one is made every hundred blocks, and the next one covers it where it finds the same.',
  },
  PARAMETER_CHANGED: {
    short: 'rules changed about then',
    long: 'The readings before and after this block differ: nobody knows on which side of it the change lies.',
  },
  POWER_UNKNOWN: {
    short: 'power not known',
    long: 'The block before, whose validators count here, is not indexed.',
  },
  SHARED_UNKNOWN: {
    short: 'what was shared out not reported',
    long: 'The block has no event of what was shared out.',
  },
  REWARDS_UNKNOWN: {
    short: 'rewards not reported',
    long: 'The block has no event of the rewards that it is a part of.',
  },
  PROVISIONS_UNKNOWN: {
    short: 'provisions not reported',
    long: 'The block has no event of what is made anew in a year.',
  },
  NOT_REACHED: { short: 'not reached yet', long: 'It had not happened when the window ended.' },
}

/** A reason in words: also the code of a question that was refused. An unknown code is shown as it is. */
export function reasonOf(code: string | null): { readonly short: string; readonly long: string } {
  const known = REASONS[code ?? '']
  if (known) return known
  const short = (code ?? 'not known').toLowerCase().replaceAll('_', ' ')
  const failure = FAILURES[code ?? '']
  return { short, long: failure ? `${failure.meaning} ${failure.remedy}`.trim() : (code ?? '') }
}
