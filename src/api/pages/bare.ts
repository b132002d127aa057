import type { Handler } from '../../platform/serve.ts'
import { sendError } from '../http/respond.ts'
import { type Html, html } from './html.ts'
import { sendPage, wantsHtml } from './page.ts'

/** The page of a door's own address, for browsers; below it, and for programs, the door answers itself. */
export function withPage(path: string, title: string, body: Html, door: Handler): Handler {
  return (request, response) => {
    const [asked = ''] = (request.url ?? '').split('?', 1)
    if (asked.replace(/\/$/, '') !== path || !wantsHtml(request)) return door(request, response)
    sendPage(response, { title: `${title} · Assay`, body })
  }
}

export function restPage(plurals: readonly string[]): Html {
  const items = plurals.map((name) => html`<li><a href="/rest/${name}?limit=5">${name}</a></li>\n`)
  return html`<h1>REST</h1>
<p><code>/rest/&lt;list&gt;</code> gives rows as JSON, <code>/rest/&lt;list&gt;/&lt;id&gt;</code> one of them. Every parameter is described by
<a href="/rest/openapi.json">/rest/openapi.json</a> (OpenAPI 3.1) and in <a href="/docs/api">the docs</a>. The links show five rows each.</p>
<ul class="list">
${items}</ul>`
}

export function exportPage(names: readonly string[]): Html {
  const items = names.map(
    (name) =>
      html`<li>${name}: <a href="/export/${name}.csv">csv</a> <a href="/export/${name}.jsonl">jsonl</a> <a href="/export/${name}.parquet">parquet</a></li>\n`,
  )
  return html`<h1>Exports</h1>
<p>A whole table as a file. Parameters are in <a href="/docs/api#exports">the docs</a>; some tables need them and say which. As JSON, this address lists
every table with its parameters: <code>curl</code> it.</p>
<ul class="list">
${items}</ul>`
}

const MCP =
  'the MCP server is a program of its own: run `assay mcp --api <this address>`, or `assay mcp --http 4360` for HTTP'

/** `/mcp` is another process: this says which. */
export const answerMcp: Handler = (request, response) => {
  if (!wantsHtml(request)) return sendError(response, 404, 'NOT_FOUND', `${MCP}; see /docs/api`)
  sendPage(response, {
    title: 'MCP · Assay',
    status: 404,
    body: html`<h1>MCP</h1>
<p>Agents ask Assay over the Model Context Protocol. The MCP server is a program of its own, not at this address:</p>
<pre><code>assay mcp --api http://${request.headers.host ?? '127.0.0.1:4350'}
assay mcp --http 4360</code></pre>
<p>The first speaks over standard input and output, the second over HTTP. <a href="/docs/api">The docs</a> say more.</p>`,
  })
}
