import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { compileContracts } from '../../../devnet/chain/compile.ts'
import type { Artefacts } from '../../../devnet/chain/solc.ts'
import { CONTRACT_CACHE } from '../../support/devnet.ts'

const ROOT = join(import.meta.dirname, '../../..')

describe('the contracts of the devnet', () => {
  let artefacts: Artefacts
  beforeAll(async () => {
    artefacts = await compileContracts(CONTRACT_CACHE)
  })

  it.each(['TEERegistry', 'TEEInferenceVerifier', 'InferenceSettlementRelay'])(
    '%s has the ABI that OpenGradient published: functions, events and errors',
    async (name) => {
      const file = join(ROOT, 'networks/opengradient-testnet/abi', `${name}.json`)
      const published = JSON.parse(await readFile(file, 'utf8')) as unknown
      const entries = Array.isArray(published) ? published : (published as { abi: unknown[] }).abi
      expect(inOrder(artefacts[name]?.abi ?? [])).toEqual(inOrder(entries))
    },
  )

  it('AssayWork emits every event of the public interface', () => {
    const eventsOf = (name: string) =>
      inOrder((artefacts[name]?.abi ?? []).filter((entry) => entry.type === 'event'))
    expect(eventsOf('IAssayV1').length).toBeGreaterThan(10)
    expect(eventsOf('AssayWork')).toEqual(eventsOf('IAssayV1'))
  })

  it('the stand-in at 0x900 keeps its state away from its code', () => {
    // anvil_setCode places code without running a constructor.
    expect(artefacts.NativeVerifier?.abi.filter((entry) => entry.type === 'constructor')).toEqual([])
  })
})

// Order of entries and of keys says nothing in an ABI.
function inOrder(entries: readonly unknown[]): string[] {
  return entries.map(canonical).sort()
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}
