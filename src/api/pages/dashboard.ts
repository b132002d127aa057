import { existsSync, statSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import type { Handler } from '../../platform/serve.ts'
import { sendError } from '../http/respond.ts'
import { wantsHtml } from './page.ts'

/** The pages run our own files, ask this server alone, and compile WebAssembly to check a proof in the browser. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const YEAR_SECONDS = 31_536_000

export interface Dashboard {
  /** The files that a build wrote, below `/pages` and beside the page itself. */
  readonly files: Handler
  /** Every address that a browser opens and that is no other door's: the pages find their way by it. */
  readonly page: Handler
}

/** The built dashboard in `folder`; undefined when it is not built. */
export function openDashboard(folder: string): Dashboard | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const newest = listing(folder)
  const page: Handler = (request, response) => {
    response.setHeader('vary', 'accept')
    request.url = '/'
    const serveFile = newest()
    if (serveFile) serveFile(request, response)
    else sendError(response, 503, 'UNAVAILABLE', 'the pages are being built: ask again in a moment')
  }
  const files: Handler = (request, response) => {
    const missing = () => sendError(response, 404, 'NOT_FOUND', 'no such file: see /')
    const serveFile = newest()
    if (serveFile) serveFile(request, response, missing)
    else missing()
  }
  return { files, page }
}

/**
 * Gives the files of the newest build; undefined while one is being written, for a build removes the page first and writes it last. The folder is
 * listed once for each build, and addresses are looked up in that list: an address never becomes a path.
 */
function listing(folder: string): () => ReturnType<typeof sirv> | undefined {
  let listed: { readonly builtAt: number; readonly serve: ReturnType<typeof sirv> } | undefined
  return () => {
    const builtAt = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs
    if (builtAt === undefined) return undefined
    if (listed?.builtAt !== builtAt) listed = { builtAt, serve: sirv(folder, { etag: true, setHeaders }) }
    return listed.serve
  }
}

/** The pages for browsers, `landing` for programs, and for browsers too where the pages are not built. */
export function withDashboard(dashboard: Dashboard | undefined, landing: Handler): Handler {
  return (request, response) =>
    dashboard && wantsHtml(request) ? dashboard.page(request, response) : landing(request, response)
}

function setHeaders(response: ServerResponse, path: string): void {
  response.setHeader('x-content-type-options', 'nosniff')
  if (path.startsWith('/pages/')) {
    // Its name holds a hash of what is in it: other content has another name.
    response.setHeader('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
    return
  }
  response.setHeader('cache-control', 'no-cache')
  response.setHeader('content-security-policy', POLICY)
  response.setHeader('referrer-policy', 'no-referrer')
}
