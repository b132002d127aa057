import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Whom requests go to. */
export type Role = 'rpc' | 'api' | 'intake' | 'other'

/** Requests and bytes of bodies, to and from one of them. */
export interface Traffic {
  requests: number
  sent: number
  received: number
}

/** What a watchdog used while it ran. Bytes are those of bodies as they travel; headers are not counted. */
export interface Usage {
  readonly seconds: number
  readonly traffic: Readonly<Record<Role, Traffic>>
  /** The most memory that the process held, without its database; bytes. */
  readonly peakMemoryBytes: number
  readonly databaseBytes: number
  /** The same work over a day: requests, bytes and growth of the database as they were in these seconds. */
  readonly perDay: {
    readonly rpcRequests: number
    readonly trafficBytes: number
    readonly databaseGrowthBytes: number
  }
}

interface Message {
  readonly request: { readonly origin: string | URL }
  readonly chunk?: { readonly length: number }
}

const DAY = 86_400

/** Counts every HTTP request of this process from its making on. */
export class UsageMeter {
  readonly #roles: ReadonlyMap<string, Role>
  readonly #began = performance.now()
  readonly #traffic: Record<Role, Traffic> = { rpc: none(), api: none(), intake: none(), other: none() }
  readonly #channels: readonly (readonly [name: string, on: (message: unknown) => void])[] = [
    ['undici:request:create', (message) => this.#add(message as Message, 'requests')],
    ['undici:request:bodyChunkSent', (message) => this.#add(message as Message, 'sent')],
    ['undici:request:bodyChunkReceived', (message) => this.#add(message as Message, 'received')],
  ]

  /** `places`: URLs by whom they belong to; what goes to another one is `other`. */
  constructor(places: Readonly<Partial<Record<Role, readonly string[]>>>) {
    this.#roles = new Map(
      Object.entries(places).flatMap(([role, urls]) =>
        urls.map((url) => [new URL(url).origin, role as Role]),
      ),
    )
    for (const [name, on] of this.#channels) subscribe(name, on)
  }

  /** `databaseBytes`: its size at the beginning and now. */
  read(databaseBytes: readonly [before: number, now: number]): Usage {
    const seconds = (performance.now() - this.#began) / 1000
    const [before, now] = databaseBytes
    const perDay = (count: number) => Math.round((count * DAY) / seconds)
    const bytes = Object.values(this.#traffic).reduce((sum, { sent, received }) => sum + sent + received, 0)
    return {
      seconds: Math.round(seconds),
      traffic: structuredClone(this.#traffic),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      databaseBytes: now,
      perDay: {
        rpcRequests: perDay(this.#traffic.rpc.requests),
        trafficBytes: perDay(bytes),
        databaseGrowthBytes: perDay(now - before),
      },
    }
  }

  close(): void {
    for (const [name, on] of this.#channels) unsubscribe(name, on)
  }

  #add({ request, chunk }: Message, what: keyof Traffic): void {
    const traffic = this.#traffic[this.#roles.get(new URL(request.origin).origin) ?? 'other']
    traffic[what] += what === 'requests' ? 1 : (chunk?.length ?? 0)
  }
}

function none(): Traffic {
  return { requests: 0, sent: 0, received: 0 }
}
