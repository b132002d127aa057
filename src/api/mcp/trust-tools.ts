import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { give } from './answer.ts'
import { asking } from './graphql.ts'
import { lean } from './lean.ts'
import { NETWORK } from './network-tools.ts'
import * as queries from './queries.ts'
import type { Remote } from './remote.ts'
import { addTool } from './tool.ts'

/** Tools about what claims rest on. */
export function addTrustTools(server: McpServer, api: Remote): void {
  addTool(
    server,
    'verification_mix',
    {
      title: 'What backs the claims',
      description:
        'Share of a network’s claims, fees and stake by evidence (TEE, SNARK, REPLAY, NONE, UNKNOWN): CLAIMED as the claims name it, ON_CHAIN as contracts checked it, RECHECKED as watchdogs found it good; one answer per class. UNKNOWN is never a pass.',
      input: {
        network: NETWORK,
        days: z.number().int().min(1).max(731).default(30).describe('whole UTC days up to `to`'),
        to: z.string().optional().describe('end of the window, ISO 8601; left out: now'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.MIX, args, (data) =>
        give(lean(data), maxTokens, 'Read single days with the tool query: verificationMix { days }.'),
      ),
  )
}
