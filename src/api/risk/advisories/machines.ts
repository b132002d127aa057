import type { FoundPlatform } from '../../../claim/tee-platform.ts'
import type { Configuration, MachineSpell } from '../../../economics/risk/advisory.ts'
import type { Custody } from '../../../platform/network-custody.ts'
import { custodyOf, toSeconds } from '../custody.ts'
import { type PlatformsFound, registrationName } from '../platforms.ts'
import type { NodeSpell } from '../rows/spells.ts'

/** A node with its machines over time. */
export interface NodeMachines {
  readonly chain: number
  readonly node: string
  readonly spells: readonly MachineSpell[]
}

/** Every node's machines, as attestations prove them and the network's file declares them; `spells` in the order of time. */
export function listMachines(
  spells: readonly NodeSpell[],
  platforms: PlatformsFound,
  custody: readonly Custody[],
): readonly NodeMachines[] {
  const moments = custody.flatMap(({ since, until }) => [
    toSeconds(since),
    ...(until ? [toSeconds(until)] : []),
  ])
  return [...Map.groupBy(spells, ({ chain, node }) => `${chain} ${node}`).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const parts = own.flatMap((spell) => split(spell, moments))
    return [
      {
        chain: first.chain,
        node: first.node,
        spells: parts.map((spell) => machineIn(spell, platforms, custody)),
      },
    ]
  })
}

function split(spell: NodeSpell, moments: readonly number[]): readonly NodeSpell[] {
  const within = moments.filter((at) => at > spell.from && (spell.to === null || at < spell.to))
  const starts = [...new Set([spell.from, ...within])].sort((a, b) => a - b)
  return starts.map((from, index) => ({ ...spell, from, to: starts[index + 1] ?? spell.to }))
}

function machineIn(spell: NodeSpell, platforms: PlatformsFound, custody: readonly Custody[]): MachineSpell {
  const { from, to, chain, node, attestedBlock } = spell
  const registered =
    attestedBlock === null ? undefined : platforms.get(registrationName(chain, node, attestedBlock))
  const declared = custodyOf(custody, spell, from)
  const machine = spell.isAttested ? toConfiguration(registered?.found, declared) : null
  return { from, to, machine, key: registered?.key ?? null }
}

/** What a document says of a machine, and where it says nothing what was declared. */
function toConfiguration(found: FoundPlatform | undefined, declared: Custody | undefined): Configuration {
  const platform = found?.platform
  const isProved = found?.code === null
  const isCloudProved = isProved && platform?.cloud != null
  return {
    tee: platform?.kind ?? declared?.tee ?? null,
    cpu: platform?.cpu ?? declared?.cpu ?? null,
    tcb: platform?.tcb ?? {},
    isProved,
    isCpuProved: isProved && platform?.cpu != null,
    custody: isCloudProved ? 'cloud' : (declared?.custody ?? null),
    isCustodyProved: isCloudProved,
  }
}
