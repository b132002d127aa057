import { posix } from 'node:path'
import { Marked, type Tokens } from 'marked'
import { escapeHtml, Html } from './html.ts'

interface Heading {
  readonly depth: number
  readonly id: string
  readonly text: string
}

export interface Rendered {
  readonly body: Html
  readonly headings: readonly Heading[]
}

/**
 * Markdown as HTML. Markup in the text is shown, not obeyed. `file` is where the text stands below `docs`, so that its links
 * can be followed; `slugOf` gives the page of another file there.
 */
export function renderMarkdown(
  text: string,
  file: string,
  slugOf: (file: string) => string | undefined,
): Rendered {
  const headings: Heading[] = []
  const ids = new Ids()
  const marked = new Marked({ gfm: true, async: false })
  marked.use({
    renderer: {
      html: ({ text: markup }) => escapeHtml(markup),
      image: ({ text: alternative }) => escapeHtml(alternative),
      heading(token: Tokens.Heading) {
        const plain = this.parser.parseInline(token.tokens, this.parser.textRenderer)
        const id = ids.of(unescapeText(plain))
        headings.push({ depth: token.depth, id, text: unescapeText(plain) })
        return `<h${token.depth} id="${escapeHtml(id)}">${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`
      },
      link(token: Tokens.Link) {
        const inner = this.parser.parseInline(token.tokens)
        const target = followLink(token.href, file, slugOf)
        if (target.href === undefined)
          return `${inner} <span class="note">(${escapeHtml(target.path)})</span>`
        return `<a href="${escapeHtml(target.href)}">${inner}</a>`
      },
    },
  })
  const body = String(marked.parse(text)).replaceAll('<table>', '<div class="wide" tabindex="0"><table>')
  return { body: new Html(body.replaceAll('</table>', '</table></div>')), headings }
}

/** Where a link leads here: an address, or the path of a file of the repository that is no page. */
function followLink(
  href: string,
  file: string,
  slugOf: (file: string) => string | undefined,
): { readonly href: string; readonly path?: never } | { readonly href?: never; readonly path: string } {
  if (/^(https?:|mailto:|#)/i.test(href)) return { href }
  const [path = '', anchor] = href.split('#', 2)
  const target = posix.normalize(posix.join('docs', posix.dirname(file), path))
  const inside = target.startsWith('docs/') ? target.slice('docs/'.length) : undefined
  const slug =
    inside === undefined ? undefined : (slugOf(inside) ?? slugOf(`${inside.replace(/\/$/, '')}/README.md`))
  if (slug !== undefined) return { href: `/docs/${slug}${anchor === undefined ? '' : `#${anchor}`}` }
  if (target === 'docs' || (inside !== undefined && !/\.\w+$/.test(inside))) return { href: '/docs' }
  return { path: target }
}

// Heading ids as GitHub makes them, so that links into a page work in both places.
class Ids {
  readonly #seen = new Map<string, number>()

  of(text: string): string {
    const base = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-')
    const count = this.#seen.get(base) ?? 0
    this.#seen.set(base, count + 1)
    return count === 0 ? base : `${base}-${count}`
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

function unescapeText(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
}
