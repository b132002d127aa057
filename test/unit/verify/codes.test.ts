import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findActor, findRemedy, PARTIES } from '../../../reference-node/checks/actors.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const CHECKS = ['checks', 'commands', 'inference'].map((folder) => `reference-node/${folder}`)
const ROOTS = 'src/platform/attestation-roots.ts'
const PREFIXES = /'((?:REJECTED|UNKNOWN|UNSUPPORTED|UNAVAILABLE|MODEL|ROOT|KEYS|FILE)_[A-Z0-9_]+)'/g
const THROWN = /new (?:Rejected|MalformedEvidence|NotCheckable|Unavailable)\(\s*'([A-Z0-9_]+)'/g

function listSources(folder: string): string[] {
  if (folder.endsWith('.ts')) return [readFileSync(join(root, folder), 'utf8')]
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
}

const find = (folders: string[], pattern: RegExp) =>
  [
    ...new Set(
      folders
        .flatMap(listSources)
        .flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? '')),
    ),
  ].sort()

const documented = [
  ...new Set(
    [
      ...readFileSync(join(root, 'docs/methodology/codes.md'), 'utf8').matchAll(/`([A-Z0-9]+_[A-Z0-9_]+)`/g),
    ].map(([, code]) => code ?? ''),
  ),
].sort()
const thrown = find(['reference-node'], THROWN)
const checked = find([...CHECKS, 'src/claim', ROOTS], PREFIXES)

describe('codes', () => {
  it('are all documented', () => {
    expect([...thrown, ...checked].filter((code) => !documented.includes(code))).toEqual([])
  })

  it('have one list of who must act, which the page repeats', () => {
    const page = readFileSync(join(root, 'docs/methodology/codes.md'), 'utf8')
    const rows = [...page.matchAll(/^\| (`[^|]*`) +\| [^|]* \| ([^|]*?) +\|$/gm)]
    const said = rows.flatMap(([, codes = '', act = '']) =>
      [...codes.matchAll(/`([A-Z0-9_]+)`/g)].map(([, code = '']) => [code, act.replaceAll("'", '’')]),
    )
    expect(said.length).toBeGreaterThan(100)
    expect(said.map(([code = '']) => [code, findActor(code)])).toEqual(said)
  })

  it('have one list of what each party can do, which the page repeats', () => {
    const page = readFileSync(join(root, 'docs/methodology/codes.md'), 'utf8')
    const table = page.slice(page.indexOf('| who must act | in `fault` |'), page.indexOf('## Bytes'))
    const rows = [...table.matchAll(/^\| ([^|]*?) +\| +([^|]*?) +\| ([^|]*?) +\|$/gm)].slice(2)
    expect(rows.map(([, who, fault, remedy]) => [who, fault, remedy])).toEqual(
      Object.entries(PARTIES).map(([who, { fault, do: remedy }]) => [
        who,
        fault === null ? 'never' : `\`${fault}\``,
        remedy,
      ]),
    )
    expect(findRemedy('REJECTED_BATCH_ROOT')).toBe(PARTIES.relayer.do)
    expect(findRemedy('VERIFIED')).toBeNull()
  })

  it('are documented only when something throws them', () => {
    const everything = find(
      ['reference-node', 'src/claim', 'src/platform', 'src/gateway', 'src/chain', 'src/archiver'],
      /'([A-Z0-9]+_[A-Z0-9_]+)'/g,
    )
    expect(documented.filter((code) => !everything.includes(code))).toEqual([])
  })

  it('of the checks and commands are each produced by some test', () => {
    const tests = listSources('test').join('\n')
    const untested = checked.filter((code) => !tests.includes(`'${code}'`))
    expect(untested).toEqual([])
  })
})
