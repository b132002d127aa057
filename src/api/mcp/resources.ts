import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import { NETWORKS } from './queries.ts'
import type { Remote } from './remote.ts'
import { printNamed, printRoot, schemaOf } from './schema.ts'

const SDL = 'application/graphql'
const MARKDOWN = 'text/markdown'
// Slugs of documents are paths of lower-case words.
const SLUG = /^[\w-]+(\/[\w-]+)*$/

/** What an agent can read without a tool: the schema, the documents of the API, its networks. */
export function addResources(server: McpServer, api: Remote): void {
  server.registerResource(
    'schema',
    'assay://schema',
    { title: 'Root of the schema', description: 'Root fields with arguments, in SDL', mimeType: SDL },
    async ({ href }) => text(href, SDL, printRoot(await schemaOf(api))),
  )
  server.registerResource(
    'type',
    new ResourceTemplate('assay://schema/{type}', { list: undefined }),
    {
      title: 'Type of the schema',
      description: 'One type with its fields, units and sources, in SDL',
      mimeType: SDL,
    },
    async ({ href }, { type }) => text(href, SDL, found(href, printNamed(await schemaOf(api), String(type)))),
  )
  server.registerResource(
    'networks',
    'assay://networks',
    {
      title: 'Networks',
      description: 'Networks of this server and their chains',
      mimeType: 'application/json',
    },
    async ({ href }) => text(href, 'application/json', JSON.stringify(await api.ask(NETWORKS, {}))),
  )
  server.registerResource(
    'document',
    new ResourceTemplate('assay://docs/{+slug}', { list: () => listDocuments(api) }),
    {
      title: 'Documents',
      description: 'How figures and verdicts are made, and how to ask',
      mimeType: MARKDOWN,
    },
    async ({ href }, { slug }) => {
      const name = String(slug)
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

function text(uri: string, mimeType: string, content: string) {
  return { contents: [{ uri, mimeType, text: content }] }
}
