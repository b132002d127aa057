import type { ReactNode } from 'react'
import { readingOf } from '../../app/network.tsx'
import { To } from '../../app/to.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { day, moment, plain, short } from '../../figures/format.ts'
import { Num } from '../../figures/num.tsx'
import { Copied } from '../../figures/proof.tsx'
import { countOf, type Reading } from '../../figures/shown.ts'
import { When } from '../../figures/when.tsx'
import { attestedOf, notMeasured, saidBy, stateOf, stateSentence } from '../../text/nodes.ts'
import { statementOf } from '../../text/verdicts.ts'
import type { NodeNow } from './node-now.ts'

/** Who it is, what state it is in since when, and how much of its work was checked. */
export function Head({ node, facts }: { node: NodeNow; facts: NodeFactsQuery | undefined }) {
  const state = stateOf(node)
  const attested = attestedOf(node)
  return (
    <>
      <header className="page-head">
        <h1>
          Node <Copied text={node.key} shown={short(node.key)} />
        </h1>
        <To page="compare" search={{ nodes: node.key }}>
          Compare it with others
        </To>
      </header>
      <p className="lead">
        A {node.role ? plain(node.role) : 'node of a role that no log states'} that is{' '}
        <b className={`state-word ${state.replace(' ', '-')}`}>{stateSentence(node)}</b>, since{' '}
        <Since at={state === 'silent' ? silentSince(facts, node) : node.changedTime} />.{' '}
        {facts && <Checked facts={facts} reading={readingOf(facts._meta)} />}
      </p>
      <dl className="facts">
        <Fact name="Operator">
          {node.owner ? (
            <To page="operators" search={{ of: node.owner }}>
              <span title={node.owner}>{short(node.owner)}</span>
            </To>
          ) : (
            <Missing>no log names one</Missing>
          )}
        </Fact>
        <Fact name="Paid to">
          {node.paymentAddress ? (
            <>
              <Copied text={node.paymentAddress} shown={short(node.paymentAddress)} />{' '}
              <small>{saidBy(node.contactFrom)}</small>
            </>
          ) : (
            <Missing>no log names an account</Missing>
          )}
        </Fact>
        <Fact name="First registered">
          <When at={node.firstTime} /> <small>block {node.firstBlock}</small>
        </Fact>
        <Fact name="Attested">
          {attested ? (
            <>
              <When at={attested} />{' '}
              <small>
                {node.measurementVersion ? plain(node.measurementVersion, 24) : ''}{' '}
                {saidBy(node.measurementFrom)}
              </small>
            </>
          ) : (
            <Missing>{notMeasured(node.measurementReason)}</Missing>
          )}
        </Fact>
        <Fact name="Last heartbeat">
          {node.lastHeartbeatAt ? <When at={node.lastHeartbeatAt} /> : <Missing>none was ever seen</Missing>}
        </Fact>
        <Fact name="Address">
          {node.endpoint ? (
            <>
              <span className="endpoint">{plain(node.endpoint, 60)}</span>{' '}
              <small>{saidBy(node.contactFrom)}</small>
            </>
          ) : (
            <Missing>none is stated</Missing>
          )}
        </Fact>
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const Since = ({ at }: { at: string | null }) =>
  at === null ? (
    <Missing>a time that is not known</Missing>
  ) : (
    <time dateTime={at} title={moment(at)}>
      {day(at)}
    </time>
  )

const Missing = ({ children }: { children: ReactNode }) => <span className="missing">{children}</span>

const silentSince = (facts: NodeFactsQuery | undefined, node: NodeNow) =>
  facts?.lapses.findLast((each) => each.toTime === null)?.fromTime ?? node.lastHeartbeatAt

const ABOUT_A_CLAIM = ['hand_off_signed', 'proof_valid', 'output_reproduced']

/** "Of its 1,310 claims, 1,204 signatures were checked: 2 rejected, 0 of them its own fault." */
function Checked({ facts, reading }: { facts: NodeFactsQuery; reading: Reading }) {
  const { totalCount, totalCountAtLeast } = facts.claimsConnection
  const claims = totalCount ?? totalCountAtLeast ?? null
  if (claims === 0) return <>No claim names it.</>
  const sums = ABOUT_A_CLAIM.map((statement) => {
    const of = (outcome: string) =>
      facts.checked
        .filter((each) => each.statement === statement && each.outcome === outcome)
        .reduce((sum, each) => sum + Number(each.sum.verdicts ?? 0), 0)
    return { statement, decided: of('verified') + of('rejected'), rejected: of('rejected') }
  })
  const most = sums.reduce((best, each) => (each.decided > best.decided ? each : best))
  const whole = (
    <>
      Of {totalCount === null && 'more than '}
      <Num name="Claims that name it" of={countOf(claims, 'claims', reading)} /> that name it,{' '}
    </>
  )
  if (most.decided === 0) return <>{whole} none could be checked.</>
  const { short: what } = statementOf(most.statement)
  return (
    <>
      {whole}
      <Num name={`Claims whose ${what} could be decided`} of={countOf(most.decided, 'count', reading)} /> had
      their {what} checked;{' '}
      <Num name={`Claims whose ${what} were rejected`} of={countOf(most.rejected, 'count', reading)} />{' '}
      {most.rejected === 1 ? 'was' : 'were'} rejected. Of everything about it,{' '}
      <Num
        name="Rejections of this node that are its own fault"
        of={countOf(facts.ownFault.totalCount ?? null, 'count', reading)}
      />{' '}
      {facts.ownFault.totalCount === 1 ? 'rejection is' : 'rejections are'} its own fault.
    </>
  )
}
