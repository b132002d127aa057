import { html } from '../pages/html.ts'

export interface Badge {
  /** Where each verdict stands. */
  readonly href: string
  readonly network: string
  /** Of the node's chain; null where the network's file does not say. */
  readonly networkClass: string | null
  /** Block up to which verdicts are counted; null before the first count. */
  readonly block: number | null
  /** Standing verdicts about what the node did, by outcome. */
  readonly verified: number
  readonly rejected: number
  readonly undecided: number
}

const HEIGHT = 20
const PADDING = 7
/** Of an 11 px sans serif, on average; `textLength` makes each text exactly as long as its place. */
const LETTER = 6.3
const INK = {
  maker: '#24292f',
  realMoney: '#57606a',
  noMoney: '#9a6700',
  good: '#1a7f37',
  bad: '#cf222e',
  none: '#57606a',
}

/** The badge as an SVG picture, and its content in words as its title. Colour repeats what the words say. */
export function drawBadge(badge: Badge): string {
  const { networkClass, verified, rejected, undecided, block } = badge
  const checks = verified + rejected + undecided
  const found = checks === 0 ? 'not checked yet' : `${verified} of ${checks} checks verified${tail(badge)}`
  const parts = [
    { text: 'Assay', fill: INK.maker },
    { text: networkClass ?? 'class unknown', fill: networkClass === 'mainnet' ? INK.realMoney : INK.noMoney },
    { text: found, fill: inkOf(badge) },
  ]
  const upTo = block === null ? 'no verdict is counted yet' : `blocks up to ${block}`
  const title = `${badge.network}, ${networkClass ?? 'class unknown'}: ${found}; ${upTo}. Each verdict stands on the node's page.`
  let left = 0
  const drawn = parts.map(({ text, fill }) => {
    const length = Math.ceil(text.length * LETTER)
    const width = length + 2 * PADDING
    const at = left
    left += width
    return html`<rect x="${at}" width="${width}" height="${HEIGHT}" fill="${fill}"/><text x="${at + PADDING}" y="14" textLength="${length}" fill="#fff">${text}</text>`
  })
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${HEIGHT}" role="img" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11"><title>${title}</title><a href="${badge.href}" target="_top">${drawn}</a></svg>
`.text
}

/** Green is said only where every check was verified. */
function inkOf({ verified, rejected, undecided }: Badge): string {
  if (rejected > 0) return INK.bad
  return verified > 0 && undecided === 0 ? INK.good : INK.none
}

function tail({ rejected, undecided }: Badge): string {
  const rest = [rejected > 0 ? `${rejected} rejected` : '', undecided > 0 ? `${undecided} undecided` : '']
  return rest
    .filter(Boolean)
    .map((each) => `, ${each}`)
    .join('')
}
