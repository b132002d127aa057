import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Misconfigured } from '../../claim/errors.ts'
import { readRoots } from '../../platform/attestation-roots.ts'
import type { Network } from '../../platform/network.ts'
import { declareCall, declareLog } from './abi.ts'
import { toReason, toText, unlessZero } from './abi-words.ts'
import type { EventDecoder } from './decoder.ts'
import { event } from './event.ts'
import { interfaces } from './index.ts'
import { createEventTable, type EventTable, type Interfaces } from './table.ts'

/** What a mapping file is given, so that it needs no import and may stand in any folder. */
const KIT = { event, declareLog, declareCall, toReason, toText, unlessZero }

/** What a mapping file exports: `networks/<name>/mappings/<interface>.ts`. */
interface MappingFile {
  readonly createDecoders?: (kit: typeof KIT) => readonly EventDecoder[]
}

/**
 * The decoders that a network's contracts name: ours, and those of its own mapping files for names that we do not have.
 * A mapping file is the operator's code and runs as such.
 * @throws Misconfigured `INTERFACE_UNKNOWN` naming every interface without decoders, `MAPPING_INVALID`
 */
export async function loadInterfaces(network: Network): Promise<Interfaces> {
  const wanted = [...new Set(network.contracts.map((each) => each.interface))]
  const own = wanted.filter((each) => !interfaces.has(each))
  const loaded = new Map(interfaces)
  const unknown: string[] = []
  for (const name of own) {
    const decoders = await findMapping(network.folder, name)
    if (decoders) loaded.set(name, decoders)
    else unknown.push(name)
  }
  if (unknown.length)
    throw new Misconfigured(
      'INTERFACE_UNKNOWN',
      `${network.name}: no decoders for ${unknown.join(', ')}: write ${join(network.folder, 'mappings', '<interface>.ts')}, ` +
        `or use one of ${[...interfaces.keys()].join(', ')}`,
    )
  return loaded
}

/**
 * The events of one chain of a network, with its decoders and whom its attestations chain to.
 * @throws Misconfigured as {@link loadInterfaces} and readRoots do
 */
export async function openTable(network: Network, chain: number): Promise<EventTable> {
  return createEventTable(network, chain, await loadInterfaces(network), await readRoots(network))
}

async function findMapping(folder: string, name: string): Promise<readonly EventDecoder[] | undefined> {
  // The name becomes a path: it must stay below the folder.
  if (!/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(name)) return undefined
  const file = resolve(folder, 'mappings', `${name}.ts`)
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return undefined
  try {
    const mapping: MappingFile = await import(pathToFileURL(file).href)
    const decoders = mapping.createDecoders?.(KIT) ?? []
    if (decoders.length === 0) throw new TypeError('it exports no createDecoders(kit) that returns decoders')
    return decoders
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Misconfigured('MAPPING_INVALID', `${file}: ${reason}`, { cause })
  }
}
