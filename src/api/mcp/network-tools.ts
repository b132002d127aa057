import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { didYouMean } from '../http/parameters.ts'
import { fail, give } from './answer.ts'
import { asking } from './graphql.ts'
import { lean } from './lean.ts'
import { nodeUnknown } from './node-tools.ts'
import { PAYERS } from './payback.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

/** The argument that names a network. */
export const NETWORK = z.string().min(1).max(60).describe('name of a network, as the tool network lists them')
const DAYS = z.number().int().min(1).max(731).default(30).describe('length of the window, in days up to now')
const METRICS = ['CLAIMS', 'EMISSIONS', 'FEES', 'GROSS', 'SLASHED', 'SUCCESS', 'UPTIME'] as const

/** Tools about a whole network: its state, who leads, who pays. */
export function addNetworkTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'network',
    {
      title: 'Network status',
      description:
        'Without network: every network of this server, its chains, their class and how far they are indexed. With one: status, class, digest, and what it earned, per class of money, in the last days.',
      input: { network: NETWORK.optional(), days: DAYS },
    },
    ({ network, days, maxTokens }) => {
      if (network === undefined)
        return asking(api, queries.NETWORKS, {}, (data) =>
          give(data, maxTokens, 'Name one network for all of it.'),
        )
      return asking(api, queries.NETWORK, { network, days }, (data) =>
        isEmpty(data.networks)
          ? networkUnknown(api, network)
          : give(lean(data), maxTokens, 'The tool query gives single figures.'),
      )
    },
  )
  addTool(
    server,
    'watchdogs',
    {
      title: 'Who checks, and what it is worth',
      description:
        'Of a network: logs of its watchdogs, since when its folder lists which (or that it was given up), their samples with the bound that each supports (upperBound of size, or why there is none), and where two watchdogs disagree; newest first.',
      input: {
        network: NETWORK,
        limit: z.number().int().min(1).max(100).default(10).describe('rows of each list'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.WATCHDOGS, args, (data) =>
        isEmpty(data._meta)
          ? networkUnknown(api, args.network)
          : give(
              data,
              maxTokens,
              'Give a smaller limit, or read one list with the tool query (limit, offset).',
            ),
      ),
  )
  addTool(
    server,
    'leaderboard',
    {
      title: 'Leaderboard of nodes',
      description:
        'Nodes of a network ranked by one metric, one list per class of money. Without includeDead it shows only who survived.',
      input: {
        network: NETWORK,
        metric: z.enum(METRICS).describe('what nodes are ranked by'),
        days: DAYS,
        top: z.number().int().min(1).max(500).default(20).describe('rows of each list'),
        payers: PAYERS,
        includeDead: z.boolean().default(false).describe('nodes that left or lapsed as well'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.LEADERBOARD, args, (data) =>
        give(lean(data), maxTokens, 'Give a smaller top, or fewer days.'),
      ),
  )
  addTool(
    server,
    'demand',
    {
      title: 'Demand and whether it is real',
      description:
        'Who pays, of a network or of one node: number of payers, concentration (top1, top5, HHI), repeated payloads, shares excluded as related and by which rule, and what it would cost to fake. Give network or node.',
      input: {
        network: NETWORK.optional(),
        node: z.string().max(300).optional().describe('id of a node, network:chain-0x…, instead of network'),
        days: DAYS,
      },
    },
    async ({ network, node, days, maxTokens }) => {
      if ((network === undefined) === (node === undefined))
        return fail('BAD_USER_INPUT', 'give either network or node', 'call again with one of the two')
      const rest = 'Give a larger maxTokens, or take single figures with the tool query.'
      if (node !== undefined)
        return asking(api, queries.NODE_DEMAND, { id: node, days }, (data) =>
          data.nodeById ? give(lean(data), maxTokens, rest) : nodeUnknown(api, node),
        )
      return asking(api, queries.NETWORK_DEMAND, { network, days }, (data) =>
        isEmpty(data.networks) ? networkUnknown(api, network ?? '') : give(lean(data), maxTokens, rest),
      )
    },
  )
}

/** `NETWORK_UNKNOWN`, with the names that there are. */
export function networkUnknown(api: Remote, network: string) {
  return asking(api, queries.NETWORKS, {}, ({ networks }) => {
    const names = (networks as { network: string }[]).map((each) => each.network)
    return fail(
      'NETWORK_UNKNOWN',
      `this server has no network ${network}${didYouMean(network, names)}`,
      'call again with one of networks',
      { networks: names.slice(0, 50) },
    )
  })
}

/** Whether an answer has no rows. */
export function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0
}
