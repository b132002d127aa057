import { readFileSync } from 'node:fs'
import { AuditFault, Misconfigured } from '../../src/claim/errors.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import { readCommandEnv } from '../../src/platform/demo-place.ts'
import { Environment } from '../../src/platform/environment.ts'
import { GuardedHttp } from '../../src/platform/http.ts'
import { getNetwork, type Network } from '../../src/platform/network.ts'
import { readNetworkPlace } from '../../src/platform/place.ts'
import { requireTables } from '../../src/platform/tables.ts'
import { verifyGroth16 } from '../checks/groth16/verify.ts'
import { readConfig, readEndpoints } from '../config.ts'
import { hostOf, openLogPlace, readLog, type ServedLog } from '../log/read.ts'
import { openNode } from '../open.ts'
import { readClock } from '../sample/clock.ts'
import { OwnIndex } from '../sample/sampled-index.ts'
import { auditLog } from './audit.ts'
import { type Confirmation, confirmSample } from './confirm.ts'
import type { AuditTrust, Finding, LogReport } from './report.ts'
import { printReport } from './text.ts'
import { findRegistered, trustOf } from './trust.ts'

export interface AuditOptions {
  readonly network?: string
  readonly key?: string
  readonly seen?: readonly string[]
  readonly json?: true
}

/** `assay log verify`: needs no database. Exit code 0: everything holds; 1: something does not; 2: an anchor cannot be read now. */
export async function runLogVerify(place: string, options: AuditOptions): Promise<void> {
  const report = await auditPlace(place, options)
  printReport(report, undefined, options.json === true)
  process.exitCode = report.findings.length > 0 ? 1 : report.unread.length > 0 ? 2 : 0
}

/** `assay sample verify`: the same, and each sample repeated here. Exit code 2: a verdict cannot be judged here. */
export async function runSampleVerify(place: string, options: AuditOptions): Promise<void> {
  const report = await auditPlace(place, options)
  const config = readConfig(readCommandEnv(process.env, { network: options.network }))
  const { pool, network, context, close } = await openNode(config, 'sample-verify')
  const confirmations: Confirmation[] = []
  try {
    await requireTables(pool)
    const index = new OwnIndex(pool, network.name)
    for (const sample of report.samples)
      confirmations.push(await confirmSample(index, network, { ...context, verifyGroth16 }, sample))
  } finally {
    await close()
  }
  printReport(report, confirmations, options.json === true)
  const isWrong = report.findings.length > 0 || confirmations.some(({ findings }) => findings.length > 0)
  const isOpen = report.unread.length > 0 || confirmations.some(({ notCheckable }) => notCheckable > 0)
  process.exitCode = isWrong ? 1 : isOpen ? 2 : 0
}

async function auditPlace(place: string, options: AuditOptions): Promise<LogReport> {
  const env = readCommandEnv(process.env, { network: options.network })
  const settings = new Environment(env)
  const endpoints = readEndpoints(env, settings)
  const { networks, network: name } = readNetworkPlace(settings)
  const privateHosts = settings.list('ASSAY_PRIVATE_HOSTS')
  settings.check()
  const network = await getNetwork(networks, name)
  const http = new GuardedHttp([...privateHosts, ...hostOf(place)])
  try {
    const served = await readLog(openLogPlace(place, http))
    return await auditOrSay(
      served,
      toTrust(network, served, options, endpoints, await readClock(network, http)),
    )
  } finally {
    await http.close()
  }
}

/** A log whose checkpoint is not its own has one finding, and nothing else of it can be read. */
async function auditOrSay(served: ServedLog, trust: AuditTrust): Promise<LogReport> {
  try {
    return await auditLog(served, trust)
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error
    const finding: Finding = { code: error.code, entry: null, detail: error.message }
    return {
      origin: trust.key.name,
      watchdog: null,
      size: served.entries.length,
      verdicts: 0,
      cosigned: 0,
      vouched: null,
      findings: [finding],
      unread: [],
      samples: [],
    }
  }
}

/**
 * Whom the reader of a log believes: what the network's folder says, and the key that was given.
 * @throws Misconfigured `LOG_UNKNOWN` when neither has a key of this log
 */
function toTrust(
  network: Network,
  served: ServedLog,
  { key, seen = [] }: AuditOptions,
  endpoints: ReadonlyMap<number, readonly string[]>,
  now: number,
): AuditTrust {
  const origin = parseNote(served.note).text.split('\n', 1)[0] ?? ''
  const known = key ?? findRegistered(network, origin, key)?.key
  if (known === undefined)
    throw new Misconfigured(
      'LOG_UNKNOWN',
      `the folder of ${network.name} has no log ${origin}: give its --key`,
    )
  const trust = trustOf(network, origin, known, now, endpoints)
  return { ...trust, seen: seen.map((file) => readFileSync(file, 'utf8')) }
}
