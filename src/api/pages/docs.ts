import type { Handler } from '../../platform/serve.ts'
import { sendError, sendJson } from '../http/respond.ts'
import { type Document, readDocuments } from './documents.ts'
import { type Html, html } from './html.ts'
import { renderMarkdown } from './markdown.ts'
import { sendPage, wantsHtml } from './page.ts'

// Sections of the index, in the order in which a newcomer needs them; the key is the first part of a slug.
const SECTIONS: readonly (readonly [folder: string, title: string])[] = [
  ['', 'Start here'],
  ['api', 'Asking'],
  ['methodology', 'What the figures mean'],
  ['operations', 'Running it'],
  ['formats', 'File formats'],
  ['decisions', 'Why it is built this way'],
]

/** `/docs` lists the documents of `folder`, `/docs/<page>` shows one; programs get the list, or the Markdown, instead of HTML. */
export async function createDocs(folder: string): Promise<Handler> {
  const documents = await readDocuments(folder)
  const slugs = new Map([...documents.values()].map(({ file, slug }) => [file, slug]))
  const pages = new Map<string, Html>()
  return (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1)
    const slug = path.slice('/docs/'.length).replace(/\/$|\.md$/, '')
    const asPage = wantsHtml(request)
    if (slug === '') {
      const list = [...documents.values()].map((each) => ({ title: each.title, path: `/docs/${each.slug}` }))
      if (!asPage) return sendJson(response, 200, { docs: list }, { vary: 'accept' })
      return sendPage(response, { title: 'Docs of Assay', body: index([...documents.values()]) })
    }
    const document = documents.get(slug)
    if (!document && asPage) return sendPage(response, { title: 'Not found', status: 404, body: NOT_FOUND })
    if (!document) return sendError(response, 404, 'NOT_FOUND', 'no such document: /docs lists them')
    if (!asPage) {
      const headers = { 'content-type': 'text/markdown; charset=utf-8', vary: 'accept' }
      response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(document.text) })
      return void response.end(document.text)
    }
    const body = pages.get(slug) ?? show(document, (file) => slugs.get(file))
    pages.set(slug, body)
    sendPage(response, { title: `${document.title} · Assay`, body })
  }
}

const NOT_FOUND = html`<h1>There is no such document</h1>
<p>It may have been renamed. <a href="/docs">All documents</a> are listed on one page.</p>`

function index(documents: readonly Document[]): Html {
  const known = SECTIONS.map(([folder]) => folder)
  const sectionOf = ({ slug, file }: Document) => {
    const [first = ''] = file.includes('/') ? slug.split('/', 1) : ['']
    return known.includes(first) ? first : ''
  }
  const sections = SECTIONS.map(([folder, title]) => {
    const items = documents
      .filter((each) => sectionOf(each) === folder)
      .map(({ slug, title: name }) => html`<li><a href="/docs/${slug}">${name}</a></li>\n`)
    return items.length === 0 ? html`` : html`<h2>${title}</h2>\n<ul class="list">\n${items}</ul>\n`
  })
  return html`<h1>Docs</h1>\n${sections}`
}

function show({ text, file }: Document, slugOf: (file: string) => string | undefined): Html {
  const { body, headings } = renderMarkdown(text, file, slugOf)
  const parts = headings.filter(({ depth }) => depth === 2)
  const contents = parts.map((each) => html`<li><a href="#${each.id}">${each.text}</a></li>\n`)
  const box = html`<nav class="contents" aria-label="On this page"><ul>\n${contents}</ul></nav>`
  return html`<p class="note"><a href="/docs">Docs</a> / ${file}</p>
${contents.length > 1 ? box : html``}
<article>
${body}
</article>`
}
