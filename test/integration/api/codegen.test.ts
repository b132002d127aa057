import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  printSchema,
} from 'graphql'
import { expect, test } from 'vitest'
import { startTestApi } from '../../support/api/server.ts'

const QUERY = `query Nodes($chain: ChainId!, $since: DateTime!, $node: Bytes!) {
  nodes(where: { chainId_eq: $chain, firstTime_gte: $since, key_not_eq: $node }) { id chainId key firstTime role amounts { day amount { value } } }
  verdicts { number conditions outcome }
}`
// What the documented scalars are in a program; a wrong one does not compile.
const PROGRAM = `import type { NodesQuery, NodesQueryVariables } from './gql/graphql'
export const variables: NodesQueryVariables = { chain: 3448148188, since: '2026-01-01T00:00:00Z', node: '0x00' }
export function read({ nodes, verdicts }: NodesQuery): [number, string, string | null, bigint | null, unknown, string][] {
  return nodes.flatMap((node) => verdicts.map((verdict): [number, string, string | null, bigint | null, unknown, string] => {
    const value = node.amounts[0]?.amount.value
    return [node.chainId, node.firstTime, node.role ?? null, value == null ? null : BigInt(value), verdict.conditions, verdict.outcome]
  }))
}
`

test('the documented configuration generates types that a strict compiler takes, with no scalar left unknown', async () => {
  const api = await startTestApi()
  const { data } = await api.ask(getIntrospectionQuery({ specifiedByUrl: true }))
  await api.close()
  const schema = buildClientSchema(data as unknown as IntrospectionQuery)
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => isScalarType(type) && !isSpecifiedScalarType(type),
  )
  const documented = JSON.parse(await readFile('docs/api/examples/codegen.json', 'utf8'))
  const { config: settings } = documented.generates['src/gql/']
  expect(Object.keys(settings.scalars).sort()).toEqual(own.map((type) => type.name).sort())
  for (const type of own)
    expect(type).toMatchObject({
      specifiedByURL: expect.stringMatching(/^https:\/\//),
      description: expect.any(String),
    })

  const folder = await mkdtemp(join(tmpdir(), 'assay-codegen-'))
  const documents = [{ location: 'nodes.graphql', document: parse(QUERY), rawSDL: QUERY }]
  const parts = await preset.buildGeneratesSection({
    baseOutputDir: `${join(folder, 'gql')}/`,
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents,
    config: settings,
    presetConfig: {},
    plugins: [],
    pluginMap: {},
    pluginContext: {},
    documentTransforms: [],
  })
  for (const part of parts) {
    await mkdir(dirname(part.filename), { recursive: true })
    await writeFile(part.filename, await codegen(part))
  }
  await writeFile(join(folder, 'program.ts'), PROGRAM)
  await symlink(resolve('node_modules'), join(folder, 'node_modules'))
  const options = [
    '--strict',
    '--noEmit',
    '--skipLibCheck',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--target',
    'esnext',
  ]
  const compiled = await promisify(execFile)(
    resolve('node_modules/.bin/tsc'),
    [...options, '--types', '', 'program.ts', 'gql/index.ts'],
    { cwd: folder },
  ).catch((error: { stdout: string }) => error)
  await rm(folder, { recursive: true })
  expect(compiled.stdout).toBe('')
})
