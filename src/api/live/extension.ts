import { readFileSync } from 'node:fs'
import type { GraphQLResolveInfo } from 'graphql'
import type { ApiMetrics } from '../http/metrics.ts'
import { Pace, Turns } from '../limits/turns.ts'
import { getEntity } from '../model/model.ts'
import { slot } from '../sql/select.ts'
import type { Where } from '../sql/where.ts'
import { type Consumer, OpenStreams, type StreamLimits } from './open.ts'
import { entityStream, headStream, type LiveParts, type Shared, type Subscribed } from './streams.ts'

export const LIVE_SDL = readFileSync(new URL('./live.graphql', import.meta.url), 'utf8')

export interface LiveOptions extends LiveParts {
  readonly metrics: ApiMetrics
  readonly limits: StreamLimits & {
    /** Streams that read the database at the same time: few of the pool's connections. */
    readonly reading: number
  }
}

/** Who listens, as the door that took the request says it. */
interface LiveContext {
  readonly caller?: string
  readonly cut?: () => void
}

type Arguments = Readonly<Record<string, unknown>>

/** Gives the fields of `Subscription` their streams. */
export function installLive({ metrics, limits, ...parts }: LiveOptions): void {
  const shared: Shared = { ...parts, turns: new Turns({ most: limits.reading }), pace: new Pace() }
  const entity = (name: string, field: string) => (subscribed: Subscribed) =>
    entityStream(shared, getEntity(parts.model, name), field, subscribed)
  const sources: Record<string, (subscribed: Subscribed) => AsyncGenerator<unknown>> = {
    head: (subscribed) => headStream(shared, subscribed),
    claims: entity('Claim', 'claim'),
    penalties: entity('Penalty', 'penalty'),
    verdicts: entity('Verdict', 'verdict'),
  }
  const fields = parts.schema.getSubscriptionType()?.getFields() ?? {}
  const open = new OpenStreams(limits, metrics)
  for (const [name, stream] of Object.entries(sources)) {
    const field = fields[name]
    if (!field) throw new TypeError(`no subscription ${name}`)
    field.subscribe = (_source, args: Arguments, context: LiveContext, info) => {
      const consumer = consumerOf(context)
      return open.begin(consumer, (life) =>
        stream({ caller: consumer.caller, ...asked(args), info: info as GraphQLResolveInfo, life }),
      )
    }
    field.resolve = (event: unknown) => event
  }
  for (const [type, field] of [
    ['ClaimEvent', 'claim'],
    ['PenaltyEvent', 'penalty'],
    ['VerdictEvent', 'verdict'],
  ] as const) {
    const object = parts.schema.getType(type)
    if (object && 'getFields' in object) {
      const found = (object.getFields() as Record<string, { resolve?: unknown }>)[field]
      if (found) found.resolve = (event: Record<string, unknown>) => event[slot(field)] ?? null
    }
  }
}

function consumerOf({ caller = 'unknown', cut = () => {} }: LiveContext): Consumer {
  return { caller, cut }
}

function asked(args: Arguments): Pick<Subscribed, 'after' | 'filter'> {
  return {
    after: typeof args.after === 'string' ? args.after : undefined,
    filter: args.where ? (args.where as Where) : undefined,
  }
}
