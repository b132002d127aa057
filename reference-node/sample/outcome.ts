import { AuditFault, NotCheckable } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { hashOf } from '../../src/claim/hex.ts'
import { leafHash, proveInclusion, type ReadHashes, rootOf } from '../../src/claim/log/tree.ts'
import { drawIndexes } from '../../src/claim/sample/draw.ts'
import { type Element, encodeElement, rootOfPopulation } from '../../src/claim/sample/population.ts'
import { type Statement, toVerdict } from '../../src/claim/verdict.ts'
import type { JudgeContext } from '../judge/context.ts'
import type { Judged } from '../judge/judge.ts'
import { judgeOnce } from '../judge/once.ts'
import type { DueSubject } from '../judge/subject.ts'
import type { Commitment } from '../log/bodies.ts'
import type { Population } from './population.ts'
import type { SampledIndex } from './sampled-index.ts'

/** One element that was drawn, with the proof that it is in the population. */
export interface DrawnElement {
  readonly index: number
  readonly element: Element
  readonly path: readonly Hash32[]
}

/**
 * The elements that a round draws for a commitment, out of the population as this index has it.
 * @throws AuditFault `SAMPLE_POPULATION` when this index has another population than was committed to
 */
export async function drawElements(
  index: SampledIndex,
  sample: { readonly commitment: Commitment; readonly hash: Hash32; readonly randomness: Hash32 },
): Promise<DrawnElement[]> {
  const { commitment, hash, randomness } = sample
  const { elements } = await readCommitted(index, commitment)
  const leaves = elements.map((element) => leafHash(encodeElement(element)))
  const read = readerOf(leaves)
  return Promise.all(
    drawIndexes(hash, randomness, elements.length, commitment.count).map(async (index) => ({
      index,
      element: elements[index] as Element,
      path: (await proveInclusion(read, index, leaves.length)).map(hashOf),
    })),
  )
}

/**
 * The population of a commitment as this index has it.
 * @throws AuditFault `SAMPLE_POPULATION` when it is another one
 */
export async function readCommitted(index: SampledIndex, commitment: Commitment): Promise<Population> {
  const { statement, scope, chains, size, root } = commitment
  const population = await index.readPopulation(statement, scope, chains)
  const here = rootOfPopulation(population.elements)
  if (here.size !== size || here.root !== root)
    throw new AuditFault(
      'SAMPLE_POPULATION',
      `${size} elements with root ${root} were committed to; here there are ${here.size} with ${here.root}`,
    )
  return population
}

/** A judged element, with what the index said of it; null of a leaf that the index does not have. */
export interface JudgedElement extends Judged {
  readonly subject: DueSubject | null
}

/** Judges one statement about an element; a leaf whose blob nobody has here is undecided. */
export async function judgeElement(
  index: SampledIndex,
  context: JudgeContext,
  { statement }: { readonly statement: Statement },
  element: Element,
): Promise<JudgedElement> {
  const subject = await index.findSubject(element, statement)
  if (subject) return { ...(await judgeOnce(subject, statement, context)), subject }
  const verdict = await toVerdict(() => {
    throw new NotCheckable('BLOB_MISSING', 'the contents of its batch are not archived here')
  })
  return { verdict, conditions: {}, subject: null }
}

// A population's leaves are in memory: its upper levels are computed once.
function readerOf(leaves: readonly Uint8Array[]): ReadHashes {
  const levels = [leaves]
  for (let below = leaves; below.length >= 256; levels.push(below))
    below = Array.from({ length: Math.floor(below.length / 256) }, (_, at) =>
      rootOf(below.slice(256 * at, 256 * (at + 1))),
    )
  return async (level, from, count) => levels[level]?.slice(from, from + count) ?? []
}
