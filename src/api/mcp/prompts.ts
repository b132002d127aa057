import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'

const HONEST =
  'Name the class of money and the block of every figure. A null value has a reason: give the reason, not a guess. Undecided is not a pass.'

/** Questions that people ask of such a network, as the steps that answer them. */
export function addPrompts(server: McpServer): void {
  server.registerPrompt(
    'worth_running',
    {
      title: 'Is this node worth running?',
      description: 'What a node earned, what it costs, and when it has paid for itself',
      argsSchema: { node: z.string().max(300).describe('id of the node, network:chain-0x…') },
    },
    ({ node }) =>
      ask(`Is the node ${node} worth running? 1. Call node_report for it: state, profit, service, penalties. 2. Call payback with its network and key; if
it lists missing costs, ask me for them. 3. Call demand for its network: how much of its income depends on few payers. Then answer with the range, not
one number, and what would change the answer. ${HONEST}`),
  )
  server.registerPrompt(
    'demand_real',
    {
      title: 'Is the demand real?',
      description: 'Whether the payers of a network are many, independent, and more than its own operators',
      argsSchema: { network: z.string().max(60).describe('name of the network') },
    },
    ({ network }) =>
      ask(`Is the demand on ${network} real? 1. Call demand for it: payers, concentration, repeated payloads, shares excluded and by which rule, cost of
faking. 2. Call network for fees next to emissions. 3. Call disclosures for what the index cannot see. 4. Read assay://docs/methodology/demand for what each figure
proves. Then say what is shown, what is only not disproved, and what is unknown. ${HONEST}`),
  )
  server.registerPrompt(
    'verify_claim',
    {
      title: 'Verify this claim',
      description: 'What was checked of one claim, with which evidence and outcome',
      argsSchema: { claim: z.string().max(300).describe('id or hash of the claim') },
    },
    ({ claim }) =>
      ask(`Is the claim ${claim} true? 1. Call search for it. 2. Call describe for Claim and Verdict, then query the claim with its verdicts: statement,
outcome, code, fault. 3. If I give you the evidence, call verify_bundle with it. Then say which statement was checked, by what, with which outcome, and what
that does not prove. ${HONEST}`),
  )
}

function ask(text: string) {
  return {
    messages: [
      { role: 'user' as const, content: { type: 'text' as const, text: text.replaceAll('\n', ' ') } },
    ],
  }
}
