import { Command, type CommanderError } from 'commander'
import { type CommandAnswer, toAnswer } from './answer.ts'
import type { verifyBundle as VerifyBundle } from './bundle.ts'
import { defineBatch, defineClaim, defineNitro, defineOnnx, defineSignature, defineSnarks } from './define.ts'

/** See `commands/bundle.ts`; loaded at the first call. */
export const verifyBundle: typeof VerifyBundle = async (bundle) =>
  (await import('./bundle.ts')).verifyBundle(bundle)

/**
 * `assay verify …`: every check of the reference node for whoever holds the evidence in a file, offline, or knows a claim's id.
 * Exit codes: 0 verified, 1 rejected, 2 undecided, 64 usage, 66 unreadable file, 70 our own fault.
 */
export function verifyCommand(): Command {
  const verify = new Command('verify')
    .description(
      'check evidence in files, offline, and one claim from public data: exit 0 verified, 1 rejected, 2 undecided',
    )
    .option(
      '--json',
      'print one JSON object {version, outcome, code, fault, act, do, statement, detail, evidence, read}',
    )
    .addHelpText('after', '\nExample:\n  assay verify nitro document.cbor --at 2026-02-12T17:56:02Z')
  for (const define of [defineNitro, defineSignature, defineBatch, defineSnarks, defineOnnx, defineClaim])
    define(verify)
  return verify
}

/** What `--json` prints when the words of a call were wrong; undefined when only help was asked for. */
export function toUsageAnswer({ exitCode, message }: CommanderError): CommandAnswer | undefined {
  if (exitCode === 0) return undefined
  const detail = message.startsWith('(') ? 'no such use of assay verify' : message.replace(/^error: /, '')
  return toAnswer({ outcome: 'undecided', code: 'USAGE', fault: null, statement: null, detail })
}
