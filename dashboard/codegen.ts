import type { CodegenConfig } from '@graphql-codegen/cli'

/** `npm run dashboard:types`: the types of every question that a page asks, from the schema that the API serves. */
const config: CodegenConfig = {
  schema: 'schema.generated.graphql',
  documents: ['dashboard/**/*.{ts,tsx}', '!dashboard/data/generated/**'],
  generates: {
    'dashboard/data/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
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
      },
    },
  },
}

export default config
