import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { fail, give } from './answer.ts'
import { asking } from './graphql.ts'
import { lean } from './lean.ts'
import { COST, PAYBACK_INPUT, paybackQuery } from './payback.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

/** Tools about one node: what is known of it, and when it pays. */
export function addNodeTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'node_report',
    {
      title: 'Report on a node',
      description:
        'What is known of one node: state, profit, demand and service per class of money, days, amounts by kind, verdicts, penalties, silences, and the block it is as of. Tokens stand once, under tokens.',
      input: {
        id: z.string().min(1).max(300).describe('network:chain-0xnode, as search or nodes gives it'),
        days: z
          .number()
          .int()
          .min(1)
          .max(180)
          .default(14)
          .describe('window of the figures and number of daily rows'),
        to: PAYBACK_INPUT.to.describe('end of the window; left out: the newest indexed block'),
        cost: COST.optional().describe(
          'what the node costs: without it net cash and profit are null, and fees, emissions and slashes are not',
        ),
        payers: PAYBACK_INPUT.payers,
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.NODE_REPORT, args, (data) =>
        data.nodeById
          ? give(
              lean(data),
              maxTokens,
              'Give fewer days, or read one list of the node with the tool query (limit, offset).',
            )
          : nodeUnknown(api, args.id),
      ),
  )
  addTool(
    server,
    'payback',
    {
      title: 'When a node pays for itself',
      description:
        'When a machine or a node has paid for itself. cost: {hardware, count} or {instance} is enough, before there is a node; the sentence is the answer. ESTIMATE with p5, p50, p95, NOT_APPLICABLE with the margin per request, REFUSED, INSUFFICIENT_DATA or UNKNOWN with what is missing. Seeded; one answer per class of money, never added together.',
      input: PAYBACK_INPUT,
    },
    ({ maxTokens, node, ...args }) =>
      asking(
        api,
        paybackQuery({ byRole: node === undefined, short: true }),
        { ...args, ...toNode(node) },
        (data) => give(lean(data), maxTokens, 'The query payback gives single parts of it, and assumptions.'),
      ),
  )
}

function toNode(
  text: string | undefined,
): { readonly node: string } | { readonly nodeId: string } | undefined {
  if (text === undefined) return undefined
  return text.startsWith('0x') ? { node: text } : { nodeId: text }
}

/** `NODE_UNKNOWN`, with the ids of nodes that the given text could mean; none when the text is nothing that search takes. */
export async function nodeUnknown(api: Remote, id: string): Promise<CallToolResult> {
  const text = id.slice(id.lastIndexOf('-') + 1)
  const { data } = (await api.ask(queries.SEARCH, { text, limit: 5 })) as {
    data?: { search: { id: string; type: string }[] } | null
  }
  const near = (data?.search ?? []).filter(({ type }) => type === 'Node').map((each) => each.id)
  return fail(
    'NODE_UNKNOWN',
    `no node has the id ${id}; an id is network:chain-0xkey`,
    near.length
      ? 'call again with one of near'
      : 'call search with a part of the key, or leaderboard for nodes of a network',
    { near },
  )
}
