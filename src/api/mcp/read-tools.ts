import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { give } from './answer.ts'
import { asking } from './graphql.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

/** Tools that find and list: any query, search, disclosures. */
export function addReadTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'query',
    {
      title: 'GraphQL query',
      description:
        'A GraphQL query, read-only; describe gives the schema. Amounts are base units; null comes with a reason and is not zero; classes (mainnet, testnet, synthetic) are never added together.',
      input: {
        query: z.string().max(20_000),
        variables: z.record(z.string(), z.unknown()).optional(),
      },
    },
    ({ query, variables, maxTokens }) =>
      asking(api, query, variables ?? {}, (data) =>
        give(
          data,
          maxTokens,
          'For the rest ask that list again with offset (rows shown so far) and limit, or with fewer fields.',
        ),
      ),
  )
  addTool(
    server,
    'search',
    {
      title: 'Search',
      description:
        'Finds nodes, claims, blobs, models and others by hash, id, address or name; gives their type and id.',
      input: {
        text: z.string().min(1).max(300).describe('hash, id, address, or a part of a name'),
        limit: z.number().int().min(1).max(50).default(5).describe('results of each type'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.SEARCH, args, (data) =>
        give(data, maxTokens, 'Give a longer text, or a smaller limit.'),
      ),
  )
  addTool(
    server,
    'disclosures',
    {
      title: 'Disclosures',
      description:
        'What the index says against itself and its sources: gaps, values that disagree, rules that were applied; newest first.',
      input: {
        network: z.string().max(60).optional().describe('only of this network'),
        rule: z.string().max(100).optional().describe('only of this rule'),
        status: z.string().max(60).optional().describe('only with this status'),
        limit: z.number().int().min(1).max(200).default(50),
        offset: z.number().int().min(0).max(100_000).default(0),
      },
    },
    ({ network, rule, status, limit, offset, maxTokens }) => {
      const where = {
        ...(network === undefined ? {} : { network_eq: network }),
        ...(rule === undefined ? {} : { rule_eq: rule }),
        ...(status === undefined ? {} : { status_eq: status }),
      }
      return asking(api, queries.DISCLOSURES, { where, limit, offset }, (data) =>
        give(data, maxTokens, 'For the rest call again with offset (rows shown so far).'),
      )
    },
  )
}
