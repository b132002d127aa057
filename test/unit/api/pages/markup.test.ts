import { expect, test } from 'vitest'
import { html } from '../../../../src/api/pages/html.ts'
import { renderMarkdown } from '../../../../src/api/pages/markdown.ts'

const slugOf = (file: string) => (file === 'methodology/pnl.md' ? 'methodology/pnl' : undefined)
const render = (text: string) => renderMarkdown(text, 'api/README.md', slugOf)

test('a value in a template is text, in element and attribute', () => {
  expect(html`<a title="${`"'&`}">${'<script>'}</a>`.text).toBe(
    '<a title="&quot;&#39;&amp;">&lt;script&gt;</a>',
  )
  expect(html`${[html`<b>`, html`${'<i>'}`]}`.text).toBe('<b>&lt;i&gt;')
})

test('markup and addresses that run something do not pass through Markdown', () => {
  const { body } = render(
    '<script>x</script>\n\na <b onclick="x">b</b> [c](javascript:x) ![d](http://e/f.png) [g](data:text/html,x)',
  )
  expect(body.text).not.toMatch(/<(script|b|img)|href="(javascript|data)/i)
})

test('links lead to pages where there is one, and name the file where there is none', () => {
  expect(render('[a](../methodology/pnl.md#costs)').body.text).toContain('href="/docs/methodology/pnl#costs"')
  expect(render('[a](../../src/cli/main.ts)').body.text).toContain('a <span class="note">(src/cli/main.ts)')
  expect(render('[a](https://example.org/)').body.text).toContain('href="https://example.org/"')
})

test('headings have ids as GitHub makes them, each once', () => {
  expect(render("## The API's `x` speed\n## Twice\n## Twice").headings.map(({ id }) => id)).toEqual([
    'the-apis-x-speed',
    'twice',
    'twice-1',
  ])
})
