import { Unavailable } from '../../src/claim/errors.ts'
import type { ChainRecord } from '../evidence/records.ts'

/**
 * The record as the kind that the database says it is.
 * @throws Unavailable `FACT_DIFFERS`
 */
export function expectRecord<K extends ChainRecord['kind']>(
  record: ChainRecord,
  kind: K,
): Extract<ChainRecord, { kind: K }> {
  if (record.kind !== kind)
    throw new Unavailable('FACT_DIFFERS', `the database says ${kind}, the chain says ${record.kind}`)
  return record as Extract<ChainRecord, { kind: K }>
}
