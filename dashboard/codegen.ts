import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { preset } from '@graphql-codegen/client-preset'
import { codegen } from '@graphql-codegen/core'
import { buildASTSchema, parse } from 'graphql'

const ROOT = join(import.meta.dirname, '..')
const OUT = 'dashboard/data/generated/'

const CONFIG = {
  documentMode: 'string',
  useTypeImports: true,
  enumsAsTypes: true,
  onlyOperationTypes: true,
  scalars: {
    BigInt: 'string',
    Bytes: 'string',
    ChainId: 'number',
    DateTime: 'string',
    Date: 'string',
    JSON: 'unknown',
  },
}

interface File {
  readonly path: string
  readonly content: string
}

/**
 * The types of every question that a page asks, from the schema that the API serves: each file's path in the repository and its
 * content. `npm run dashboard:types` writes them.
 */
export async function makeTypes(): Promise<File[]> {
  const schema = parse(readFileSync(join(ROOT, 'schema.generated.graphql'), 'utf8'))
  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: OUT,
    schema,
    schemaAst: buildASTSchema(schema),
    documents: listQuestions(),
    config: CONFIG,
    presetConfig: { fragmentMasking: false },
    plugins: [],
    pluginMap: {},
  })
  return Promise.all(
    outputs.map(async (each) => ({ path: each.filename, content: await codegen({ ...each }) })),
  )
}

/** Every template that the pages' files hand to graphql(); one with a hole in it does not parse. */
function listQuestions() {
  const paths = globSync('dashboard/**/*.{ts,tsx}', { cwd: ROOT }).filter((path) => !path.startsWith(OUT))
  return paths.sort().flatMap((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8')
    return [...text.matchAll(/\bgraphql\(`([^`]*)`\)/g)].map(([, rawSDL = '']) => ({
      location: join(ROOT, path),
      rawSDL,
      document: parse(rawSDL),
    }))
  })
}

if (import.meta.main)
  for (const { path, content } of await makeTypes()) writeFileSync(join(ROOT, path), content)
