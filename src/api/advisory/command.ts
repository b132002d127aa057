import { Command } from 'commander'
import type { AddedAdvisory } from './add.ts'

const SETTINGS =
  '\nSettings: ASSAY_ADVISORIES, the file of your own; .assay/advisories.csv unless set. ASSAY_CATALOGUE, the folder of the others.\n\nExample:\n'

/** `assay advisory`: holes in trusted hardware that were published: adds one, lists them, and says which are about the machine behind a quote. */
export function advisoryCommand(): Command {
  return new Command('advisory')
    .description('holes in trusted hardware: lists them, adds one, and matches the machine behind a quote')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(matchCommand())
    .addHelpText('after', '\nExample:\n  assay advisory list --tee sev-snp')
}

function addCommand(): Command {
  return new Command('add')
    .description(
      'adds an advisory, or machines to one that you added: a running API reads it at its next start. With an id of the catalogue\n' +
        'it takes that one’s place. Exit code 0: added; 78: such an advisory cannot be',
    )
    .argument('<id>', 'its number or a short name, e.g. CVE-2026-12345')
    .requiredOption('--name <words>', 'its name')
    .requiredOption('--published <day>', 'first day on which it was public, 2026-11-21 or 2026-11')
    .requiredOption('--tee <kind>', 'hardware: nitro, tdx, sgx or sev-snp')
    .requiredOption('--source <words>', 'where it can be read')
    .requiredOption('--author <name>', 'who adds it')
    .option('--cpus <families>', 'families of processors with spaces between them, or any', 'any')
    .option(
      '--forges <answer>',
      'whether it lets somebody make attestations that hold: yes, possible or no',
      'no',
    )
    .option('--access <who>', 'who can use it: physical, host or software', 'host')
    .option(
      '--patched-tcb <rule>',
      'from which versions on an attestation shows the fix, e.g. "firmware>=1.55.22"',
    )
    .option('--first-affected <day>', 'when the first such machine was made; left out: not known')
    .option('--affects <words>', 'what it affects, in words; left out: the hardware and the families')
    .option('--fix <words>', 'the fix, or what its vendor says')
    .option('--as-of <day>', 'when it was read; left out: today')
    .option('--note <words>', 'how the source is read')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `${SETTINGS}  assay advisory add CVE-2026-12345 --name "Example" --published 2026-11-21 --tee sev-snp --cpus "milan genoa" \\
    --forges yes --patched-tcb "firmware>=1.58.1" --source "CVE record" --author "Jane Doe"`,
    )
    .action(add)
}

function listCommand(): Command {
  return new Command('list')
    .description('lists the advisories of the catalogue and your own, newest first')
    .option('--tee <kind>', 'only of this hardware: nitro, tdx, sgx or sev-snp')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `${SETTINGS}  assay advisory list --tee sev-snp`)
    .action(list)
}

function matchCommand(): Command {
  return new Command('match')
    .description(
      'reads a quote of SGX or TDX, a report of SEV-SNP with its certificates behind it in PEM, or a Nitro document, and says which\n' +
        'advisories are about its machine. Without the vendor’s root nothing of it is proved. Exit code 0: none is; 1: some are, or may be',
    )
    .argument('<file>', 'the quote, as bytes or in hexadecimal')
    .option('--roots <files...>', 'roots of the vendor, PEM')
    .option('--at <time>', 'as of when its certificates count; left out: now')
    .option('--custody <who>', 'whose hands the machine is in: cloud, colocation or home')
    .option('--json', 'print one JSON object')
    .addHelpText('after', `${SETTINGS}  assay advisory match quote.bin --roots intel-root.pem`)
    .action(match)
}

type AddOptions = Omit<AddedAdvisory, 'id' | 'asOf'> & { readonly asOf?: string; readonly json?: true }

async function add(id: string, { json, ...options }: AddOptions): Promise<void> {
  const [{ recordAdvisory, toRow }, { advisoriesFile }] = await Promise.all([
    import('./add.ts'),
    import('./places.ts'),
  ])
  const file = advisoriesFile(process.env)
  const asOf = options.asOf ?? new Date().toISOString().slice(0, 10)
  const added = await recordAdvisory(file, toRow({ ...options, id, asOf }))
  process.stdout.write(
    json
      ? `${JSON.stringify({ version: 1, file, advisory: added })}\n`
      : `${id} is about ${added.affected.map(({ tee, cpus }) => `${tee} (${cpus.join(', ')})`).join(', ')}, by ${options.author} (${file})\n`,
  )
}

async function list({ tee, json }: { tee?: string; json?: true }): Promise<void> {
  const [{ openAdvisories }, { sayList }] = await Promise.all([import('./places.ts'), import('./say.ts')])
  const all = await openAdvisories(process.env)
  const advisories = all
    .filter(({ affected }) => tee === undefined || affected.some((each) => each.tee === tee))
    .toSorted((a, b) => (a.published < b.published ? 1 : -1))
  process.stdout.write(json ? `${JSON.stringify({ version: 1, advisories })}\n` : sayList(advisories))
}

interface MatchOptions {
  readonly roots?: readonly string[]
  readonly at?: string
  readonly custody?: string
  readonly json?: true
}

async function match(file: string, { json, ...options }: MatchOptions, command: Command): Promise<void> {
  const [{ matchFile }, { sayMatch }] = await Promise.all([import('./match.ts'), import('./say.ts')])
  if (options.custody !== undefined && !['cloud', 'colocation', 'home'].includes(options.custody))
    command.error('error: --custody is cloud, colocation or home', { exitCode: 64 })
  if (options.at !== undefined && Number.isNaN(Date.parse(options.at)))
    command.error('error: --at is a time as 2026-11-21T12:00:00Z', { exitCode: 64 })
  const found = await matchFile(file, options, process.env)
  if (found.advisories.some(({ state }) => state === 'affected' || state === 'unknown')) process.exitCode = 1
  process.stdout.write(json ? `${JSON.stringify({ version: 1, ...found })}\n` : sayMatch(found))
}
