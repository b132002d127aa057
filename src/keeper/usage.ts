import { z } from 'zod'
import { CodedError, Unavailable } from '../claim/errors.ts'
import type { GuardedHttp } from '../platform/http.ts'
import type { Network } from '../platform/network.ts'
import type { NetworkLook } from './look.ts'
import { findLastAnswer, type ReportedDay, recordAnswer } from './store/usage.ts'

type Reported = NonNullable<Network['reportedUsage']>

const DAY = 86_400
const LIMITS = { maxBytes: 1_000_000, timeoutMs: 15_000 }
const figure = z
  .union([z.number(), z.string()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,60}(\.\d{1,30})?$/))

/**
 * Asks a network's own service for its usage once a UTC day and keeps what it says, as it says it; figures by day only where
 * the network's data names the fields. `now` in Unix seconds. Returns how many figures were new or restated. A service
 * that is silent, or says something else, is logged and asked again at the next look.
 * @throws Unavailable `UNAVAILABLE_USAGE`
 */
export async function refreshUsage(look: NetworkLook, http: GuardedHttp, now: number): Promise<number> {
  const { pool, log, signal } = look
  const { name, reportedUsage } = look.network
  if (reportedUsage === undefined) return 0
  const last = await findLastAnswer(pool, name)
  if (last !== undefined && Math.floor(last / DAY) === Math.floor(now / DAY)) return 0
  try {
    const { status, bytes } = await http.get(reportedUsage.url, { ...LIMITS, signal })
    if (status !== 200)
      throw new Unavailable('UNAVAILABLE_USAGE', `the service answers with status ${status}`)
    const body = parse(bytes)
    const days = listDays(body, reportedUsage)
    return await recordAnswer(pool, name, { source: reportedUsage.source, body, days, seenAt: now })
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    log.warn({ code: error.code, err: error }, 'no reported usage')
    return 0
  }
}

/**
 * The figures by day in an answer; none when the network's data does not name the fields.
 * @throws Unavailable `UNAVAILABLE_USAGE` when the answer has not the form that the data says
 */
function listDays(body: unknown, { fields }: Reported): readonly ReportedDay[] {
  if (fields === undefined) return []
  const list = z.array(z.record(z.string(), z.unknown())).max(400).safeParse(walk(body, fields.list))
  if (!list.success)
    throw new Unavailable('UNAVAILABLE_USAGE', `no list of days at "${fields.list.join('.')}" of the answer`)
  return list.data.flatMap((entry) => {
    const day = z.iso.date().safeParse(String(entry[fields.day]).slice(0, 10))
    if (!day.success) throw new Unavailable('UNAVAILABLE_USAGE', `an entry has no day in "${fields.day}"`)
    return (['requests', 'amount'] as const).flatMap((metric): ReportedDay[] => {
      const field = fields[metric]
      // What the service leaves out is not zero.
      const value = field && entry[field.name] != null ? figure.safeParse(entry[field.name]) : undefined
      if (field === undefined || value === undefined) return []
      if (!value.success)
        throw new Unavailable('UNAVAILABLE_USAGE', `"${field.name}" of ${day.data} is no plain number`)
      return [{ day: day.data, metric, value: value.data, unit: field.unit }]
    })
  })
}

function walk(body: unknown, path: readonly string[]): unknown {
  let at = body
  for (const key of path)
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined
  return at
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch (cause) {
    throw new Unavailable('UNAVAILABLE_USAGE', 'the answer is not JSON', { cause })
  }
}
