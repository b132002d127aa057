import { MalformedEvidence } from '../../claim/errors.ts'
import type { CometEvent } from '../read/results.ts'

/** A value of an event; undefined: it has none of this key. */
export function find(event: CometEvent, key: string): string | undefined {
  return event.attributes.find(([name]) => name === key)?.[1]
}

/** @throws MalformedEvidence `MALFORMED_EVENT` */
export function need(event: CometEvent, key: string): string {
  const value = find(event, key)
  if (value === undefined) throw new MalformedEvidence('MALFORMED_EVENT', `${event.type} has no ${key}`)
  return value
}
