import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, readDocument } from '../../support/documents.ts'

const FOLDER = 'docs/decisions'
const pages = globSync(`${FOLDER}/0*.md`, { cwd: ROOT }).map((path) => basename(path))
const rows = [
  ...readDocument(`${FOLDER}/README.md`).matchAll(/^\| (\d+)\. \[[^\]]+\]\((\S+\.md)\) \| (.+) \|$/gm),
]

test('the list of decisions has each page once, under its number, in order', () => {
  expect(rows.map(([, , page]) => page)).toEqual(pages.sort())
  for (const [, number, page = ''] of rows) expect(Number(number)).toBe(Number(page.slice(0, 4)))
})

test('each says whether it still holds; one that does not names what took its place', () => {
  for (const [, , page, status = ''] of rows) {
    expect(status, page).toMatch(/^(holds|replaced by|withdrawn)/)
    if (status.startsWith('replaced')) expect(status, page).toMatch(/\]\(0\d{3}-/)
  }
})

test('each says why, and what was refused', () => {
  for (const page of pages) {
    const text = readDocument(`${FOLDER}/${page}`)
    expect(text, page).toMatch(/\bWhy\b/)
    expect(text, page).toMatch(/\bRefused\b|refused/)
  }
})
