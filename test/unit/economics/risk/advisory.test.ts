import { describe, expect, test } from 'vitest'
import {
  type AffectedMachines,
  type Configuration,
  exposedIn,
  intervalsOf,
  judge,
} from '../../../../src/economics/risk/advisory.ts'

const MACHINE: Configuration = {
  tee: 'sev-snp',
  cpu: 'milan',
  tcb: { firmware: '1.55.9', snp: '22' },
  isProved: true,
  isCpuProved: true,
  custody: 'home',
  isCustodyProved: false,
}
const ROW: AffectedMachines = {
  tee: 'sev-snp',
  cpus: ['milan'],
  access: 'host',
  forges: 'yes',
  patched_tcb: 'firmware>=1.55.22',
}
const of = (machine: Partial<Configuration> | null, ...rows: Partial<AffectedMachines>[]) => {
  const { state, reason } = judge(
    machine && { ...MACHINE, ...machine },
    rows.length ? rows.map((row) => ({ ...ROW, ...row })) : [ROW],
  )
  return `${state} ${reason}`
}

describe('whether an advisory is about a machine', () => {
  test('kind of hardware and family decide, and only what is proved is out of question', () => {
    expect(of({})).toBe('affected MATCHES')
    expect(of(null)).toBe('not_affected NO_TEE')
    expect(of({ tee: null })).toBe('unknown PLATFORM_UNKNOWN')
    expect(of({ tee: 'tdx' })).toBe('not_affected OTHER_HARDWARE')
    expect(of({ tee: 'tdx', isProved: false })).toBe('unknown NOT_PROVED')
    expect(of({ cpu: 'genoa' })).toBe('not_affected OTHER_CPU')
    expect(of({ cpu: 'genoa', isCpuProved: false })).toBe('unknown NOT_PROVED')
    expect(of({ cpu: null })).toBe('unknown CPU_UNKNOWN')
    // What is not proved may well be affected.
    expect(of({ isProved: false, isCpuProved: false })).toBe('affected MATCHES')
  })
  test('any family, and families that the source does not list', () => {
    expect(of({ cpu: null }, { cpus: ['any'] })).toBe('affected MATCHES')
    expect(of({}, { cpus: ['unlisted'] })).toBe('unknown CPUS_UNLISTED')
  })
  test.each([
    ['1.55.22', 'patched TCB_PATCHED'],
    ['1.55.100', 'patched TCB_PATCHED'],
    ['1.56.1', 'patched TCB_PATCHED'],
    ['2.0.0', 'patched TCB_PATCHED'],
    ['1.55.21', 'affected MATCHES'],
    ['1.54.99', 'affected MATCHES'],
    ['1.55', 'affected MATCHES'],
  ])('firmware %s against 1.55.22 is %s: by numbers, and not by letters', (firmware, said) =>
    expect(of({ tcb: { firmware } })).toBe(said),
  )
  test('a fix shows only in a component that the attestation has and proves', () => {
    expect(of({ tcb: { firmware: '1.55.22' }, isProved: false })).toBe('unknown NOT_PROVED')
    expect(of({ tcb: {} })).toBe('affected MATCHES')
    expect(of({ tcb: { firmware: '9.9.9' } }, { patched_tcb: null })).toBe('affected MATCHES')
    expect(of({}, { patched_tcb: 'toString>=1' })).toBe('affected MATCHES')
  })
  test('of several rows of one kind the one of the family decides', () => {
    const genoa = { cpus: ['genoa'], patched_tcb: 'firmware>=1.55.38' }
    expect(of({ tcb: { firmware: '1.55.30' } }, {}, genoa)).toBe('patched TCB_PATCHED')
    expect(of({ cpu: 'genoa', tcb: { firmware: '1.55.30' } }, {}, genoa)).toBe('affected MATCHES')
  })
  test('a probe on the memory bus needs the machine in hand; a forged attestation comes from any', () => {
    const physical = { access: 'physical' as const }
    expect(of({}, physical)).toBe('affected MATCHES')
    expect(of({ custody: null }, physical)).toBe('unknown CUSTODY_UNKNOWN')
    expect(of({ custody: 'cloud' }, physical)).toBe('unknown CUSTODY_DECLARED')
    expect(of({ custody: 'cloud', isCustodyProved: true }, physical)).toBe('not_affected HELD_BY_CLOUD')
    expect(of({ custody: 'cloud' }, { ...physical, forges: 'no' })).toBe('not_affected HELD_BY_CLOUD')
  })
  test('a Nitro document has no version: never patched', () =>
    expect(of({ tee: 'nitro', tcb: {} }, { tee: 'nitro', cpus: ['any'] })).toBe('unknown NO_TCB_VERSION'))
})

describe('a node over time', () => {
  const spell = (from: number, to: number | null, firmware: string, key: string | null) => ({
    from,
    to,
    key,
    machine: { ...MACHINE, tcb: { firmware } },
  })
  const told = (...spells: ReturnType<typeof spell>[]) =>
    intervalsOf(spells, [ROW]).map(({ from, to, state }) => `${from}-${to ?? ''} ${state}`)
  test('the patch ends nothing while the key is the old one', () =>
    expect(
      told(spell(0, 10, '1.55.9', 'a'), spell(10, 20, '1.55.22', 'a'), spell(20, null, '1.55.22', 'b')),
    ).toEqual(['0-10 affected', '10-20 affected', '20- patched']))
  test('who attests with a fresh key on the old versions stays affected, and so does an unknown key', () => {
    expect(told(spell(0, 10, '1.55.9', 'a'), spell(10, null, '1.55.9', 'b'))).toEqual(['0- affected'])
    expect(told(spell(0, 10, '1.55.9', null), spell(10, null, '1.55.22', null))).toEqual([
      '0-10 affected',
      '10- affected',
    ])
  })
  test('who goes back to the old versions is affected again, and its key with it', () =>
    expect(
      told(spell(0, 5, '1.55.22', 'a'), spell(5, 9, '1.55.9', 'b'), spell(9, null, '1.55.22', 'b')),
    ).toEqual(['0-5 patched', '5-9 affected', '9- affected']))
  test('a hole that no version closes lasts, whatever is attested and with which key', () =>
    expect(
      intervalsOf(
        [spell(0, 10, '1.55.9', 'a'), spell(10, null, '9.99', 'b')],
        [{ ...ROW, patched_tcb: null }],
      ),
    ).toEqual([{ from: 0, to: null, state: 'affected', reason: 'MATCHES' }]))
  test('two holes at once are each closed by their own version', () => {
    const spells = [spell(0, 10, '1.55.9', 'a'), spell(10, null, '1.55.22', 'b')]
    const later = { ...ROW, patched_tcb: 'firmware>=1.55.30' }
    expect([ROW, later].map((row) => intervalsOf(spells, [row]).at(-1)?.state)).toEqual([
      'patched',
      'affected',
    ])
  })
  test('exposure: from publication, from the first such machine, within a window', () => {
    const intervals = intervalsOf([spell(0, 100, '1.55.9', 'a'), spell(100, null, '1.55.22', 'b')], [ROW])
    const window = { from: 10, to: 200 }
    expect(exposedIn(intervals, 'affected', 60, window)).toEqual([{ from: 60, to: 100 }])
    expect(exposedIn(intervals, 'affected', Number.NEGATIVE_INFINITY, window)).toEqual([
      { from: 10, to: 100 },
    ])
    expect(exposedIn(intervals, 'affected', 100, window)).toEqual([])
    expect(exposedIn(intervals, 'unknown', 0, window)).toEqual([])
  })
})
