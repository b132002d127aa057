import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import { bound, DEFAULT_TOKENS } from './bound.ts'
import { divide } from './parts.ts'
import { NETWORKS } from './queries.ts'
import type { Remote } from './remote.ts'
import { printNamed, printRoot, schemaOf } from './schema.ts'

const SDL = 'application/graphql'
const MARKDOWN = 'text/markdown'
const JSON_TYPE = 'application/json'
// Slugs of documents are paths of lower-case words.
const SLUG = /^[\w-]+(\/[\w-]+)*$/
const PARTS = 'A long text comes in parts: its last line gives the address of the next.'

/**
 * What an agent can read without a tool: the schema, the documents of the API, its networks. Like an answer of a tool, none is
 * longer than the default budget: a longer text comes in parts, `?part=2` and so on.
 */
export function addResources(server: McpServer, api: Remote): void {
  const root = {
    title: 'Root of the schema',
    description: 'Root fields with arguments, in SDL',
    mimeType: SDL,
  }
  const readRoot = async ({ href }: URL) => text(href, SDL, printRoot(await schemaOf(api)))
  server.registerResource('schema', 'assay://schema', root, readRoot)
  server.registerResource(
    'schema-part',
    new ResourceTemplate('assay://schema{?part}', { list: undefined }),
    { ...root, title: 'Part of the root of the schema' },
    readRoot,
  )
  server.registerResource(
    'type',
    new ResourceTemplate('assay://schema/{type}', { list: undefined }),
    {
      title: 'Type of the schema',
      description: `One type with its fields, units and sources, in SDL. ${PARTS}`,
      mimeType: SDL,
    },
    async ({ href }, { type }) =>
      text(href, SDL, found(href, printNamed(await schemaOf(api), withoutPart(String(type))))),
  )
  server.registerResource(
    'networks',
    'assay://networks',
    {
      title: 'Networks',
      description: 'Networks of this server and their chains',
      mimeType: JSON_TYPE,
    },
    async ({ href }) => shortened(href, await api.ask(NETWORKS, {})),
  )
  server.registerResource(
    'document',
    new ResourceTemplate('assay://docs/{+slug}', { list: () => listDocuments(api) }),
    {
      title: 'Documents',
      description: `How figures and verdicts are made, and how to ask. ${PARTS}`,
      mimeType: MARKDOWN,
    },
    async ({ href }, { slug }) => {
      const name = withoutPart(String(slug))
      const document = SLUG.test(name) ? await api.read(`/docs/${name}`, MARKDOWN) : null
      return text(href, MARKDOWN, found(href, document))
    },
  )
}

async function listDocuments(api: Remote) {
  const list = await api.read('/docs', 'application/json')
  const { docs } = JSON.parse(list ?? '{"docs":[]}') as { docs: { title: string; path: string }[] }
  return {
    resources: docs.map(({ title, path }) => ({
      uri: `assay:/${path}`,
      name: path.slice('/docs/'.length),
      title,
      mimeType: MARKDOWN,
    })),
  }
}

function found(uri: string, value: string | null): string {
  if (value === null) throw new McpError(ErrorCode.InvalidParams, `there is no resource ${uri.slice(0, 200)}`)
  return value
}

const PART = /\?part=(\d{1,6})$/

function withoutPart(name: string): string {
  return name.replace(PART, '')
}

/** The part of a text that its address asks for; the last line says where the next part is. */
function text(uri: string, mimeType: string, whole: string) {
  const parts = divide(whole, DEFAULT_TOKENS)
  const number = Number(PART.exec(uri)?.[1] ?? 1)
  const part = found(uri, parts[number - 1] ?? null)
  const next = number < parts.length ? `; the next is ${withoutPart(uri)}?part=${number + 1}` : ''
  const note = `Part ${number} of ${parts.length}${next}`
  const line = mimeType === SDL ? `# ${note}` : `*${note}*`
  return contents(uri, mimeType, parts.length > 1 ? `${part}\n\n${line}` : part)
}

function shortened(uri: string, value: unknown) {
  const bounded = bound(value, DEFAULT_TOKENS)
  if (!bounded) throw new McpError(ErrorCode.InternalError, 'the answer is too long: use the tool network')
  const cut = bounded.cut.length
    ? { cut: { said: 'shortened: use the tool query for the rest', lists: bounded.cut } }
    : {}
  return contents(uri, JSON_TYPE, JSON.stringify({ ...(bounded.value as object), ...cut }))
}

function contents(uri: string, mimeType: string, content: string) {
  return { contents: [{ uri, mimeType, text: content }] }
}
