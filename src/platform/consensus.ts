import { z } from 'zod'
import { consensusNumber } from '../claim/consensus.ts'

// A larger one (EIP-2294 allows up to 2^62) would be another number by the time that JSON is read.
export const chainId = z
  .number()
  .refine((id) => Number.isSafeInteger(id) && id > 0, 'a chain id is a whole number of 1 to 9007199254740991')

/** The consensus of a Cosmos chain, as a network's file has it. */
export const Consensus = z.strictObject({
  /** The name that its headers carry: what a validator signs is signed for this chain alone. */
  chainId: z.string().min(1).max(50),
  /** The chain of this network whose blocks these are, as its Ethereum RPC numbers them. */
  evm: chainId.optional(),
  /** What its addresses begin with: `og` of `og1…`, `ogvaloper1…`, `ogvalcons1…`. */
  prefix: z.string().regex(/^[a-z]{1,20}$/),
  /** The base unit of the chain's own coin. */
  denom: z.string().regex(/^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/),
  /** Base units of stake that are one unit of a validator's power: 10^18 on Cosmos chains with an EVM, 10^6 on most others. */
  powerReduction: z
    .string()
    .regex(/^1[0]{0,30}$/)
    .default('1000000000000000000'),
  /** Where it is read from: later than its first block where endpoints have pruned it. */
  fromBlock: z.number().int().min(1).default(1),
  /** Whether the signatures under every block are checked, instead of those under each stretch that hash links reach. */
  everyCommit: z.boolean().default(false),
})
export type Consensus = z.infer<typeof Consensus>

interface Named {
  readonly id: number
  readonly family: string
  readonly consensus?: Consensus | undefined
}

/** A chain that is a consensus has the family and the number of one. */
export function checkConsensus({ id, family, consensus }: Named, context: z.RefinementCtx): void {
  if (!consensus) return
  const number = consensusNumber(consensus.chainId)
  if (family === 'cometbft' && id === number) return
  const message = `a consensus chain is of family cometbft and has the number of its name, ${number}`
  context.addIssue({ code: 'custom', path: ['id'], message })
}
