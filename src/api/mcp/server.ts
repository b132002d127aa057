import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { BUNDLE_INPUT, type VerifyBundle } from './bundle.ts'
import { PAYBACK_INPUT, paybackQuery } from './payback.ts'
import type { Remote } from './remote.ts'

const NODE_REPORT = `query($id: ID!) { nodeById(id: $id) {
  id role owner enabled disabledCause lapsed measurement measurementApproved firstTime lastHeartbeatAt
  days(limit: 30, orderBy: [day_DESC]) { day claims fees heartbeats penalties }
  amounts(limit: 60, orderBy: [day_DESC]) { day kind attribution amount { value reason token { symbol decimals class address } } }
  verification(limit: 60, orderBy: [day_DESC]) { day statement outcome verdicts }
  penalties(limit: 20, orderBy: [blockNumber_DESC]) { blockTime kind reason amount { value reason } }
  lapses(limit: 20, orderBy: [fromTime_DESC]) { fromTime toTime limitSeconds } } _meta { network chainId class block { number hash } lag digest } }`

const TYPE = `query($name: String!) { __type(name: $name) { name kind description
  fields { name description type { name kind ofType { name kind ofType { name kind } } } } enumValues { name description }
  inputFields { name type { name kind ofType { name } } } } }`

/** The tools for agents: each is a question to the public API, with its limits and nothing more. */
export function createMcpServer(api: Remote, verifyBundle?: VerifyBundle): McpServer {
  const server = new McpServer({ name: 'assay', version: '1' })
  server.registerTool(
    'describe',
    {
      description:
        'What the API holds: without a type every root field, with one its fields, units and sources.',
      inputSchema: { type: z.string().max(100).optional() },
    },
    async ({ type }) => answer(await api.ask(TYPE, { name: type ?? 'Query' })),
  )
  server.registerTool(
    'query',
    {
      description:
        'A GraphQL query, read-only. Amounts are base units; null comes with a reason and is not zero; classes (mainnet, testnet, synthetic) are never added together.',
      inputSchema: { query: z.string().max(20_000), variables: z.record(z.string(), z.unknown()).optional() },
    },
    async ({ query, variables }) => answer(await api.ask(query, variables ?? {})),
  )
  server.registerTool(
    'node_report',
    {
      description:
        'All that is known of one node: state, days, money by kind, verdicts, penalties, silences, and the block it is as of.',
      inputSchema: { id: z.string().max(300).describe('network:chain-0xnode, as search or nodes gives it') },
    },
    async ({ id }) => answer(await api.ask(NODE_REPORT, { id })),
  )
  server.registerTool(
    'payback',
    {
      description:
        'When a node has paid for itself, asked by its role, with a node or before there is one: ESTIMATE with p5, p50, p95, NOT_APPLICABLE with the margin per request, REFUSED, INSUFFICIENT_DATA or UNKNOWN with what is missing. Seeded; one answer per class of money, never added together.',
      inputSchema: PAYBACK_INPUT,
    },
    async (args) => answer(await api.ask(paybackQuery(args.node === undefined), args)),
  )
  if (verifyBundle)
    server.registerTool(
      'verify_bundle',
      {
        description:
          'Checks evidence offline, as assay verify does with files: verified, rejected or undecided, with code, fault and detail. Nothing is fetched; undecided is not a pass.',
        inputSchema: BUNDLE_INPUT,
      },
      async (bundle) => answer(await verifyBundle(bundle)),
    )
  return server
}

function answer(value: unknown) {
  return { content: [{ type: 'text' as const, text: JSON.stringify(value) }] }
}
