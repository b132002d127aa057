import { fork } from 'node:child_process'
import { constants, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { decodeRsaKey } from '../../reference-node/checks/signature/key.ts'
import { type SignedResponse, verifySignature } from '../../reference-node/checks/signature/verify.ts'
import { splitEvenly } from '../../reference-node/checks/threads.ts'
import { verifyBatch } from '../../src/claim/batch.ts'
import { responseMessageHash } from '../../src/claim/hash.ts'
import { Hash32, toBytes, toHex } from '../../src/claim/hex.ts'
import { LEAF_ENCODING } from '../../src/claim/merkle.ts'
import { atLeast, compareWays, type Figure } from './measure.ts'
import type { Share } from './signature-process.ts'

const LEAVES = 4000

/**
 * Leaves with hashing beside node's bare crypto.verify on messages hashed before; then the same check on every core at
 * once, as reference nodes side by side have it: each is a process of its own.
 */
export async function benchSignatures(): Promise<Figure[]> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' })
  const key = decodeRsaKey(spki)
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  const leaves = Array.from({ length: LEAVES }, (_, index): SignedResponse => {
    const [inputHash, outputHash] = [Hash32(toHex(randomBytes(32))), Hash32(toHex(randomBytes(32)))]
    const message = toBytes(responseMessageHash(inputHash, outputHash, BigInt(index)))
    const signature = sign('sha256', message, { key: pair.privateKey, ...pss })
    return { teeId: key.teeId, inputHash, outputHash, timestamp: BigInt(index), signature }
  })
  const messages = leaves.map((leaf) =>
    toBytes(responseMessageHash(leaf.inputHash, leaf.outputHash, leaf.timestamp)),
  )
  const cores = availableParallelism()
  const parts = splitEvenly(messages, cores, LEAVES)
  const nodes = splitEvenly(leaves, cores, LEAVES).map((part, index) =>
    openNode({ spki, leaves: part, messages: parts[index] ?? [] }),
  )
  const onEveryCore = (what: 'leaves' | 'bare') => ({
    items: LEAVES,
    work: () => Promise.all(nodes.map(({ ask }) => ask(what))),
  })
  await Promise.all(nodes.map(({ ready }) => ready))
  const rates = await compareWays({
    bare: {
      items: LEAVES,
      work: () =>
        messages.forEach((message, index) => {
          const { signature } = leaves[index] as SignedResponse
          if (!verify('sha256', message, { key: pair.publicKey, ...pss }, signature))
            throw new Error('refused')
        }),
    },
    leaves: {
      items: LEAVES,
      work: () => {
        for (const leaf of leaves) verifySignature(leaf, key)
      },
    },
    everyCore: onEveryCore('leaves'),
    bareEveryCore: onEveryCore('bare'),
  })
  for (const { close } of nodes) close()
  return [
    {
      name: 'RSA-PSS, bare crypto.verify, messages hashed before',
      value: rates.bare,
      unit: 'signatures/s per core',
    },
    { name: 'RSA-PSS leaves with hashing, one core', value: rates.leaves, unit: 'leaves/s per core' },
    atLeast('RSA-PSS leaves ÷ bare crypto.verify, one core', rates.leaves / rates.bare, '×', 0.8),
    {
      name: `RSA-PSS leaves with hashing, ${cores} cores at once`,
      value: rates.everyCore,
      unit: 'leaves/s',
    },
    {
      name: 'RSA-PSS, bare crypto.verify, all cores ÷ one core',
      value: rates.bareEveryCore / rates.bare,
      unit: '×',
    },
    atLeast('RSA-PSS leaves, all cores ÷ one core', rates.everyCore / rates.leaves, '×', 0.9 * cores),
  ]
}

/** A process that judges its share whenever it is told to. */
function openNode(share: Share) {
  const child = fork(new URL('signature-process.ts', import.meta.url), { serialization: 'advanced' })
  const ask = (message: Share | 'leaves' | 'bare') =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error('a process ended before it answered'))
      child.once('exit', ended)
      child.once('message', (answer) => {
        child.off('exit', ended)
        resolve(answer)
      })
      child.send(message)
    })
  return { ready: ask(share), ask, close: () => child.kill() }
}

/** A batch's blob to its root: parsing, hashing every leaf and node, comparing each. */
export async function benchBatch(): Promise<Figure[]> {
  const rows = Array.from({ length: 4000 }, (_, index) => [
    ...[32, 32, 32, 256].map((size) => toHex(randomBytes(size))),
    String(index),
  ])
  const tree = StandardMerkleTree.of(rows, [...LEAF_ENCODING])
  const blob = Buffer.from(JSON.stringify(tree.dump()))
  const rates = await compareWays(
    {
      ours: { items: rows.length, work: () => verifyBatch(blob, { root: Hash32(tree.root) }) },
      openZeppelin: {
        items: rows.length,
        work: () => StandardMerkleTree.load(JSON.parse(blob.toString())).validate(),
      },
    },
    3,
  )
  return [
    { name: 'batch, OpenZeppelin load and validate', value: rates.openZeppelin, unit: 'leaves/s per core' },
    atLeast('batch, rebuilt from its blob', rates.ours, 'leaves/s per core', 20_000),
  ]
}
