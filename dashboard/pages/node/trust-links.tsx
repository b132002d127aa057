import type { ReactNode } from 'react'
import type { ChainEdge, ChainNode } from '../../charts/chain.tsx'
import type { NodeFactsQuery } from '../../data/generated/graphql.ts'
import { ClaimLink } from '../../figures/claim-link.tsx'
import { plain, short } from '../../figures/format.ts'
import { Copied } from '../../figures/proof.tsx'
import { notMeasured, saidBy, stateSentence } from '../../text/nodes.ts'
import type { NodeNow } from './node-now.ts'
import { judged, recorded } from './trust-edges.tsx'

export interface Links {
  readonly nodes: readonly ChainNode[]
  readonly edges: readonly ChainEdge[]
  readonly words: ReactNode
}

/** The chain of an enclave's signature; of a proof or a replay where the node has no attestation. */
export function linksOf(node: NodeNow, facts: NodeFactsQuery): Links {
  const [registration] = facts.registrations
  const isEnclave = registration?.attestationSize != null || node.measurement !== null
  return isEnclave ? enclaveLinks(node, facts) : proofLinks(node, facts)
}

const named = (name: string, hash: string | null | undefined, none: string): ChainNode =>
  hash
    ? { name, what: <Copied text={hash} shown={short(hash)} />, text: hash }
    : { name, what: <i className="missing">{none}</i>, text: none }

/** A key begins and ends like every other of its kind: what tells it apart stands before the end. */
const keyOf = (key: string | null | undefined): ChainNode =>
  key
    ? { name: 'Key', what: <Copied text={key} shown={`…${key.slice(-20, -10)}`} />, text: key }
    : named('Key', null, 'no log has it')

const ofClaim = (name: string, facts: NodeFactsQuery, none: string): ChainNode => {
  const [newest] = facts.newest
  return newest
    ? { name, what: <ClaimLink of={newest.subjectId} />, text: newest.subjectId }
    : { name, what: <i className="missing">{none}</i>, text: none }
}

function enclaveLinks(node: NodeNow, facts: NodeFactsQuery): Links {
  const [registration] = facts.registrations
  const signed = facts.newest.find((each) => each.statement === 'hand_off_signed')
  const attested = registration?.verdicts.find(
    (each) => each.statement === 'attestation_valid' && !each.superseded,
  )
  const size = registration?.attestationSize
  // A revocation takes the version off the node: what it was approved as is in the log of the approval.
  const approved = facts.measurementChanges.find(
    (each) => each.measurement === registration?.measurement && each.approved,
  )
  const version = node.measurementVersion ?? approved?.version
  return {
    nodes: [
      ofClaim('Signature', facts, 'none was checked'),
      keyOf(registration?.signingKey),
      named('Registry', registration?.contract, 'not known'),
      {
        name: 'Attestation',
        what: size ? (
          `${size} bytes in the registration`
        ) : (
          <i className="missing">none in the registration</i>
        ),
        text: `${size ?? 0} bytes`,
      },
      named(
        ['Measurement', saidBy(registration?.measurementFrom)].filter(Boolean).join(', '),
        registration?.measurement,
        registration ? notMeasured(registration.measurementReason) : 'none',
      ),
      {
        name: 'Source',
        what: version ? plain(version) : <i className="missing">no version is named</i>,
        text: version ?? 'no version is named',
      },
    ],
    edges: [
      judged(
        signed,
        'This key signed the newest claim that was checked.',
        'No signature of this window was checked.',
      ),
      recorded(
        `Registered in this registry; the node is ${stateSentence(node)}.`,
        registration?.blockTime ?? null,
        registration?.blockNumber ?? null,
      ),
      judged(
        attested,
        'The document is genuine, by a pinned root, and binds this key.',
        'Nobody checked the attestation.',
      ),
      approvalOf(node, facts),
      sourceOf(attested),
    ],
    words:
      'A link that is “on chain” is a log of the registry, proven against its block. That the source is published means that the network lists this measurement: nobody here built the code again to compare.',
  }
}

/** Whether the registry approves the measurement, as its newest log says. */
function approvalOf(node: NodeNow, facts: NodeFactsQuery): ChainEdge {
  const [registration] = facts.registrations
  const change = facts.measurementChanges.find((each) => each.measurement === registration?.measurement)
  if (!change)
    return {
      state: 'undecided',
      says: 'No log approves or revokes this measurement.',
      at: null,
      atShown: null,
    }
  if (change.approved) return recorded('The registry approves this measurement.', change.blockTime, null)
  return {
    ...recorded(
      `The registry revoked this measurement; the node is ${stateSentence(node)}.`,
      change.blockTime,
      null,
    ),
    state: 'rejected',
  }
}

/** The statement about the attestation ends with the list of published measurements. */
function sourceOf(
  attested: NodeFactsQuery['registrations'][number]['verdicts'][number] | undefined,
): ChainEdge {
  if (attested?.outcome === 'rejected')
    return {
      state: 'nobody looked',
      says: 'Not looked at: the attestation itself does not hold.',
      at: null,
      atShown: null,
    }
  return judged(
    attested,
    'The network publishes what this measurement measures.',
    'Nobody checked whether it is published.',
  )
}

function proofLinks(node: NodeNow, facts: NodeFactsQuery): Links {
  const [registration] = facts.registrations
  const [newest] = facts.newest
  const isReplay = newest?.statement === 'output_reproduced'
  const system = isReplay ? 'onnx-replay' : 'groth16'
  const model = facts.models.find((each) => each.system === system)
  const registered = recorded(
    `Registered; the node is ${stateSentence(node)}.`,
    registration?.blockTime ?? null,
    registration?.blockNumber ?? null,
  )
  const published = model
    ? recorded('The network published this model.', model.blockTime, model.blockNumber)
    : ({
        state: 'undecided',
        says: 'No log publishes a model of this kind.',
        at: null,
        atShown: null,
      } as const)
  if (isReplay)
    return {
      nodes: [
        ofClaim('Output', facts, 'none was checked'),
        named('Model', model?.modelKey, 'none is published'),
        named('Registry', registration?.contract, 'not known'),
      ],
      edges: [
        judged(newest, 'Running the model again gave this output.', 'No output was checked.'),
        published,
      ],
      words: `It needs no trust in the machine: anybody can run the model again. ${registered.says}`,
    }
  return {
    nodes: [
      ofClaim('Proof', facts, 'none was checked'),
      named('Verification key', model?.verificationKeyHash, 'none is published'),
      named('Model', model?.modelKey, 'none is published'),
      named('Registry', registration?.contract, 'not known'),
    ],
    edges: [
      judged(
        newest,
        'The newest proof that was checked holds for this key.',
        'No proof of this window was checked.',
      ),
      published,
      registered,
    ],
    words:
      'It needs no trust in the machine: a proof shows which model made the output. Shown is the newest model that was published for proofs.',
  }
}
