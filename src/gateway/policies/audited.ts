import { randomBytes } from 'node:crypto'
import { Rejected, Unavailable } from '../../claim/errors.ts'
import { toHex } from '../../claim/hex.ts'
import type { RawBlock, RawHeader, RawLog } from '../../claim/raw.ts'
import type { BlockRange, LogFilter, ProvenBlock, ProvenRange } from '../client.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { fetchBlocks, LogsDisputed } from '../proof/contents.ts'
import { drawBlocks } from '../proof/draw.ts'
import { firstOf } from '../proof/first-of.ts'
import type { Integrity } from '../proof/integrity.ts'
import { askLogs, type Questions } from '../proof/logs.ts'
import { findProver, type Prove } from '../proof/prover.ts'
import { agreeOnBlock, agreeOnBlocks } from '../proof/quorum.ts'
import type { SaidLog } from '../proof/said-log.ts'

interface Testimony {
  readonly endpoint: Endpoint
  readonly logs: readonly SaidLog[]
}

/** An endpoint that does not serve its part of a comparison by then is left out of it. */
const PATIENCE_MS = 8_000
/** When so much time has passed, a further endpoint is asked beside those that are waited for. */
const SLOW_MS = 400

/**
 * Policy `audited`: as many endpoints as make a quorum (two at least) give the range's logs, and must give the
 * same. Where they differ, or give logs that are not those of the block they name, the first such block is proved and
 * whoever told otherwise is recorded. A random share of all blocks, drawn after the answers are in, is proved as under
 * `full`.
 * @throws Unavailable `UNAVAILABLE_ENDPOINTS`
 */
export async function auditRange(
  integrity: Integrity,
  range: BlockRange,
  filters: readonly LogFilter[],
): Promise<ProvenRange> {
  const { family, options } = integrity
  const prove = findProver(integrity)
  // Neither needs the other's answer.
  const [[first, last = first], heard] = await Promise.all([
    agreeOnBlocks(integrity, [...new Set([range.from, range.to])], true),
    collect(integrity, range, filters),
  ])
  if (!first || !last) throw new RangeError(`blocks ${range.from} to ${range.to} are no range`)
  for (let testimonies = heard; ; testimonies = await collect(integrity, range, filters)) {
    const [one] = testimonies
    if (!one) throw new Unavailable('UNAVAILABLE_ENDPOINTS', 'no endpoint gave logs')
    const differing = findDifference(testimonies)
    if (differing !== undefined) {
      await convict(integrity, testimonies, differing, filters)
      continue
    }
    const seed = toHex(randomBytes(8))
    const sample = drawBlocks(seed, range, options.auditShare)
    const [proved, said] = await Promise.all([
      prove ? proveSample(integrity, prove, sample, testimonies, filters) : new Set(),
      fetchBlocks(integrity, one.logs, filters),
    ])
    if (!proved) continue
    if (said instanceof LogsDisputed) {
      await convict(integrity, testimonies, said.block, filters)
      continue
    }
    const witnesses = `${integrity.describe(testimonies.length)} gave the same logs`
    const share =
      prove || family.kind === 'roots'
        ? `${sample.length} blocks proved in full, seed ${seed}`
        : family.reason
    const vouchedBy = testimonies.length > 1 ? `${witnesses}; ${share}` : integrity.describe(1)
    const proof = testimonies.length > 1 && prove ? 'audited' : 'unproved'
    const blocks = said.map(
      (block): ProvenBlock => ({
        ...block,
        proof: proof === 'audited' && proved.has(block.header.number) ? 'full' : proof,
        vouchedBy,
      }),
    )
    return { range, blocks, last: last.header, parentHash: first.header.parentHash, proof, vouchedBy }
  }
}

/** What a quorum of endpoints says, each asked alone; where nothing is provable, a quorum that says the same if there is one. */
async function collect(
  integrity: Integrity,
  range: BlockRange,
  filters: readonly LogFilter[],
): Promise<Testimony[]> {
  const { gateway, witnesses: needed } = integrity
  const questions: Questions = new Map()
  const ask = async (endpoint: Endpoint): Promise<Testimony> => {
    const logs = await askLogs(integrity, range, filters, {
      only: endpoint,
      patienceMs: PATIENCE_MS,
      questions,
    })
    return { endpoint, logs }
  }
  const testimonies = await firstOf(needed, gateway.inService(), ask, SLOW_MS)
  if (testimonies.length < needed)
    throw new Unavailable(
      'UNAVAILABLE_QUORUM',
      `logs of ${range.from} to ${range.to}: ${needed} endpoints must give them, ${testimonies.length} did`,
    )
  if (findProver(integrity) || findDifference(testimonies) === undefined) return testimonies
  // Nothing proves who is right, so the others are heard: what a quorum says alike stands.
  const heard = testimonies.map((each) => each.endpoint)
  const others = gateway.inService().filter((each) => !heard.includes(each))
  const more = await Promise.allSettled(others.map(ask))
  const all = [...testimonies, ...more.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))]
  const alike = all.map((one) => all.filter((other) => findDifference([one, other]) === undefined))
  return alike.find((group) => group.length >= needed) ?? testimonies
}

/** The first block for which not everybody says the same. */
function findDifference(testimonies: readonly Testimony[]): number | undefined {
  const [one, ...others] = testimonies
  let lowest: number | undefined
  for (const other of others) {
    const a = one?.logs ?? []
    const b = other.logs
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
      const [x, y] = [a[i], b[i]]
      if (x && y && (x === y || isSame(x, y))) continue
      lowest = Math.min(
        lowest ?? Number.MAX_SAFE_INTEGER,
        ...[x, y].flatMap((log) => (log ? [log.blockNumber] : [])),
      )
      break
    }
  }
  return lowest
}

/** Finds out by proof, or where there is none by a majority's header, who told the truth about a block. */
async function convict(
  integrity: Integrity,
  testimonies: readonly Testimony[],
  number: number,
  filters: readonly LogFilter[],
): Promise<void> {
  const prove = findProver(integrity)
  const { header } = await agreeOnBlock(integrity, number, true)
  if (!prove) return convictByHeader(integrity, testimonies, header)
  const [block] = await prove([header], filters)
  for (const testimony of testimonies)
    compare(integrity, testimony, block ?? { header, logs: [], transactions: [] })
}

/** Records a fault when the testimony about a block is not what was proved. False when it is not. */
function compare(
  integrity: Integrity,
  { endpoint, logs }: Testimony,
  { header, logs: truth, transactions }: RawBlock,
): boolean {
  const said = logs.filter((log) => log.blockNumber === header.number)
  const renamed = said.some((log) => log.blockHash !== header.hash)
  const hashes = new Map(transactions.map(({ index, hash }) => [index, hash]))
  const isTrue = (log: SaidLog, i: number) =>
    isSameLog(log, truth[i]) && log.transactionHash === hashes.get(log.transactionIndex)
  if (!renamed && said.length === truth.length && said.every(isTrue)) return true
  const omitted =
    said.length < truth.length && said.every((log) => truth.some((each) => isSameLog(log, each)))
  const error = renamed
    ? new Rejected('REJECTED_HEADER_OTHER', `block ${header.number} is ${header.hash}`)
    : new Rejected(
        omitted ? 'REJECTED_LOGS_OMITTED' : 'REJECTED_LOGS_DIFFER',
        `receipts root proves ${truth.length} logs of ours: ${summary(truth)}`,
      )
  integrity.faults.record(endpoint, error, header.number, `${said.length} logs: ${summary(said)}`)
  return false
}

function convictByHeader(integrity: Integrity, testimonies: readonly Testimony[], header: RawHeader): void {
  for (const { endpoint, logs } of testimonies)
    if (logs.some((log) => log.blockNumber === header.number && log.blockHash !== header.hash))
      integrity.faults.record(
        endpoint,
        new Rejected('REJECTED_HEADER_OTHER', `block ${header.number} is ${header.hash}`),
        header.number,
        'logs of another block',
      )
  throw new Unavailable(
    'UNAVAILABLE_QUORUM',
    `endpoints differ on the logs of block ${header.number}, and no proof can tell who is right`,
  )
}

/** Proves the drawn blocks. The proved numbers, or undefined when a testimony was found to be false. */
async function proveSample(
  integrity: Integrity,
  prove: Prove,
  sample: readonly number[],
  testimonies: readonly Testimony[],
  filters: readonly LogFilter[],
): Promise<Set<number> | undefined> {
  const agreed = await agreeOnBlocks(integrity, sample, true)
  const blocks = await prove(
    agreed.map(({ header }) => header),
    filters,
  )
  const honest = blocks.map((block) => testimonies.map((each) => compare(integrity, each, block)))
  return honest.flat().every(Boolean) ? new Set(sample) : undefined
}

function isSame(a: SaidLog, b: SaidLog): boolean {
  return a.blockHash === b.blockHash && a.transactionHash === b.transactionHash && isSameLog(a, b)
}

function isSameLog(a: RawLog, b: RawLog | undefined): boolean {
  return (
    b !== undefined &&
    a.logIndex === b.logIndex &&
    a.transactionIndex === b.transactionIndex &&
    a.address === b.address &&
    a.data === b.data &&
    a.topics.length === b.topics.length &&
    a.topics.every((topic, i) => topic === b.topics[i])
  )
}

function summary(logs: readonly RawLog[]): string {
  return logs.map(({ address, logIndex }) => `${logIndex} of ${address}`).join(', ') || 'none'
}
