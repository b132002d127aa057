import { codeOf } from '../../text/codes.ts'
import { faultOf, statementOf } from '../../text/verdicts.ts'
import type { ClaimNow } from './claim-now.ts'

/** What stands about a claim in one or two sentences. Nothing undecided counts as a pass. */
export function claimSentence(
  claim: Pick<ClaimNow, 'verdicts' | 'blockNumber'>,
  checkedTo: number | null,
): string {
  const standing = claim.verdicts.filter((each) => !each.superseded)
  const of = (outcome: string) => standing.filter((each) => each.outcome === outcome)
  const [rejected, verified, undecided] = [of('rejected'), of('verified'), of('undecided')]
  const [first] = rejected
  if (first) {
    const blame = faultOf(first.fault)
    return `Rejected${blame === null ? '' : `, ${blame}`}: ${codeOf(first.code).meaning}.`
  }
  const open = undecided.map((each) => statementOf(each.statement).one)
  const rest = open.length === 0 ? '' : ` Undecided, which is no pass: ${list(open)}.`
  if (verified.length > 0)
    return `Verified: ${list(verified.map((each) => statementOf(each.statement).one))}.${rest}`
  if (undecided.length > 0) return `Nothing about it could be decided.${rest}`
  if (checkedTo !== null && claim.blockNumber > checkedTo)
    return `Nobody has looked at it yet: verdicts are complete up to block ${checkedTo}, and it stands in block ${claim.blockNumber}.`
  return 'No watchdog of this server has looked at it.'
}

const list = (words: readonly string[]) => [...new Set(words)].sort().join(', ')
