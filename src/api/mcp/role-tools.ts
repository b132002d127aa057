import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { give } from './answer.ts'
import { asking } from './graphql.ts'
import { lean } from './lean.ts'
import { isEmpty, NETWORK, networkUnknown } from './network-tools.ts'
import { COST } from './payback.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

const ROLE = z
  .string()
  .max(60)
  .optional()
  .describe('tee-proxy, tee-gpu, snark-prover or validator. Left out: the role that the machine of cost fits')

/** Tools about the nodes of a role as they were: how even their income is, and who earned back what a node costs. */
export function addRoleTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'role',
    {
      title: 'How even the income of a role is',
      description:
        'Daily revenue over the nodes of a role with quantiles over nodes, days below power and loss of value, the worst 30 days, what is left without the largest payer; with cost ({hardware, count} is enough) also income and cost of a card-hour next to its rent, and the share of nodes and days that beat renting out.',
      input: {
        network: NETWORK,
        role: ROLE,
        cost: COST.optional(),
        days: z
          .number()
          .int()
          .min(1)
          .max(731)
          .default(180)
          .describe('length of the window, in days up to now'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.ROLE, args, (data) =>
        isEmpty(data.networks)
          ? networkUnknown(api, args.network)
          : give(
              lean(data),
              maxTokens,
              'Give fewer days, or read single days of series with the tool query.',
            ),
      ),
  )
  addTool(
    server,
    'realised',
    {
      title: 'Who has earned back what a node costs',
      description:
        'What became of the money of those who run nodes of a role, at the cost given ({hardware, count} is enough): how many operators have paid back, left before, or neither, by time since joining and by cohort. Nothing is simulated.',
      input: { network: NETWORK, role: ROLE, cost: COST },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.REALISED, args, (data) =>
        isEmpty(data.networks)
          ? networkUnknown(api, args.network)
          : give(lean(data), maxTokens, 'Read byOperator or cohorts with the tool query.'),
      ),
  )
}
