import type { IncomingMessage } from 'node:http'
import { isIPv4 } from 'node:net'

/** Why a request is refused before it is read. */
export interface Refusal {
  readonly code: 'HOST_FOREIGN' | 'ORIGIN_FOREIGN'
  readonly message: string
}

// An address that stands for every interface is no name that a caller uses.
const WILDCARDS = ['0.0.0.0', '::', '[::]', '']

/**
 * Refuses requests that a web page of another site can cause: a browser sends the page's origin, and after DNS rebinding the
 * page's own host name. Programs send no origin and are asked only for the host. `hosts` are names besides the loopback ones;
 * `host` is where the server listens.
 */
export function createGuard(host: string, hosts: readonly string[] = []) {
  const known = new Set([host, ...hosts].filter((each) => !WILDCARDS.includes(each)).map(bare))
  const isOurs = (name: string) => isLoopback(name) || known.has(name)
  return ({ headers }: IncomingMessage): Refusal | null => {
    const name = nameOf(`http://${headers.host ?? ''}`)
    if (name === null || !isOurs(name))
      return {
        code: 'HOST_FOREIGN',
        message:
          'the Host header names another server; use localhost or 127.0.0.1, or start assay mcp with --allow-host NAME',
      }
    if (headers.origin === undefined) return null
    const origin = nameOf(headers.origin)
    if (origin !== null && isOurs(origin)) return null
    return {
      code: 'ORIGIN_FOREIGN',
      message:
        'a web page of another origin may not use this server; start assay mcp with --allow-host NAME to let its host in',
    }
  }
}

function nameOf(url: string): string | null {
  return URL.canParse(url) ? bare(new URL(url).hostname) : null
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase()
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'))
}
