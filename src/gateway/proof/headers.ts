import { decodeHeader } from '../../chain/ethereum/decode-header.ts'
import { readHeader, verifyHeader, verifyParent } from '../../chain/ethereum/header.ts'
import * as field from '../../chain/fields.ts'
import { MalformedEvidence, Rejected, Unavailable } from '../../claim/errors.ts'
import type { Hash32 } from '../../claim/hex.ts'
import type { RawHeader } from '../../claim/raw.ts'
import type { BlockRange } from '../client.ts'
import type { RpcCall } from '../endpoints/rpc.ts'
import { askProved, type Proved } from './evidence.ts'
import { askForExisting } from './existing.ts'
import type { Integrity } from './integrity.ts'
import { inParallel, toChunks } from './parallel.ts'

/** Headers, without what their blocks hold, that are asked for at once. */
export const HEADERS_PER_BATCH = 50

export const hexNumber = (value: number): string => `0x${value.toString(16)}`

/** A header of an answer: proved to have its hash where the family's headers do, else as the endpoint says. */
export function toHeader(integrity: Integrity, result: unknown): RawHeader {
  const block = field.toObject(result, 'block')
  return integrity.family.kind === 'roots' ? verifyHeader(block) : readHeader(block)
}

export function headerCall(block: number | Hash32 | string, transactions = false): RpcCall {
  if (typeof block === 'number')
    return { method: 'eth_getBlockByNumber', params: [hexNumber(block), transactions] }
  const method = block.length === 66 ? 'eth_getBlockByHash' : 'eth_getBlockByNumber'
  return { method, params: [block, transactions] }
}

/**
 * The header with this hash.
 * @throws Unavailable `UNAVAILABLE_BLOCK` when no endpoint has it
 */
export async function getHeaderByHash(integrity: Integrity, hash: Hash32): Promise<RawHeader> {
  const found = await askForExisting(integrity, headerCall(hash), (result) => {
    const header = toHeader(integrity, result)
    if (header.hash !== hash)
      throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${hash}, given ${header.hash}`)
    return header
  })
  if (!found) throw new Unavailable('UNAVAILABLE_BLOCK', `no endpoint has block ${hash}`)
  return found
}

/**
 * All headers of a range, ascending: linked from `anchor`, the vouched-for header of its end, down. Whoever gave a
 * header that the one above does not name is recorded and another is asked.
 */
export async function getHeaderChain(
  integrity: Integrity,
  { from, to }: BlockRange,
  anchor: RawHeader | Promise<RawHeader>,
): Promise<RawHeader[]> {
  const numbers = Array.from({ length: to - from }, (_, i) => from + i)
  const chunks = toChunks(numbers, HEADERS_PER_BATCH)
  const [end, answers] = await Promise.all([
    anchor,
    inParallel(chunks, 8, (chunk) => askHeaders(integrity, chunk)),
  ])
  let above = end
  const linked: RawHeader[][] = []
  for (const [index, chunk] of [...chunks.entries()].reverse()) {
    let answer = answers[index]
    while (!answer || !isLinked(integrity, answer, above)) answer = await askHeaders(integrity, chunk)
    linked.unshift(answer.value)
    above = answer.value[0] ?? above
  }
  return [...linked.flat(), end]
}

/** Whether these headers, ascending, lead up to `above`; a fault is recorded when they do not. */
function isLinked(integrity: Integrity, { value, endpoint }: Proved<RawHeader[]>, above: RawHeader): boolean {
  let child = above
  for (const header of [...value].reverse()) {
    try {
      verifyParent(child, header)
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      integrity.faults.record(endpoint, error, header.number, `block ${header.number} is ${header.hash}`)
      return false
    }
    child = header
  }
  return true
}

function askHeaders(integrity: Integrity, numbers: readonly number[]): Promise<Proved<RawHeader[]>> {
  const calls = numbers.map((number) => headerCall(number))
  return askProved(integrity, calls, numbers[0] ?? null, (results) =>
    results.map((result, i) => {
      const header = toHeader(integrity, result)
      if (header.number !== numbers[i])
        throw new Rejected('REJECTED_HEADER_OTHER', `asked for block ${numbers[i]}, given ${header.number}`)
      return header
    }),
  )
}

/**
 * What a proved header commits to.
 * @throws MalformedEvidence `MALFORMED_HEADER` when the header was not proved
 */
export function commitmentsOf(header: RawHeader) {
  if (header.encoded === null)
    throw new MalformedEvidence('MALFORMED_HEADER', `block ${header.number} has no encoded header`)
  return decodeHeader(header.encoded)
}
