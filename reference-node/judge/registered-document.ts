import { NotCheckable, Rejected } from '../../src/claim/errors.ts'
import type { Hash32 } from '../../src/claim/hex.ts'
import { measurementOf } from '../../src/claim/nitro-verify.ts'
import { type Registered, verifyDocument } from '../../src/claim/registered-document.ts'
import type { ChainPosition } from '../evidence/node-history.ts'
import type { RegistrationCall, RegistrationRecord } from '../evidence/records.ts'
import type { JudgeContext } from './context.ts'

/**
 * What does not hold of a document that was found inside another call is nobody's fault: nothing shows that the registry saw it.
 * @throws NotCheckable `CALLDATA_UNPROVED`
 */
export async function unproved<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify()
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    throw new NotCheckable(
      'CALLDATA_UNPROVED',
      `the document that stands in the call of another contract does not hold: ${error.message}`,
      { cause: error },
    )
  }
}

/** A registered document that counts: the call that names it, and the code that it measured. */
export interface Counted {
  readonly call: RegistrationCall
  readonly measurement: Hash32
}

/** What was found once counts for good: who may vouch for a registration is read at the start. */
const counted = new WeakMap<RegistrationRecord, Counted>()

/**
 * What another contract registered, by the document that proves itself: one that stands in the call, else one of the calls that a
 * trace shows. A document that is found may not be the one that was registered, so what does not hold is nobody's fault.
 * Undefined where no document is found, or more are than are read.
 * @throws NotCheckable `CALLDATA_UNPROVED` where none holds, or two that hold measured different code
 */
export async function findCounted(
  { evidence, trust }: Pick<JudgeContext, 'evidence' | 'trust'>,
  chainId: number,
  record: RegistrationRecord,
  { block, position, time }: ChainPosition,
): Promise<Counted | undefined> {
  const known = counted.get(record)
  if (known) return known
  const registered = { at: time, roots: trust.roots }
  let found = listProved(record.calls, registered)
  let said = record.calls
  if (isOne(found) === undefined) {
    const traced = await evidence.findTraced(chainId, block, position)
    said = traced?.kind === 'registration' && traced.calls.length > 0 ? traced.calls : said
    found = listProved(said, registered)
  }
  const one = isOne(found)
  if (one) {
    counted.set(record, one)
    return one
  }
  const [first] = said
  if (!first) return undefined
  await unproved(async () => verifyDocument(first, registered))
  throw new NotCheckable(
    'CALLDATA_UNPROVED',
    `${found.length} documents of different code stand in the call of another contract and prove the node's key`,
  )
}

/** The only one, or one of several that measured the same code. */
function isOne(found: readonly Counted[]): Counted | undefined {
  const [first] = found
  return found.every((each) => each.measurement === first?.measurement) ? first : undefined
}

function listProved(calls: readonly RegistrationCall[], registered: Registered): Counted[] {
  return calls.flatMap((call) => {
    try {
      return [{ call, measurement: measurementOf(verifyDocument(call, registered)) }]
    } catch (error) {
      if (error instanceof Rejected || error instanceof NotCheckable) return []
      throw error
    }
  })
}
