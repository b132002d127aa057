import { existsSync } from 'node:fs'
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
  // It lists the folder once, and looks addresses up in that list: an address never becomes a path.
  const serveFile = sirv(folder, { etag: true, setHeaders })
  const page: Handler = (request, response) => {
    response.setHeader('vary', 'accept')
    request.url = '/'
    serveFile(request, response)
  }
  const files: Handler = (request, response) => {
    serveFile(request, response, () => sendError(response, 404, 'NOT_FOUND', 'no such file: see /'))
  }
  return { files, page }
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
