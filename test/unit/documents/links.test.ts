import { existsSync, globSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT, readDocument } from '../../support/documents.ts'

const pages = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md', 'reference-node/*.md', 'devnet/*.md'], {
  cwd: ROOT,
})

/** What of a page is prose: code is not followed. */
const prose = (page: string) => readDocument(page).replace(/^```[\s\S]*?^```/gm, '')

interface Link {
  readonly page: string
  readonly path: string
  readonly anchor: string | undefined
}

const links: Link[] = pages.flatMap((page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, href = '']) => href)
    .filter((href) => !/^\w+:/.test(href))
    .map((href) => {
      const [path = '', anchor] = href.split('#', 2)
      return { page, path: path === '' ? page : normalize(join(dirname(page), path)), anchor }
    }),
)

/** The anchors of a page's headings, as GitHub and our own pages make them. */
function anchorsOf(page: string): Set<string> {
  const titles = [...prose(page).matchAll(/^#{1,6} +(.+)$/gm)].map(([, title = '']) => title)
  return new Set(
    titles.map((title) =>
      title
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

describe('links of the documents', () => {
  test('lead to files that are there', () => {
    expect(links.length).toBeGreaterThan(100)
    const dead = links.filter(({ path }) => !existsSync(join(ROOT, path)))
    expect(dead.map(({ page, path }) => `${page} → ${path}`)).toEqual([])
  })

  test('name headings that are there', () => {
    const dead = links.filter(
      ({ path, anchor }) => anchor && path.endsWith('.md') && !anchorsOf(path).has(anchor),
    )
    expect(dead.map(({ page, path, anchor }) => `${page} → ${path}#${anchor}`)).toEqual([])
  })
})

test('every document but the first one can be reached from it', () => {
  const reached = new Set(['README.md'])
  for (const page of reached)
    for (const { path } of links.filter((link) => link.page === page)) {
      const target = existsSync(join(ROOT, path, 'README.md')) ? join(path, 'README.md') : path
      if (target.endsWith('.md')) reached.add(target)
    }
  expect(pages.filter((page) => !reached.has(page))).toEqual([])
})

test('a file of ours that a guide names between backticks is there', () => {
  const guides = [
    'README.md',
    'CONTRIBUTING.md',
    'docs/decisions/own-code.md',
    ...pages.filter((page) => /^docs\/(?!decisions|methodology\/steps)/.test(page)),
  ]
  const missing = guides.flatMap((page) =>
    [
      ...prose(page).matchAll(
        /`((?:src|test|reference-node|devnet|db|bench|docs|bin|ops|networks|catalogue)\/[\w./-]+\.\w+)`/g,
      ),
    ]
      .map(([, path = '']) => path)
      .filter((path) => !/^networks\/(made-up|<)/.test(path) && !existsSync(join(ROOT, path)))
      .map((path) => `${page}: ${path}`),
  )
  expect(missing).toEqual([])
})
