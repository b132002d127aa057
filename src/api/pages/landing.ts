import type { IncomingMessage } from 'node:http'
import type { Network } from '../../platform/network.ts'
import type { Recent } from '../../platform/recent.ts'
import type { Handler } from '../../platform/serve.ts'
import { sendError, sendJson } from '../http/respond.ts'
import type { ChainStatus } from '../http/status.ts'
import { type Html, html } from './html.ts'
import { listShownChains, type ShownChain } from './networks.ts'
import { sendPage, wantsHtml } from './page.ts'
import { listWays, type Way } from './ways.ts'

export interface LandingParts {
  readonly networks: readonly Network[]
  readonly chains: Recent<ChainStatus[]>
  /** Why the tables cannot be read, or null. */
  readonly findWait: () => string | null
  /** Whether a proxy in front may say by which scheme it was asked. */
  readonly trustProxy: boolean
}

const ABOUT =
  'Assay is an open record of networks in which nodes run AI models and write proofs of it to a blockchain. It indexes what they write, checks the proofs again by itself, and says what each node did, earned and was penalised for.'

/** `/`: what this is, where each chain stands, and the ways in. A page for browsers, the same as JSON for programs. */
export function createLanding({ networks, chains, findWait, trustProxy }: LandingParts): Handler {
  return async (request, response) => {
    if (!/^\/(\?|$)/.test(request.url ?? '/'))
      return sendError(response, 404, 'NOT_FOUND', 'nothing here: see /')
    const found = findWait() ?? (await chains.get().catch(() => 'the database does not answer'))
    const shown = listShownChains(networks, found)
    const ways = listWays(baseOf(request, trustProxy))
    if (wantsHtml(request)) return sendPage(response, { title: 'Assay', body: landing(shown, ways) })
    sendJson(
      response,
      200,
      { name: 'Assay', about: ABOUT, chains: shown, ways, docs: '/docs' },
      { vary: 'accept' },
    )
  }
}

// The address that the caller used stands in the examples; it is checked, as it comes from outside.
function baseOf({ headers, socket }: IncomingMessage, trustProxy: boolean): string {
  const { host } = headers
  if (host === undefined || !/^[\w.:[\]-]{1,200}$/.test(host))
    return `http://127.0.0.1:${socket.localPort ?? 4350}`
  return `${trustProxy && isForwardedByHttps(headers) ? 'https' : 'http'}://${host}`
}

// Of several entries the last is the one that the proxy in front of us wrote.
function isForwardedByHttps(headers: IncomingMessage['headers']): boolean {
  return (
    String(headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim()
      .toLowerCase() === 'https'
  )
}

function landing(chains: readonly ShownChain[], ways: readonly Way[]): Html {
  return html`<h1>The open book of verifiable-compute networks</h1>
<p class="lead">${ABOUT}</p>
<p>No number without its source, its network class and its block. What is missing is empty with a reason, never a zero.</p>
<h2>Networks</h2>
${
  chains.length === 0
    ? html`<p>No network is configured here. Set <code>ASSAY_NETWORKS</code> to the folder that has them.</p>`
    : html`<div class="wide" tabindex="0" role="region" aria-label="Networks"><table>
<thead><tr><th>Network</th><th>Chain</th><th>Class</th><th>Head</th><th>Indexed</th><th>Lag</th><th>Finalized</th><th>Updated</th></tr></thead>
<tbody>
${chains.map(row)}</tbody>
</table></div>`
}
<p class="note">Class says whose money a network moves: only amounts of the class <em>mainnet</em> are worth real money. Head, indexed and finalized are block numbers; lag is in blocks.</p>
<h2>Ways in</h2>
<dl class="ways">
${ways.map(way)}</dl>`
}

function row(chain: ShownChain): Html {
  const name = chain.name === null ? '' : ` ${chain.name}`
  const first = html`<td>${chain.title}<br><code>${chain.network}</code></td><td>${chain.chainId}${name}</td><td>${chain.class ?? 'not known'}</td>`
  if (chain.height === null)
    return html`<tr>${first}<td colspan="5" class="reason">${chain.reason ?? ''}</td></tr>\n`
  const numbers = [chain.head, chain.height, chain.lag, chain.finalizedHeight]
  const cells = numbers.map((value) => html`<td class="number">${value ?? ''}</td>`)
  return html`<tr>${first}${cells}<td>${chain.updatedAt ?? ''}</td></tr>\n`
}

function way({ name, about, path, example }: Way): Html {
  const title = path === null ? html`${name}` : html`<a href="${path}">${name}</a>`
  return html`<div><dt>${title}</dt><dd>${about}<pre tabindex="0"><code>${example}</code></pre></dd></div>\n`
}
