import type { ReactNode } from 'react'
import { Failed } from '../../app/states.tsx'
import { To } from '../../app/to.tsx'
import { MixBar } from '../../charts/mix.tsx'
import type { HomeQuery, HomeRoleQuery } from '../../data/generated/graphql.ts'
import type { Answer } from '../../data/use-answer.ts'
import { Dots } from '../../figures/dots.tsx'
import { Filled } from '../../figures/filled.tsx'
import { percent } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { AskedBy } from '../../figures/proof.tsx'
import { countOf, type Reading, shareOf, shownOf } from '../../figures/shown.ts'
import { reasonOf } from '../../text/reasons.ts'
import { checkedParts } from './days.ts'

/** A question, its answer in a sentence, one number with its denominator, one picture, and where to look further. */
function AnswerCard({
  question,
  sentence,
  number,
  picture,
  more,
  why,
}: {
  question: string
  sentence: ReactNode
  number: ReactNode
  picture: ReactNode
  /** What else belongs to the answer, in small. */
  more?: ReactNode
  why: { readonly to: string; readonly words: string }
}) {
  return (
    <article className="answer">
      <h2>{question}</h2>
      <p className="sentence">{sentence}</p>
      <p className="number">{number}</p>
      {picture}
      {more}
      <p className="more">
        <To page={why.to}>{why.words}</To>
      </p>
    </article>
  )
}

/** Did nodes earn more than renting the machine out? */
export function EarnedAnswer({
  answer,
  role,
  machine,
  classes,
}: {
  answer: Answer<HomeRoleQuery>
  role: string
  machine: string
  classes: HomeQuery['networks']
}) {
  const question = 'Did nodes earn more than renting the machine out?'
  const why = { to: 'run', words: 'What you would earn' }
  const worth = classes[0]?.economics?.find((each) => each.class === 'mainnet' || each.class === 'synthetic')
  if (!worth)
    return (
      <AnswerCard
        question={question}
        sentence="No real money here: this network’s own coin has no price."
        number={<span className="missing">nothing to compare</span>}
        picture={null}
        why={why}
      />
    )
  const economics = answer.data?.networks[0]?.economics?.find((each) => each.class === worth.class)
  if (answer.error && !economics)
    return (
      <AnswerCard
        question={question}
        sentence=""
        number={<Failed error={answer.error} />}
        picture={null}
        why={why}
      />
    )
  const found = economics?.role
  if (role === '')
    return (
      <AnswerCard
        question={question}
        sentence="No node of a known role had joined by then."
        number={null}
        picture={null}
        why={why}
      />
    )
  if (!found)
    return (
      <AnswerCard question={question} sentence="Being worked out …" number={null} picture={null} why={why} />
    )
  const above = shownOf(found.daysAboveRent)
  const below = shownOf(found.daysBelowCost)
  const share = above.value ?? (below.value === null ? null : String(1 - Number(below.value)))
  const name = machine.replaceAll('_', ' ')
  const against = above.value === null ? `its ${name} cost` : `its ${name} would rented out`
  return (
    <AskedBy question={answer.question}>
      <AnswerCard
        question={question}
        sentence={
          share === null
            ? above.reason === 'NOT_APPLICABLE'
              ? `${role} nodes run on machines that are rented themselves: there is none to rent out.`
              : `For ${role} nodes it cannot be said: ${reasonOf(above.reason).short}.`
            : `On ${percent(share)} of days a ${role} node earned no less than ${against}.`
        }
        number={
          above.value === null && below.value !== null ? (
            <>
              <Num big name="Share of node-days below cost" of={below} /> of {found.nodeDays} node-days were
              below cost
            </>
          ) : (
            <>
              <Num big name="Share of node-days at least as good as renting out" of={above} /> of{' '}
              {found.nodeDays} node-days, {found.nodes} nodes
            </>
          )
        }
        picture={
          share === null ? null : <Dots share={Number(share)} label={`${percent(share)} of node-days`} />
        }
        more={
          <>
            <p className="note">
              With one more node that is there on every day it would have been{' '}
              {above.value === null ? (
                <>
                  <Num
                    name="Share of node-days below cost, with one more node"
                    of={shownOf(found.oneMore.daysBelowCost)}
                  />{' '}
                  below cost.
                </>
              ) : (
                <Num
                  name="Share of node-days at least as good as renting out, with one more node"
                  of={shownOf(found.oneMore.daysAboveRent)}
                />
              )}
            </p>
            <Filled assumed={found.assumed} />
          </>
        }
        why={why}
      />
    </AskedBy>
  )
}

/** Who paid? */
export function PaidAnswer({
  economics,
}: {
  economics: NonNullable<HomeQuery['networks'][number]['economics']>
}) {
  const question = 'Who paid for it?'
  const why = { to: 'demand', words: 'Who the payers are' }
  const [first] = [...economics].sort((a, b) => b.fees.eventsCounted - a.fees.eventsCounted)
  if (!first)
    return (
      <AnswerCard
        question={question}
        sentence="Nobody paid anything in this window."
        number={null}
        picture={null}
        why={why}
      />
    )
  const coverage = shownOf(first.coverage)
  if (first.demand.uniquePayers.value === '0')
    return (
      <AnswerCard
        question={question}
        sentence="Nobody paid anything in this window."
        number={
          <>
            <Num big name="Accounts that paid" of={shownOf(first.demand.uniquePayers)} /> accounts paid
          </>
        }
        picture={null}
        why={why}
      />
    )
  const payers = first.demand.uniquePayers.value
  return (
    <AnswerCard
      question={question}
      sentence={
        coverage.value === null
          ? `${payers ?? 'An unknown number of'} payers; their share cannot be said: ${reasonOf(coverage.reason).short}.`
          : `${payers} payers covered ${percent(coverage.value)} of income; the protocol paid the rest.`
      }
      number={
        <>
          <Num big name="Share of income that requesters paid" of={coverage} /> of income was paid by
          requesters
        </>
      }
      picture={
        coverage.value === null ? null : (
          <Dots share={Number(coverage.value)} label={`${percent(coverage.value)} of income`} />
        )
      }
      why={why}
    />
  )
}

/** How much was checked, and what was found? */
export function CheckedAnswer({ data, reading }: { data: HomeQuery; reading: Reading }) {
  const parts = checkedParts(data)
  const byNode = data.byNode.totalCount
  const [verified = 0, rejected = 0, undecided = 0] = parts.map((each) => each.count)
  const decided = verified + rejected
  const whole = decided + undecided
  return (
    <AnswerCard
      question="How much was checked, and what was found?"
      sentence={
        whole === 0
          ? 'No watchdog has checked anything of this window.'
          : `${percent(String(decided / whole))} could be decided; ${rejected} were rejected, ${byNode === null ? 'many' : byNode} by a node’s fault.`
      }
      number={
        <>
          <Num big name="Share of statements that could be decided" of={shareOf(decided, whole, reading)} />{' '}
          of <Num name="Statements looked at" of={countOf(whole, 'statements', reading)} />
        </>
      }
      picture={<MixBar parts={parts} label="Verdicts" />}
      why={{ to: 'checked', words: 'What exactly was checked' }}
    />
  )
}
