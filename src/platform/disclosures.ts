import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Misconfigured } from '../claim/errors.ts'
import { Address } from '../claim/hex.ts'
import type { Network } from './network.ts'

/** How well a rule is known. `contradicted`: two sources, or a source and the chain, disagree. */
export const DisclosureStatus = z.enum(['disclosed', 'inferred', 'undisclosed', 'contradicted'])
export type DisclosureStatus = z.infer<typeof DisclosureStatus>

// Where the chain itself can be asked. `pick` walks into a tuple; `decimals` divides, or a Cosmos Dec does it itself.
const CallReading = z.strictObject({
  chain: z.number().int(),
  address: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .transform(Address),
  /** As Solidity declares it: `function heartbeatMaxAge() view returns (uint256)`. */
  function: z.string().startsWith('function '),
  pick: z.array(z.string()).default([]),
  decimals: z.number().int().min(0).max(77).optional(),
})

/** A parameter of a module of a consensus chain. */
const ParameterReading = z.strictObject({
  chain: z.number().int(),
  module: z.enum(['slashing', 'staking', 'mint', 'distribution']),
  /** As the module names it: `slash_fraction_downtime`. */
  parameter: z.string().regex(/^[a-z_]+$/),
})

const Disclosure = z
  .strictObject({
    /** A name that never changes: `slashing.fraction.double-sign`. Two statements that differ have two names. */
    rule: z.string().regex(/^[a-z0-9.-]+$/),
    question: z.string(),
    status: DisclosureStatus,
    value: z.string().nullable(),
    unit: z.string().nullable().default(null),
    source: z.string().min(1),
    /** The day on which the source was first seen to say so. */
    firstSeen: z.iso.date(),
    /** The rule, of this file, that says otherwise. */
    contradictedBy: z.string().optional(),
    note: z.string().optional(),
    read: z.union([CallReading, ParameterReading]).optional(),
  })
  .refine((each) => (each.status === 'undisclosed') === (each.value === null), {
    error: 'a rule has a value unless it is undisclosed',
  })
  .refine((each) => each.status !== 'contradicted' || each.contradictedBy !== undefined, {
    error: 'a contradicted rule names the one that says otherwise',
  })
export type Disclosure = z.infer<typeof Disclosure>

const DisclosureFile = z.array(Disclosure).superRefine((all, context) => {
  const names = all.map((each) => each.rule)
  for (const [index, { rule, contradictedBy }] of all.entries()) {
    if (names.indexOf(rule) !== index)
      context.addIssue({ code: 'custom', message: `${rule} stands twice`, path: [index] })
    if (contradictedBy !== undefined && !names.includes(contradictedBy))
      context.addIssue({ code: 'custom', message: `${rule}: no rule ${contradictedBy}`, path: [index] })
  }
})

/**
 * Every rule that an investor asks for, as the network's data has it; empty when network.json names no file.
 * @throws Misconfigured `DISCLOSURES_INVALID` naming every fault at once
 */
export async function listDisclosures(network: Network): Promise<readonly Disclosure[]> {
  if (network.disclosures === undefined) return []
  const file = join(network.folder, network.disclosures)
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Misconfigured('DISCLOSURES_INVALID', `${file} is missing or not JSON`, { cause })
  }
  const parsed = DisclosureFile.safeParse(value)
  if (!parsed.success)
    throw new Misconfigured('DISCLOSURES_INVALID', `${file}:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
