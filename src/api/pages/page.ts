import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Html, html } from './html.ts'

/** Nothing runs and nothing is loaded but our own style sheet and icon. */
const READ_ONLY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The editor runs our own files, asks this server alone, and has two fonts inside its style sheet. */
export const EDITOR_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface Page {
  readonly title: string
  readonly body: Html
  readonly status?: number
}

/** Whether the caller reads HTML, as browsers say they do. Programs that accept anything get JSON. */
export function wantsHtml({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html')
}

/** Sends a page in the frame that all pages share. */
export function sendPage(response: ServerResponse, { title, body, status = 200 }: Page): void {
  sendHtml(response, status, READ_ONLY, frame(title, body))
}

/** Sends a whole document under a policy of its own. */
export function sendHtml(response: ServerResponse, status: number, policy: string, { text }: Html): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
    vary: 'accept',
  })
  response.end(text)
}

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/favicon.ico" type="image/svg+xml">
<link rel="stylesheet" href="/assets/assay.css">
</head>
<body>
<header><a class="name" href="/">Assay</a><nav><a href="/docs">Docs</a> <a href="/graphql">GraphiQL</a> <a href="/rest">REST</a> <a href="/export">Exports</a></nav></header>
<main>
${body}
</main>
</body>
</html>
`
}
