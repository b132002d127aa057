import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../../claim/errors.ts'
import type { GuardedHttp } from '../../platform/http.ts'
import { DepthFile } from './depth-file.ts'
import { MarketChartSource } from './market-chart.ts'
import { PriceFile } from './price-file.ts'
import type { PriceSource } from './source.ts'

const DEPTH = '.depth.csv'
const SourceRow = z.strictObject({
  series: z.string().min(1),
  venue: z.string().min(1),
  format: z.literal('coingecko-market-chart-range'),
  base: z.url(),
  coin: z.string().regex(/^[a-z0-9-]+$/),
  enabled: z.boolean().default(true),
  note: z.string().optional(),
})

/**
 * The sources in folders: each `<series>.csv`, and those that `sources.json` turns on.
 * @throws Misconfigured `PRICES_MISSING` when there is no such folder, `PRICES_INVALID`
 */
export async function listPriceSources(
  folders: readonly string[],
  http: GuardedHttp,
): Promise<readonly PriceSource[]> {
  return (await Promise.all(folders.map((folder) => listSourcesIn(folder, http)))).flat()
}

/** The files of depth in folders: each `<series>.depth.csv`. */
export async function listDepthFiles(folders: readonly string[]): Promise<readonly DepthFile[]> {
  const all = folders.map(async (folder) =>
    (await readdir(folder))
      .filter((name) => name.endsWith(DEPTH))
      .map((name) => new DepthFile(name.slice(0, -DEPTH.length), join(folder, name))),
  )
  return (await Promise.all(all)).flat()
}

async function listSourcesIn(folder: string, http: GuardedHttp): Promise<readonly PriceSource[]> {
  const names = await readdir(folder).catch((cause) => {
    throw new Misconfigured('PRICES_MISSING', `no folder of prices at ${folder}: check ASSAY_PRICES`, {
      cause,
    })
  })
  const files = names
    .filter((name) => name.endsWith('.csv') && !name.endsWith(DEPTH))
    .map((name) => new PriceFile(name.slice(0, -'.csv'.length), join(folder, name)))
  if (!names.includes('sources.json')) return files
  const venues = await readSources(join(folder, 'sources.json'))
  return [
    ...files,
    ...venues.filter((venue) => venue.enabled).map((venue) => new MarketChartSource(venue, http)),
  ]
}

async function readSources(file: string): Promise<z.infer<typeof SourceRow>[]> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Misconfigured('PRICES_INVALID', `${file} is not JSON`, { cause })
  }
  const parsed = z.array(SourceRow).safeParse(value)
  if (!parsed.success) throw new Misconfigured('PRICES_INVALID', `${file}:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
