import { Command, InvalidArgumentError, Option } from 'commander'
import { Hash32 } from '../../src/claim/hex.ts'
import { STATEMENTS } from '../../src/claim/verdict.ts'
import type { AuditOptions } from '../audit/command.ts'
import type { FarOptions } from '../far/command.ts'
import type { CommitOptions, RunOptions } from '../watch/command.ts'
import type { WatchOptions } from '../watch/open.ts'

const KEYS = '.assay/watchdog-keys.json'
const EVIDENCE =
  'judge each verdict once more and keep what was read, so that assay recheck can repeat it: as many calls to endpoints again'

/**
 * `assay watch`: a watchdog's log and samples. Exit codes: 0 done, 64 usage, 69 no database, beacon or store, 70 our own fault or a
 * sample that does not hold, 78 settings.
 */
export function watchCommand(withKeptDatabase: WithKeptDatabase): Command {
  const watch = new Command('watch').description(
    'keeps a signed log of this watchdog’s verdicts, and draws samples that nobody chose; with --from, against the public API of somebody else',
  )
  defineFar(watch, withKeptDatabase)
  watch.addHelpText('after', '\nExample:\n  assay watch init --origin watchdog.example/opengradient')
  const define = (name: string, description: string) =>
    watch
      .command(name)
      .description(description)
      .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
      .option('--keys <file>', 'the watchdog’s keys', KEYS)
      .addHelpText(
        'after',
        `\nSettings: as for assay reference-node. A demo that runs here is found.\n\nExample:\n  assay watch ${name}${EXAMPLES[name] ?? ''}`,
      )
  const load = () => import('../watch/command.ts')
  define(
    'init',
    'makes keys, 0600 and sealed with ASSAY_WATCHDOG_PASSPHRASE where that is set, and an empty log whose first entry says whose it is',
  )
    .requiredOption('--origin <name>', 'the log’s name, as a URL without its scheme')
    .action(async (options: WatchOptions & { origin: string }) => (await load()).runInit(options))
  define('rotate', 'makes new keys and hands the log over to them: both sign')
    .requiredOption('--to <file>', 'where the new keys are kept')
    .action(async (options: WatchOptions & { to: string }) => (await load()).runRotate(options))
  define('append', 'logs every lasting verdict that the log does not have yet')
    .option('--evidence', EVIDENCE)
    .action(async (options: WatchOptions & { evidence?: true }) => (await load()).runAppend(options))
  define(
    'commit',
    'commits to a sample before its round of the beacon, and asks the network’s witnesses to say so',
  )
    .addOption(
      new Option('--statement <statement>', 'what is checked').choices(STATEMENTS).makeOptionMandatory(),
    )
    .requiredOption('--count <number>', 'elements to draw; a smaller population is checked whole', toCount)
    .option('--node <id>', 'of one node alone', toNode)
    .option('--relayer <address>', 'of what one relayer settled', toRelayer)
    .option('--lead <seconds>', 'how long until the round', toCount, 300)
    .option('--deadline <seconds>', 'how long after the round every outcome is logged', toCount, 86_400)
    .action(async (options: CommitOptions) => (await load()).runCommit(options))
  define('draw', 'draws the samples whose round is out, judges what was drawn and logs the outcomes').action(
    async (options: WatchOptions) => (await load()).runDraw(options),
  )
  define(
    'anchor',
    'puts the newest checkpoint into a transaction, and those that are final into the log; run it again until nothing is sent',
  ).action(async (options: WatchOptions) => (await load()).runAnchor(options))
  const run = define('run', 'does all of it again and again until it is stopped')
    .option('--push <url>', 'intake of a reference node that the log is pushed to')
    .option('--evidence', EVIDENCE)
    .action(async (options: RunOptions) => (await load()).runWatch(options))
  definePlan(run)
  define('publish', 'writes the log as static files for any web server: checkpoint, tiles, bundles')
    .argument('<folder>')
    .action(async (folder: string, options: WatchOptions) => (await load()).runPublish(folder, options))
  watch
    .command('witness')
    .description(
      'cosigns the checkpoints of the logs that are named, as long as each continues what it has seen',
    )
    .requiredOption('--name <name>', 'the witness’s name, as a URL without its scheme')
    .requiredOption('--keys <file>', 'its keys; made at the first start')
    .requiredOption('--state <file>', 'what it has seen of each log')
    .requiredOption(
      '--log <key>',
      'verifier key of a log, may be repeated',
      (key: string, all: string[] = []) => [...all, key],
    )
    .option('--port <number>', 'port; 0 takes a free one', toCount, 4360)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--network <name>', 'say the time of this network: some are simulated')
    .addHelpText('after', `\nExample:\n  assay watch witness${EXAMPLES.witness}`)
    .action(async (options) => (await import('../watch/witness-command.ts')).runWitness(options))
  return watch
}

/** Runs `work` on a migrated database: that of the settings, or one that is kept in a folder and runs as long as `work` does. */
export type WithKeptDatabase = (folder: string, work: (url: string) => Promise<void>) => Promise<void>

function defineFar(watch: Command, withKeptDatabase: WithKeptDatabase): void {
  watch
    .option('--from <url>', 'public API to work from: nothing else is needed but endpoints of the chain')
    .option('--push <url>', 'intake that the log is pushed to (default: the one in the network’s folder)')
    .option('--key <key>', 'API key')
    .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
    .option('--keys <file>', 'the watchdog’s keys; made at the first start', KEYS)
    .option('--origin <name>', 'the log’s name, for the first start')
    .option(
      '--data <folder>',
      'where the log’s own database is kept, when no other one is set',
      '.assay/watchdog',
    )
    .option('--for <seconds>', 'how long; then it ends and says what it used', toCount)
  definePlan(watch)
  watch.action(async (options: FarOptions & { from?: string; data: string }) => {
    if (options.from === undefined) return watch.help({ error: true })
    const { runFar } = await import('../far/command.ts')
    await withKeptDatabase(options.data, (url) => runFar(options, url))
  })
}

/** What is sampled, and when. */
function definePlan(command: Command): void {
  command
    .addOption(
      new Option('--statement <statement...>', 'what is sampled, of the whole network')
        .choices(STATEMENTS)
        .default([]),
    )
    .option('--count <number>', 'elements to draw of each', toCount, 300)
    .option(
      '--every <seconds>',
      'between two samples of a statement, by the network’s clock',
      toCount,
      86_400,
    )
    .option('--lead <seconds>', 'how long until a round', toCount, 3600)
    .option('--deadline <seconds>', 'how long after the round every outcome is logged', toCount, 86_400)
    .option('--poll <seconds>', 'between two turns', toCount, 60)
    .option('--publish <folder>', 'where the log is written as static files')
}

const EXAMPLES: Readonly<Record<string, string>> = {
  init: ' --origin watchdog.example/opengradient',
  rotate: ' --to new-keys.json',
  commit: ' --statement hand_off_signed --count 300',
  publish: ' /srv/log',
  run: ' --statement hand_off_signed attestation_valid --publish /srv/log',
  witness: ' --name witness.example/w --keys w.json --state seen.json --log watchdog.example/a+01234567+AbC…',
}

/**
 * `assay log verify`: audits a whole log. Exit codes: 0 everything holds, 1 something does not, 2 an anchor cannot be read now, 64 usage, 69 the log does not
 * answer, 78 settings.
 */
export function logCommand(): Command {
  const log = new Command('log')
    .description('audits the log of a watchdog')
    .addHelpText('after', '\nExample:\n  assay log verify https://watchdog.example/opengradient')
  defineAudit(
    log,
    'verify',
    'checks that a log holds everything that it says, unchanged, and that no drawn outcome is left out',
  )
    .option('--key <key>', 'the log’s verifier key; without it, the one that the network’s folder has for it')
    .action(async (place: string, options: AuditOptions) =>
      (await import('../audit/command.ts')).runLogVerify(place, options),
    )
  return log
}

/** `assay sample verify`: the same, and every sample repeated with an index, a chain and an archive of your own. Exit codes as above; 2 something cannot be judged here. */
export function sampleCommand(): Command {
  const sample = new Command('sample')
    .description('repeats the samples of a watchdog')
    .addHelpText('after', '\nExample:\n  assay sample verify https://watchdog.example/opengradient')
  defineAudit(
    sample,
    'verify',
    'audits a log, finds each population again in your own index, and judges every drawn element again',
  )
    .option('--key <key>', 'the log’s verifier key; without it, the one that the network’s folder has for it')
    .action(async (place: string, options: AuditOptions) =>
      (await import('../audit/command.ts')).runSampleVerify(place, options),
    )
  return sample
}

function defineAudit(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .argument('<place>', 'URL of a log, or folder of its files')
    .option('--network <name>', 'name of the network (default: ASSAY_NETWORK)')
    .option(
      '--seen <file>',
      'a checkpoint of this log that was seen before; may be repeated',
      (file: string, all: string[] = []) => [...all, file],
    )
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
Exit: 0 everything holds; 1 something does not; 2 something cannot be judged here.
Settings: ASSAY_NETWORKS, ASSAY_NETWORK (whose beacon, anchors, witnesses and watchdogs are believed), RPC_<chain id>,
ASSAY_PRIVATE_HOSTS.

Example:
  assay ${parent.name()} ${name} https://watchdog.example/opengradient --network opengradient-testnet`,
    )
}

function toCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

function toNode(text: string): Hash32 {
  if (!/^0x[0-9a-fA-F]{64}$/.test(text))
    throw new InvalidArgumentError('expected 0x and 64 hexadecimal digits')
  return Hash32(text)
}

function toRelayer(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text))
    throw new InvalidArgumentError('expected 0x and 40 hexadecimal digits')
  return text.toLowerCase()
}
