import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { GraphQLSchema } from 'graphql'
import { suggestionList } from 'graphql/jsutils/suggestionList.js'
import { z } from 'zod'
import { fail } from './answer.ts'
import { MOST_TOKENS } from './bound.ts'
import { failing } from './graphql.ts'
import type { Remote } from './remote.ts'
import { printField, printNamed, printRoot, schemaOf } from './schema.ts'
import { countTokens } from './tokens.ts'
import { addTool } from './tool.ts'

/** The tool by which an agent learns the schema before it asks. */
export function addDescribe(server: McpServer, api: Remote): void {
  addTool(
    server,
    'describe',
    {
      title: 'Describe the schema',
      description:
        'The GraphQL schema in SDL, with arguments. Without arguments: the root fields. With type: that type, its fields, units and sources. With type and field: one field and what its arguments mean.',
      input: {
        type: z
          .string()
          .max(100)
          .optional()
          .describe('a type, e.g. Node or ClaimWhereInput; Query is the root'),
        field: z
          .string()
          .max(100)
          .optional()
          .describe('one field of the type; of Query when no type is given'),
      },
      output: z.object({ sdl: z.string(), cut: z.string().optional() }),
    },
    ({ type, field, maxTokens }) =>
      failing(async () => {
        const schema = await schemaOf(api)
        const name = type ?? 'Query'
        if (!schema.getType(name)) return unknownType(schema, name)
        if (field !== undefined) {
          const sdl = printField(schema, name, field)
          return sdl === null ? unknownField(schema, name, field) : giveSdl(sdl, maxTokens)
        }
        return giveSdl((name === 'Query' ? printRoot(schema) : printNamed(schema, name)) ?? '', maxTokens)
      }),
  )
}

function unknownType(schema: GraphQLSchema, name: string) {
  const names = Object.keys(schema.getTypeMap()).filter((each) => !each.startsWith('__'))
  const near = suggestionList(name.slice(0, 100), names).slice(0, 5)
  return fail(
    'TYPE_UNKNOWN',
    `the schema has no type ${name}${orNear(near)}`,
    'call describe with one of its types',
  )
}

function unknownField(schema: GraphQLSchema, type: string, field: string) {
  const found = schema.getType(type)
  const fields = found && 'getFields' in found ? Object.keys(found.getFields()) : []
  const near = suggestionList(field.slice(0, 100), fields).slice(0, 5)
  return fail(
    'FIELD_UNKNOWN',
    `${type} has no field ${field} with arguments${orNear(near)}`,
    `call describe with type: "${type}" for all of it`,
  )
}

function orNear(near: readonly string[]): string {
  return near.length ? ` (did you mean ${near.join(' or ')}?)` : ''
}

function giveSdl(sdl: string, maxTokens: number) {
  const lines = sdl.split('\n')
  let kept = lines.length
  while (kept > 1 && countTokens(lines.slice(0, kept).join('\n')) > maxTokens) kept = Math.floor(kept * 0.9)
  const shown = lines.slice(0, kept).join('\n')
  if (kept === lines.length)
    return { content: [{ type: 'text' as const, text: shown }], structuredContent: { sdl: shown } }
  const cut = `${kept} of ${lines.length} lines shown: name a field, or give a larger maxTokens (at most ${MOST_TOKENS}).`
  return {
    content: [{ type: 'text' as const, text: `${shown}\n# ${cut}` }],
    structuredContent: { sdl: shown, cut },
  }
}
