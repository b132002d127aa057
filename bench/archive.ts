import { randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { Command } from 'commander'
import { rebuildBatch } from '../src/claim/batch.ts'
import { keccakBytes } from '../src/claim/keccak.ts'
import { median } from './ingest/samples.ts'

const GOAL = 20_000
const RUNS = 5
const LEAVES = 20_000
/** A leaf's abi encoding with a signature of 256 bytes. */
const LEAF_BYTES = 448

/** How fast a blob's batch is rebuilt: decoded, hashed, compared node by node. CPU time of one thread, medians. */
export async function run(args: string[]): Promise<void> {
  new Command('archive')
    .description('how fast the batch of a blob is rebuilt, beside the bare hash')
    .addHelpText('after', '\nExample:\n  npm run bench -- archive')
    .parse(args, { from: 'user' })
  say(`# archive: rebuilding batches, ${RUNS} runs each, ${process.version}, ${cpus()[0]?.model.trim()}`)
  const bare = median(Array.from({ length: RUNS }, bareHashes))
  say(`keccak-256 of ${LEAF_BYTES} bytes      ${Math.round(bare)} /s`)
  // A facilitator settles 20 at a time; the larger ones are what a stranger may send.
  for (const size of [20, 1000, 16_000]) {
    const blob = makeBlob(size)
    const rates = Array.from({ length: RUNS }, () => rebuild(blob, size))
    const rate = median(rates)
    say(
      `batches of ${String(size).padStart(5)} leaves   ${Math.round(rate)} leaves/s   goal ≥ ${GOAL}   ` +
        `${(rate / bare).toFixed(3)} of the bare hash rate (a leaf takes three hashes)`,
    )
  }
}

function makeBlob(size: number): Buffer {
  const word = () => `0x${randomBytes(32).toString('hex')}`
  const leaves = Array.from({ length: size }, (_, index) => {
    const signature = `0x${randomBytes(256).toString('hex')}`
    return [word(), word(), word(), signature, String(1_790_000_000 + index)]
  })
  const tree = StandardMerkleTree.of(leaves, ['bytes32', 'bytes32', 'bytes32', 'bytes', 'uint256'])
  return Buffer.from(JSON.stringify(tree.dump()))
}

function rebuild(blob: Buffer, size: number): number {
  const times = Math.ceil(LEAVES / size)
  return perSecond(times * size, () => {
    for (let index = 0; index < times; index++) rebuildBatch(blob)
  })
}

function bareHashes(): number {
  const bytes = randomBytes(LEAF_BYTES)
  return perSecond(100_000, () => {
    for (let index = 0; index < 100_000; index++) keccakBytes(bytes)
  })
}

/** By CPU time: the figure is per core, and a busy neighbour does not spoil it. */
function perSecond(count: number, act: () => void): number {
  const start = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(start)
  return (count * 1e6) / (user + system)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
