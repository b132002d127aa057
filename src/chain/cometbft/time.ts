import { Proto } from './proto.ts'
import type { Time } from './read.ts'

/** google.protobuf.Timestamp */
export function encodeTime({ seconds, nanos }: Time): Uint8Array {
  return new Proto(24).int(1, seconds).int(2, nanos).end()
}
