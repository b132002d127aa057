import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { compileContracts } from '../../../devnet/chain/compile.ts'
import type { Artefacts, Sources } from '../../../devnet/chain/solc.ts'

const ROOT = join(import.meta.dirname, '../../..')

describe('the contracts of the devnet', () => {
  let artefacts: Artefacts
  beforeAll(async () => {
    artefacts = await compileContracts()
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

describe('what was compiled', () => {
  const make = () =>
    vi.fn((_: Sources): Artefacts => ({ Made: { abi: [], bytecode: '0x01', deployedBytecode: '0x' } }))

  it('is kept for the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-contracts-'))
    const compiler = make()
    const first = await compileContracts(join(folder, 'cache'), compiler)
    expect(await compileContracts(join(folder, 'cache'), compiler)).toEqual(first)
    expect(compiler).toHaveBeenCalledTimes(1)
    await rm(folder, { recursive: true })
  })

  it('is used all the same where nothing can be kept', async () => {
    // Nobody makes a folder there, not even root.
    const compiler = make()
    expect(await compileContracts('/sys/assay-contracts', compiler)).toHaveProperty('Made')
    expect(compiler).toHaveBeenCalledTimes(1)
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
