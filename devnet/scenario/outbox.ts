import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Response } from '../actors/tee-node.ts'

/** What the relayer has settled, by block: it needs the very signatures again to settle them twice. */
export class Outbox {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async put(block: number, responses: readonly Response[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    const rows = responses.map((each) => ({ ...each, timestamp: Number(each.timestamp) }))
    const file = join(this.#folder, `${block}.json`)
    await writeFile(`${file}.part`, JSON.stringify(rows))
    await rename(`${file}.part`, file)
  }

  /** @throws when nothing was settled in that block */
  async get(block: number): Promise<readonly Response[]> {
    const text = await readFile(join(this.#folder, `${block}.json`), 'utf8')
    const rows = JSON.parse(text) as (Omit<Response, 'timestamp'> & { timestamp: number })[]
    return rows.map((each) => ({ ...each, timestamp: BigInt(each.timestamp) }))
  }
}
