import { readFileSync } from 'node:fs'

type Point = string[] | string[][]

/** A key, a proof and signals of test/fixtures/snark, as objects to alter and files to judge. */
export interface SnarkFixture {
  key: Record<string, Point | Point[] | string | number>
  proof: Record<string, Point | string | Record<string, Point | string>>
  signals: string[]
}

export function readSnark(curve: 'bn128' | 'bls12381', protocol: string): SnarkFixture {
  const read = (part: string) =>
    JSON.parse(
      readFileSync(
        new URL(`../fixtures/snark/own-${curve}/${protocol}.${part}.json`, import.meta.url),
        'utf8',
      ),
    )
  return { key: read('vkey'), proof: read('proof'), signals: read('public') }
}

export const file = (json: unknown): Buffer => Buffer.from(JSON.stringify(json))
