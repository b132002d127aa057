import { rebuildBatch } from '../../../src/claim/batch.ts'
import { CodedError } from '../../../src/claim/errors.ts'
import { responseMessage } from '../../../src/claim/hash.ts'
import { toBytes } from '../../../src/claim/hex.ts'
import type { BatchLeaf } from '../../../src/claim/merkle.ts'
import { ask } from '../../data/ask.ts'
import { graphql } from '../../data/generated/gql.ts'
import type { Checked } from './groth16.ts'

const SETTLED = graphql(`
  query SettledRoot($network: String!, $root: Bytes!) {
    settlements(where: { network_eq: $network, merkleRoot_eq: $root }, limit: 1) { chainId blockNumber txHash batchSize }
  }
`)

const KEYS = graphql(`
  query SigningKeys($network: String!, $nodes: [Bytes!]!) {
    registrations(where: { network_eq: $network, nodeKey_in: $nodes, signingKey_isNull: false }, limit: 1000) { nodeKey signingKey }
  }
`)

const MOST_LEAVES = 500

/**
 * Rebuilds the Merkle tree of a batch from its leaves, looks up whether its root was settled, and checks the leaves' signatures
 * with the keys that the nodes registered. The rebuilding believes nothing; root and keys are what the API says of the chain.
 */
export async function checkBatch(bytes: Uint8Array, network: string): Promise<Checked[]> {
  const rebuilt = attempt(() => rebuildBatch(bytes))
  if (rebuilt instanceof CodedError) {
    const outcome = rebuilt.code.startsWith('REJECTED_') ? 'rejected' : 'undecided'
    return [{ statement: 'the tree rebuilds', outcome, detail: `${rebuilt.code}: ${rebuilt.message}` }]
  }
  const { root, leaves } = rebuilt
  const tree: Checked = {
    statement: 'the tree rebuilds',
    outcome: 'verified',
    detail: `${leaves.length} leaves give the root ${root}`,
  }
  const { settlements } = await ask(SETTLED, { network, root })
  const [settled] = settlements
  const included: Checked = settled
    ? {
        statement: 'settlement_included',
        outcome: 'verified',
        detail: `the API has this root settled on chain ${settled.chainId} in block ${settled.blockNumber}, transaction ${settled.txHash}`,
      }
    : {
        statement: 'settlement_included',
        outcome: 'undecided',
        detail: 'no settlement of this root is indexed here; compare it with the chain yourself',
      }
  return [tree, included, ...(await checkSignatures(leaves.slice(0, MOST_LEAVES), network))]
}

async function checkSignatures(leaves: readonly BatchLeaf[], network: string): Promise<Checked[]> {
  // Browsers have their own cryptography for pages that came safely, and for no others.
  if (!globalThis.isSecureContext)
    return [
      {
        statement: 'hand_off_signed',
        outcome: 'undecided',
        detail: 'this page did not come by https, so this browser checks no signatures on it',
      },
    ]
  const { registrations } = await ask(KEYS, {
    network,
    nodes: [...new Set(leaves.map((each) => each.teeId))],
  })
  const keys = new Map(registrations.map(({ nodeKey, signingKey }) => [nodeKey, signingKey ?? '']))
  let [verified, without, failed] = [0, 0, 0]
  for (const leaf of leaves) {
    const key = keys.get(leaf.teeId)
    if (key === undefined) without++
    else if (await isSignedBy(leaf, toBytes(key as `0x${string}`))) verified++
    else failed++
  }
  const detail = `${verified} of ${leaves.length} signatures hold under the registered keys${without > 0 ? `, ${without} have no key here` : ''}${failed > 0 ? `, ${failed} do not hold with a salt of 32 bytes: assay verify looks closer` : ''}`
  const outcome = verified === leaves.length ? 'verified' : 'undecided'
  return [{ statement: 'hand_off_signed', outcome, detail }]
}

/** RSASSA-PSS with SHA-256 and a salt of 32 bytes, as nodes sign. A browser knows no other salt length by itself. */
async function isSignedBy(leaf: BatchLeaf, spki: Uint8Array): Promise<boolean> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, false, ['verify'])
  const message = responseMessage(leaf.inputHash, leaf.outputHash, leaf.timestamp)
  return crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: 32 },
    key,
    new Uint8Array(toBytes(leaf.signature)),
    new Uint8Array(message),
  )
}

function attempt<Value>(of: () => Value): Value | CodedError {
  try {
    return of()
  } catch (error) {
    if (error instanceof CodedError) return error
    throw error
  }
}
