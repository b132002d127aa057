import type { ReactNode } from 'react'
import { NodeLink } from '../../app/to.tsx'
import { plain, short } from '../../figures/format.ts'
import { Copied } from '../../figures/proof.tsx'
import type { Reading } from '../../figures/shown.ts'
import { At } from '../../figures/when.tsx'
import { evidenceOf, stateSentence } from '../../text/nodes.ts'
import type { ClaimNow } from './claim-now.ts'

/** One fact with its name; what is not there says why. */
export function Fact({ name, children, none }: { name: string; children?: ReactNode; none?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <span className="missing">{none}</span>}</dd>
    </div>
  )
}

/** A hash that a click copies. */
export const Hash = ({ of }: { of: string }) => (
  <code className="hash">
    <Copied text={of} shown={short(of)} />
  </code>
)

export function Facts({ claim, reading }: { claim: ClaimNow; reading: Reading }) {
  const { node } = claim
  return (
    <dl className="facts">
      <Fact name="Node that it names" none="the log names none">
        {claim.nodeKey && (
          <>
            <NodeLink of={claim.nodeKey} />{' '}
            <small>{node ? `now ${plain(stateSentence(node), 60)}` : 'never registered here'}</small>
          </>
        )}
      </Fact>
      <Fact name="What backs it">
        {evidenceOf(claim.evidence)} <code>{plain(claim.evidence, 30)}</code>
      </Fact>
      <Fact name="Signed by the node at" none={claimedNever(claim)}>
        {claim.claimedAt && <At at={claim.claimedAt} />}
      </Fact>
      <Fact name="On chain at">
        <At at={claim.blockTime} /> <small>UTC</small>
      </Fact>
      <Fact name="Block">
        {claim.blockNumber} of chain {claim.chainId} <Hash of={claim.blockHash} />
      </Fact>
      <Fact name="Transaction">
        <Hash of={claim.txHash} />
      </Fact>
      <Fact name="Input, by its hash">
        <Hash of={claim.inputHash} />
      </Fact>
      <Fact name="Output, by its hash">
        <Hash of={claim.outputHash} />
      </Fact>
      <Fact name="Model, by its hash" none="the claim names no model">
        {claim.modelKey && <Hash of={claim.modelKey} />}
      </Fact>
      <Fact
        name="Verification key"
        none={claim.evidence === 'risc0' ? 'that of the verifier that the proof names' : 'no proof, so none'}
      >
        {claim.verificationKeyHash && <Hash of={claim.verificationKeyHash} />}
      </Fact>
      <Fact name="Asked by" none="the claim does not say">
        {claim.requester && <Hash of={claim.requester} />}
      </Fact>
      <Fact name="Class of the money">{reading.class ?? <span className="missing">not known</span>}</Fact>
    </dl>
  )
}

const claimedNever = ({ claimedAtReason, claimedAtSeconds }: ClaimNow) =>
  claimedAtReason === 'OUT_OF_RANGE'
    ? `an impossible time: ${claimedAtSeconds} seconds since 1970`
    : 'the log does not say'
