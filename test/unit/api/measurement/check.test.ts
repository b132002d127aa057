import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { measurementCommand } from '../../../../src/api/measurement/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'assay-build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Listed {
  readonly measurement: string
  readonly version: string
  readonly pcr0: string
  readonly pcr1: string
  readonly pcr2: string
}
const listed = JSON.parse(readFileSync('networks/opengradient-testnet/measurements.json', 'utf8')) as Listed[]
const [first = {} as Listed] = listed

let written: string[] = []
beforeEach(() => {
  written = []
  process.exitCode = undefined
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
})
afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

async function check(content: unknown, ...more: string[]): Promise<{ exit: unknown; text: string }> {
  const file = join(folder, 'build.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  const args = ['check', file, '--network', 'opengradient-testnet', ...more]
  await measurementCommand().parseAsync(args, { from: 'user' })
  return { exit: process.exitCode, text: written.join('') }
}
const built = (change: Record<string, string> = {}) => ({
  Measurements: {
    HashAlgorithm: 'Sha384 { ... }',
    PCR0: first.pcr0,
    PCR1: first.pcr1,
    PCR2: first.pcr2,
    ...change,
  },
})

describe('a build of one’s own against the published measurements', () => {
  test('what nitro-cli build-enclave printed of a published one', async () => {
    const { exit, text } = await check(built())
    expect([exit, text]).toEqual([
      undefined,
      expect.stringContaining(`${first.measurement} is ${first.version}`),
    ])
  })
  test('what describe-enclaves printed, one of several being none', async () => {
    const { exit, text } = await check(
      [{ EnclaveName: 'a', ...built() }, built({ PCR0: 'ab'.repeat(48) })],
      '--json',
    )
    expect(exit).toBe(1)
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      network: 'opengradient-testnet',
      listed: listed.length,
      builds: [
        { outcome: 'same', entry: { version: first.version } },
        { outcome: 'near', entry: null, near: [{ version: first.version, differs: ['PCR0'] }] },
      ],
    })
  })
  test('a kernel alone makes no two builds near', async () => {
    const { exit, text } = await check(built({ PCR0: 'ab'.repeat(48), PCR2: 'cd'.repeat(48) }))
    expect([exit, text]).toEqual([1, expect.stringMatching(/is none that opengradient-testnet lists\n$/)])
  })
  test.each([
    ['no JSON', '{'],
    ['no registers', { Measurements: { PCR0: first.pcr0 } }],
    ['a register that is too short', built({ PCR1: '00' })],
    ['a list of nothing', []],
  ])('%s is refused', async (_, content) => {
    await expect(check(content)).rejects.toMatchObject({ code: 'BUILD_UNREADABLE' })
  })
  test('a file that is not there, and a network that lists nothing', async () => {
    const args = ['check', join(folder, 'none.json'), '--network']
    await expect(
      measurementCommand().parseAsync([...args, 'opengradient-testnet'], { from: 'user' }),
    ).rejects.toMatchObject({ code: 'BUILD_UNREADABLE' })
    await expect(
      measurementCommand().parseAsync([...args, 'boundless'], { from: 'user' }),
    ).rejects.toMatchObject({
      code: 'NO_MEASUREMENTS',
    })
  })
})
