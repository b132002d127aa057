import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { fail, give } from './answer.ts'
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
  addTool(
    server,
    'trust_chain',
    {
      title: 'What a claim leans on',
      description:
        'Of a claim, or of the newest judged claim of a node: signature, key, registry entry, attestation, measurement, approval, approver, source, recipe, reproduced (or proof, key, model, setup), each VERIFIED, MISSING or UNKNOWN with its evidence; whether the GPU is attested; age of the attestation. Give claim or node. UNKNOWN is never a pass.',
      input: {
        claim: z.string().max(200).optional().describe('id of a claim, network:chain-block-position'),
        node: z.string().max(300).optional().describe('id of a node, network:chain-0x…, instead of claim'),
        to: z.string().optional().describe('with node: as of this time, ISO 8601; left out: now'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.TRUST, args, (data) =>
        data.trustChain
          ? give(lean(data), maxTokens, 'Read single links with the tool query: trustChain { links }.')
          : fail('NOT_FOUND', 'there is no such claim or node', 'call search with a part of its hash or key'),
      ),
  )
  addTool(
    server,
    'measurements',
    {
      title: 'Code and keys that claims rest on',
      description:
        'Code hashes and verification keys of a network: status (REPRODUCED, PUBLISHED, UNPUBLISHED, REVOKED), source, approver, since and until, nodes, claims and fees under each; stale: nodes not attested again since an approval changed.',
      input: {
        network: NETWORK,
        days: z
          .number()
          .int()
          .min(1)
          .max(731)
          .default(30)
          .describe('window that claims and fees are counted in'),
      },
    },
    ({ maxTokens, ...args }) =>
      asking(api, queries.MEASUREMENTS, args, (data) =>
        give(lean(data), maxTokens, 'Read single entries with the tool query: measurements { code }.'),
      ),
  )
  addTool(
    server,
    'alerts',
    {
      title: 'What changed that one should know',
      description:
        'Newest first: measurements without source, roots, roles, upgrades, verifiers and keys that changed, contradictions, lapses, slashes, rejected evidence, dropped coverage, lag, unlisted code, advisories. Give after to read on from a number.',
      input: {
        network: NETWORK.optional(),
        rule: z.string().max(60).optional().describe('one rule, as alerts name it'),
        after: z.number().int().min(0).optional().describe('only alerts above this number'),
        limit: z.number().int().min(1).max(100).default(20).describe('rows'),
      },
    },
    ({ maxTokens, network, rule, after, limit }) => {
      const where = {
        ...(network !== undefined && { network_eq: network }),
        ...(rule !== undefined && { rule_eq: rule }),
        ...(after !== undefined && { number_gt: String(after) }),
      }
      return asking(api, queries.ALERTS, { where, limit }, (data) =>
        give(data, maxTokens, 'Give a smaller limit, or one rule.'),
      )
    },
  )
}
