import { existsSync } from 'node:fs'
import { Command, type CommanderError, InvalidArgumentError } from 'commander'
import type { RecheckBundleOptions } from '../audit/recheck.ts'
import type { RecheckOptions } from '../correct/command.ts'
import { type CommandAnswer, toAnswer } from './answer.ts'
import type { verifyBundle as VerifyBundle } from './bundle.ts'
import {
  defineBatch,
  defineClaim,
  defineNitro,
  defineOnnx,
  defineRisc0,
  defineSignature,
  defineSnarks,
} from './define.ts'

export { logCommand, sampleCommand, watchCommand } from './watch.ts'

/** The id of a subject; its network may be missing. */
const SUBJECT_ID = /^([a-z0-9]+(-[a-z0-9]+)*:)?\d{1,16}-\d{1,9}-\d{1,9}(-\d{1,9})?$/

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
    .addHelpText(
      'after',
      '\nA file named - is standard input.\n\nExample:\n  assay verify nitro document.cbor --at 2026-02-12T17:56:02Z',
    )
  for (const define of [
    defineNitro,
    defineSignature,
    defineBatch,
    defineSnarks,
    defineRisc0,
    defineOnnx,
    defineClaim,
  ])
    define(verify)
  return verify
}

/**
 * `assay recheck`: lasting verdicts about one subject, or one verdict of a bundle offline, judged once more. Exit codes: 0 they stand
 * or are corrected, 1 one differs or is no signed bundle, 2 one cannot be judged now, 64 usage, 69 no database, 78 settings.
 */
export function recheckCommand(): Command {
  return new Command('recheck')
    .description(
      'judges the lasting verdicts about one subject once more by the checks of this version, and corrects what proves wrong; or repeats the verdict of a bundle from files alone',
    )
    .argument(
      '<id or bundle>',
      'the subject’s id, as in subjectId of a verdict, with or without its network; or a bundle of a log, as a file or a URL',
      toSubjectOrBundle,
    )
    .option(
      '--evidence <place>',
      'folder or URL of the log that the bundle is of (default: where the bundle lies in one)',
    )
    .option('--statement <statement>', 'this statement alone')
    .option(
      '--reason <text>',
      'why the verdict was wrong, for everybody to read: writes the correction. Without it nothing is written',
      toReason,
    )
    .option('--network <name>', 'name of the network (default: that of the id, or ASSAY_NETWORK)')
    .option('--json', 'print one JSON object {version, subject, statements}')
    .addHelpText(
      'after',
      `
Exit: 0 every verdict is found again or corrected; 1 one differs and is not corrected, or the bundle is refused; 2 one cannot be
judged now.
Settings: as for assay reference-node; ASSAY_WATCHDOG says whose verdicts. A demo that runs here is found. A bundle needs no
setting and no database, and asks nobody but the server of its log.

Example:
  assay recheck opengradient-testnet:10740-1234567-0 --reason 'user data of 746 bytes is allowed'
  assay recheck log/bundle/5c/5c1d…
  assay recheck https://assay.example/logs/watchdog.example%2Fa/bundle/5c/5c1d…`,
    )
    .action(async (what: string, options: RecheckOptions & RecheckBundleOptions) => {
      if (SUBJECT_ID.test(what)) return (await import('../correct/command.ts')).runRecheck(what, options)
      return (await import('../audit/recheck.ts')).runRecheckBundle(what, options)
    })
}

function toSubjectOrBundle(text: string): string {
  if (SUBJECT_ID.test(text) || /^https?:\/\//.test(text) || existsSync(text)) return text
  throw new InvalidArgumentError('neither the id of a subject, nor a URL, nor a file that is there')
}

function toReason(text: string): string {
  const reason = text.trim()
  if (reason === '' || reason.length > 500) throw new InvalidArgumentError('expected 1 to 500 characters')
  return reason
}

/** What `--json` prints when the words of a call were wrong; undefined when only help was asked for. */
export function toUsageAnswer({ exitCode, message }: CommanderError): CommandAnswer | undefined {
  if (exitCode === 0) return undefined
  const detail = message.startsWith('(') ? 'no such use of assay verify' : message.replace(/^error: /, '')
  return toAnswer({ outcome: 'undecided', code: 'USAGE', fault: null, statement: null, detail })
}
