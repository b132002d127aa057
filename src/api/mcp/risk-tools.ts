import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { give } from './answer.ts'
import { asking } from './graphql.ts'
import { lean } from './lean.ts'
import { NETWORK } from './network-tools.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

const DAYS = z.number().int().min(1).max(731).default(30).describe('length of the window, in days up to now')
const BY = ['TEE_VENDOR', 'CLOUD', 'REGION', 'OPERATOR', 'MEASUREMENT', 'RELAYER', 'APPROVER'] as const

/** Tools about what a network rests on, and what its failure would take. */
export function addRiskTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'concentration',
    {
      title: 'In how few hands a network is',
      description:
        'Shares of settled claims, fees and stake by one kind of holder, per class of money: HHI with bounds for what is unknown, the smallest set that holds a third or a half, and what goes if one holder fails (nodes, claims per day, stake, how long its nodes were away before).',
      input: {
        network: NETWORK,
        by: z.enum(BY).describe('kind of holder'),
        days: DAYS,
        top: z.number().int().min(1).max(500).default(10).describe('holders to list'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.CONCENTRATION, args, (data) =>
        give(lean(data), maxTokens, 'Give a smaller top, or take single figures with the tool query.'),
      ),
  )
  addTool(
    server,
    'redundancy',
    {
      title: 'What checking saves and costs',
      description:
        'Executions avoided against re-execution by every validator, and what checking one claim takes: bytes, gas, processor time as reference nodes counted it, and their share of the fee. What no fact says is null with its reason.',
      input: {
        network: NETWORK,
        days: DAYS,
        validators: z
          .number()
          .int()
          .min(1)
          .max(1_000_000)
          .optional()
          .describe('validators that would run each claim again; left out: those that are indexed'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.REDUNDANCY, args, (data) =>
        give(lean(data), maxTokens, 'Take single figures with the tool query.'),
      ),
  )
  addTool(
    server,
    'stress_test',
    {
      title: 'What is left when trusted hardware breaks',
      description:
        'Per class: the share of work without any fallback, capacity and waits when proofs carry the rest, the largest share that may be moved within a deadline (by formula, and played over claims as they came), and the ways that need no full proofs. What nobody published (provable, load, small) has no default: without it figures are null with their reason. All shares are of service time, decimal text from 0 to 1.',
      input: {
        network: NETWORK,
        moved: z.string().default('1').describe('share whose hardware is no longer believed'),
        provable: z.string().optional().describe('share of it that can be proved at all'),
        multiple: z
          .string()
          .optional()
          .describe('times the processing that a proof costs; left out: the catalogue’s'),
        load: z.string().optional().describe('how busy machines are now, below 1'),
        small: z.string().optional().describe('share of moved by models small enough to be proved cheaply'),
        deadline: z.string().default('20').describe('an answer is wanted within so many usual services'),
        quantile: z.string().default('0.95').describe('share of services that has to make it'),
        days: DAYS,
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.STRESS, args, (data) =>
        give(lean(data), maxTokens, 'Take single figures with the tool query.'),
      ),
  )
  addTool(
    server,
    'blast_radius',
    {
      title: 'What a hole in trusted hardware puts in doubt',
      description:
        'Without advisory: the advisories on trusted hardware that are known here. With network and node: what each of them means for that node’s machine, by time. With network and advisory: claims, fees, emissions and stake that rest on nodes whose machines it is about (affected), or of which nothing shows that it is not (unknown), since its publication (known) and since the first such machine (possible), per class. unknown is not a pass.',
      input: {
        network: NETWORK.optional(),
        advisory: z.string().min(1).max(80).optional().describe('id of an advisory'),
        node: z
          .string()
          .min(1)
          .max(300)
          .optional()
          .describe('id or key of a node; with advisory: that one alone'),
        days: z
          .number()
          .int()
          .min(1)
          .max(731)
          .default(365)
          .describe('length of the window, in days up to now'),
      },
    },
    ({ maxTokens, network, advisory, node, days }) => {
      if (network !== undefined && node !== undefined)
        return asking(api, queries.MATCHES, { network, node, advisory }, (data) =>
          give(data, maxTokens, 'Name one advisory, or use the tool query.'),
        )
      if (network === undefined || advisory === undefined)
        return asking(api, queries.ADVISORIES, {}, (data) =>
          give(data, maxTokens, 'Call again with network and advisory, or use the tool query.'),
        )
      return asking(api, queries.BLAST_RADIUS, { network, advisory, days }, (data) =>
        give(lean(data), maxTokens, 'Take single figures with the tool query.'),
      )
    },
  )
}
