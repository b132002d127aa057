import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAdvisories } from '../../../../src/platform/advisories.ts'
import { runAssay } from '../../../support/assay-cli.ts'
import { makeSnpReport } from '../../../support/quote-authority.ts'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-advisory-'))
  file = join(folder, 'new', 'mine.csv')
})
afterAll(() => rm(folder, { recursive: true }))

const run = (...words: string[]) => runAssay(['advisory', ...words], { ASSAY_ADVISORIES: file })
const MINE = [
  '--name',
  'Mine, "quoted"',
  '--published',
  '2026-11-21',
  '--source',
  'a page',
  '--author',
  'Jane Doe',
  '--as-of',
  '2026-11-22',
]

test('an advisory is added with its machines, more machines to the same one, and it is read as one', async () => {
  const first = await run(
    'add',
    'MINE-1',
    ...MINE,
    '--tee',
    'sev-snp',
    '--cpus',
    'milan genoa',
    '--forges',
    'yes',
    '--patched-tcb',
    'firmware>=1.58.1',
  )
  expect(first).toMatchObject({
    exit: 0,
    stderr: '',
    stdout: expect.stringContaining('MINE-1 is about sev-snp (milan, genoa), by Jane Doe'),
  })
  const second = await run('add', 'MINE-1', ...MINE, '--tee', 'tdx', '--json')
  expect(JSON.parse(second.stdout)).toMatchObject({
    version: 1,
    advisory: {
      id: 'MINE-1',
      name: 'Mine, "quoted"',
      affected: [{ tee: 'sev-snp' }, { tee: 'tdx', cpus: ['any'] }],
    },
  })
  const all = await readAdvisories('catalogue', file)
  expect(all.filter(({ id }) => id === 'MINE-1')).toMatchObject([
    {
      author: 'Jane Doe',
      confidence: 'U',
      affected: [
        { forges: 'yes', patched_tcb: 'firmware>=1.58.1' },
        { forges: 'no', patched_tcb: null },
      ],
    },
  ])
  expect(all.length).toBe(21)
})

test('with an id of the catalogue it takes that one’s place, and the list names who added it', async () => {
  await run('add', 'TEE-FAIL', ...MINE, '--tee', 'nitro')
  const { stdout } = await run('list', '--tee', 'nitro')
  expect(stdout).toMatch(/^2 advisories\n/)
  expect(stdout).toContain('2026-11-21 TEE-FAIL: Mine, "quoted" (nitro any); a page; added by Jane Doe')
  const { advisories } = JSON.parse((await run('list', '--json')).stdout)
  expect(advisories.filter(({ id }: { id: string }) => id === 'TEE-FAIL')).toHaveLength(1)
})

test.each([
  ['--tee', 'trustzone'],
  ['--published', 'yesterday'],
  ['--cpus', 'z80'],
  ['--patched-tcb', 'firmware newer than 3'],
  ['--forges', 'perhaps'],
])('%s %s is refused with what is wrong, and the file stays as it was', async (option, value) => {
  const before = await readFile(file, 'utf8')
  const words = [...MINE, '--tee', 'sgx'].flatMap((word, index, all) =>
    all[index - 1] === option ? [value] : [word],
  )
  const { exit, stderr } = await run(
    'add',
    'BAD',
    ...words,
    ...(words.includes(value) ? [] : [option, value]),
  )
  expect([exit, stderr]).toEqual([78, expect.stringContaining('CATALOGUE_INVALID')])
  expect(await readFile(file, 'utf8')).toBe(before)
})

test('the machine behind a report is judged: proved with its root, and never safe without', async () => {
  const { report, root, at } = makeSnpReport({ firmware: [38, 55, 1] })
  const [quote, pem] = [join(folder, 'report.hex'), join(folder, 'root.pem')]
  await writeFile(quote, report.toString('hex'))
  await writeFile(pem, `-----BEGIN CERTIFICATE-----\n${root.toString('base64')}\n-----END CERTIFICATE-----\n`)
  const proved = await run('match', quote, '--roots', pem, '--at', at.toISOString(), '--json')
  const said = JSON.parse(proved.stdout)
  const stateOf = (id: string) => said.advisories.find((each: { id: string }) => each.id === id)?.state
  expect(proved.exit).toBe(1)
  expect(said).toMatchObject({ version: 1, code: null, machine: { kind: 'sev-snp', cpu: 'milan' } })
  expect(
    ['CVE-2024-21944', 'ARXIV-2605.12990', 'CVE-2025-29943', 'BATTERING-RAM', 'WIRETAP'].map(stateOf),
  ).toEqual(['patched', 'affected', 'not_affected', 'unknown', undefined])
  const bare = await run('match', quote)
  expect(bare.stdout).toMatch(
    /^sev-snp, processor milan, firmware 1\.55\.38, .*; not proved: UNSUPPORTED_QUOTE_COLLATERAL\naffected /,
  )
  expect(bare.stdout).not.toMatch(/^(patched|not_affected) /m)
})
