import { readFileSync } from 'node:fs'
import type { RpcObject } from '../../src/chain/fields.ts'

/** The JSON of a recorded or synthetic CometBFT answer. */
export function readVector(name: string): RpcObject {
  return JSON.parse(readFileSync(`test/fixtures/cometbft/${name}.json`, 'utf8'))
}

/** The same without its envelope. */
export function readAnswer(name: string): RpcObject {
  const vector = readVector(name)
  return (vector.result ?? vector) as RpcObject
}

/** The heights of the synthetic chain. */
export const HEIGHTS = [100, 101, 102, 103, 104, 105, 106] as const
export const synthetic = (height: number, what: string) =>
  readAnswer(`synthetic/og_synthetic_${height}.${what}`)
