import { exact } from '../../economics/exact.ts'
import type { FigureContext } from '../../economics/figure.ts'
import { type Known, known, missing } from '../../economics/known.ts'
import { type EvidenceKind, kindsOf } from '../../economics/mix/mix.ts'
import type { CatalogueKeys, CatalogueMeasurement } from '../../platform/measurements.ts'
import { getChain, type Network } from '../../platform/network.ts'
import { createWriter } from '../economics/answer/public.ts'
import { findScope, getNetworkFile, toDateTime } from '../economics/rows/scope.ts'
import { badInput } from '../execute/errors.ts'
import type { Snapshot } from '../execute/snapshot.ts'
import {
  type ClaimFacts,
  countChangesSince,
  findChange,
  findClaim,
  findJudgedClaim,
  findModel,
  findNow,
  findRegistration,
  findState,
  listStanding,
  type NodeStateFacts,
  type Place,
  type RegistrationFacts,
} from './chain-rows.ts'
import { enclaveLinks } from './enclave-links.ts'
import type { Link } from './link.ts'
import { absent, unknown } from './link.ts'
import { proofLinks, replayLinks } from './proof-links.ts'
import { gpuQuestion, runsQuestion } from './questions.ts'

const METHOD = 'trust-chain-1'
const CLAIM_ID = /^([a-z0-9-]{1,100}):(\d{1,16})-(\d{1,10})-(\d{1,10})(?:-(\d{1,9}))?$/
const NODE_ID = /^([a-z0-9-]{1,100}):(\d{1,16})-(0x(?:[0-9a-f]{2}){1,64})$/i

/** What the folders of the networks say of code and keys. */
interface TrustCatalogue {
  readonly network: Network
  readonly measurements: readonly CatalogueMeasurement[] | undefined
  readonly keys: CatalogueKeys
}

export interface TrustMeans {
  readonly networks: ReadonlyMap<string, Network>
  readonly catalogues: ReadonlyMap<string, TrustCatalogue>
}

export interface ChainArguments {
  readonly claim?: string | null
  readonly node?: string | null
  readonly to?: string | null
}

/** What is asked about: a claim at its place, or a node as of a block. */
interface Asked {
  readonly place: Place
  readonly node: string | null
  readonly claim: ClaimFacts | undefined
}

/**
 * `Query.trustChain`: what a claim, or the newest work of a node, leans on. Null: there is no such claim or node, or nothing says what it leans on.
 * @throws `BAD_USER_INPUT`, `NETWORK_UNKNOWN`
 */
export async function answerChain(means: TrustMeans, snapshot: Snapshot, args: ChainArguments) {
  const asked = await findAsked(snapshot, args)
  if (!asked) return null
  const { place, node, claim } = asked
  const file = getNetworkFile(means.networks, place.network)
  const catalogue = means.catalogues.get(place.network)
  const registration = node === null ? undefined : await findRegistration(snapshot, place, node)
  if (!claim && !isOfEnclave(registration)) return null
  const kind = claim ? kindOf(claim) : 'tee'
  const state = node === null ? undefined : await findState(snapshot, place, node)
  const role = state?.role ?? registration?.role ?? null
  const links =
    claim && (kind === 'snark' || kind === 'replay')
      ? await linksOfProof(snapshot, claim, kind, catalogue)
      : await linksOfEnclave(snapshot, { asked, kind, registration, state }, { file, catalogue })
  const isAttested = kind === 'tee' && registration !== undefined && registration.attestationSize !== null
  const question = { links, isAttested, teeType: registration?.teeType ?? null, role, kind }
  return {
    network: place.network,
    chainId: place.chain,
    class: getChain(file, place.chain).class,
    claimId: claim?.id ?? null,
    nodeId: node === null ? null : `${place.network}:${place.chain}-${node}`,
    blockNumber: place.block,
    evidence: claim?.evidence ?? null,
    links: links.map(toPublicLink),
    gpuAttested: toPublicLink(gpuQuestion(question)),
    measuredRuns: toPublicLink(runsQuestion(question)),
    ...(await agesOf(snapshot, file, { place, claim }, isAttested ? registration : undefined)),
    sentence: say(links),
  }
}

/** A validator registers no enclave, and a prover none either: its claims say what they lean on. */
const isOfEnclave = (registration: RegistrationFacts | undefined) =>
  registration !== undefined && (registration.attestationSize !== null || registration.teeType !== null)

const kindOf = ({ evidence }: ClaimFacts) =>
  kindsOf({ evidence, from: 'log', checked: undefined, outcome: null }).claimed

async function linksOfProof(
  snapshot: Snapshot,
  claim: ClaimFacts,
  kind: 'snark' | 'replay',
  catalogue: TrustCatalogue | undefined,
): Promise<readonly Link[]> {
  const model = claim.model === null ? undefined : await findModel(snapshot, claim.place, claim.model)
  const verdicts = await standingOf(snapshot, claim)
  const facts = { claim, verdicts, model, keys: catalogue?.keys.keys ?? [] }
  return kind === 'snark' ? proofLinks(facts) : replayLinks(facts)
}

interface EnclaveAsked {
  readonly asked: Asked
  readonly kind: EvidenceKind
  readonly registration: RegistrationFacts | undefined
  readonly state: NodeStateFacts | undefined
}

async function linksOfEnclave(
  snapshot: Snapshot,
  { asked: { place, node, claim }, kind, registration, state }: EnclaveAsked,
  { file, catalogue }: { readonly file: Network; readonly catalogue: TrustCatalogue | undefined },
): Promise<readonly Link[]> {
  if (kind === 'none') return [absent('SIGNATURE', 'The claim names no evidence.', { why: 'NO_EVIDENCE' })]
  if (node === null) return [unknown('SIGNATURE', 'The claim names no node.', { why: 'NO_NODE' })]
  return enclaveLinks({
    node,
    at: place.time,
    claimVerdicts: claim ? await standingOf(snapshot, claim) : null,
    registration,
    registrationVerdicts: registration ? await attestationVerdicts(snapshot, place, registration) : [],
    state,
    change: registration && (await findChange(snapshot, place, registration)),
    listed: catalogue?.measurements,
    labelOf: (address) => file.labels.find((label) => label.address === address)?.label ?? null,
  })
}

async function findAsked(
  snapshot: Snapshot,
  { claim, node, to = null }: ChainArguments,
): Promise<Asked | undefined> {
  if ((claim == null) === (node == null)) throw badInput('give either claim or node')
  if (claim != null) {
    const match = CLAIM_ID.exec(claim)
    if (!match)
      throw badInput(
        'claim must be a claim’s id as network:chain-block-position, with a leaf’s index after it',
      )
    if (to !== null) throw badInput('to goes with node: a claim has its own block')
    const [, network = '', chain, block, position, leaf] = match
    const place = { network, chain: Number(chain), block: Number(block), position: Number(position) }
    const found = await findClaim(snapshot, place, leaf === undefined ? null : Number(leaf))
    return found && { place: found.place, node: found.node, claim: found }
  }
  const match = NODE_ID.exec(node ?? '')
  if (!match) throw badInput('node must be a node’s id as network:chain-0xkey')
  const [, network = '', chain, key = ''] = match
  const place = await findNow(snapshot, network, Number(chain), to)
  if (!place) return undefined
  const name = key.toLowerCase()
  return { place, node: name, claim: await findJudgedClaim(snapshot, place, name) }
}

const standingOf = (snapshot: Snapshot, { place, id, blockHash }: ClaimFacts) =>
  listStanding(snapshot, place.network, 'claim', { id: id.slice(id.indexOf(':') + 1), blockHash })

function attestationVerdicts(snapshot: Snapshot, { network, chain }: Place, registration: RegistrationFacts) {
  const { block, position, blockHash } = registration
  return listStanding(snapshot, network, 'registration', { id: `${chain}-${block}-${position}`, blockHash })
}

/** How old the attestation was, and whether the registry changed what it approves since. */
async function agesOf(
  snapshot: Snapshot,
  file: Network,
  { place, claim }: { readonly place: Place; readonly claim: ClaimFacts | undefined },
  registration: RegistrationFacts | undefined,
) {
  const scope = await findScope(snapshot, place.network, {})
  const at = claim?.place.time ?? place.time
  const context: FigureContext = {
    class: getChain(file, place.chain).class,
    window: { from: registration?.time ?? at ?? 0, to: at ?? 0 },
    asOf: scope.asOf.filter(({ chain }) => chain === place.chain),
    finality: place.block <= (scope.finalized.get(place.chain) ?? -1) ? 'final' : 'provisional',
    priceSource: null,
    eventsCounted: registration ? 1 : 0,
    emissionShare: null,
    relatedPartyShare: null,
  }
  const age: Known<ReturnType<typeof exact>> =
    registration && at !== null
      ? known(exact(Math.max(0, Math.floor(at - registration.time))))
      : missing('NOT_APPLICABLE', 'an attestation')
  const since = registration && (await countChangesSince(snapshot, place, registration))
  return {
    attestationAge: createWriter(context)(age, { unit: 'seconds', methodVersion: METHOD, places: 0 }),
    approvalsChangedSince: since?.changes ?? null,
    firstChangeAt: since?.first == null ? null : toDateTime(since.first),
  }
}

function toPublicLink({ name, state, says, value, why, txHash, block, time, verdict, source }: Link) {
  return {
    name,
    state: state.toUpperCase(),
    says,
    value: value ?? null,
    code: why ?? null,
    txHash: txHash ?? null,
    blockNumber: block ?? null,
    time: time == null ? null : toDateTime(time),
    verdictNumber: verdict ?? null,
    source: source ?? null,
  }
}

function say(links: readonly Link[]): string {
  const names = (state: Link['state']) =>
    links.filter((link) => link.state === state).map(({ name }) => name.toLowerCase().replaceAll('_', ' '))
  const [lost, open] = [names('missing'), names('unknown')]
  if (lost.length === 0 && open.length === 0) return 'Every link holds.'
  const parts = [
    ...(lost.length ? [`missing: ${lost.join(', ')}`] : []),
    ...(open.length ? [`not known: ${open.join(', ')}`] : []),
  ]
  return `${links.length - lost.length - open.length} of ${links.length} links hold; ${parts.join('; ')}.`
}
