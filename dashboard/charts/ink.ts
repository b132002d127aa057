/** What a mark means, everywhere in these pages. Each meaning has a colour and a texture of its own, so that grey print keeps them apart. */
export type Meaning =
  | 'fee'
  | 'emission'
  | 'penalty'
  | 'unknown'
  | 'gap'
  | 'verified'
  | 'rejected'
  | 'undecided'
  | 'cost'
  | 'left'

/** The textures: all of it, rising lines, crossed lines, dots, falling lines, thin upright lines, nothing but an edge. */
export type Texture = 'solid' | 'rising' | 'cross' | 'dots' | 'falling' | 'upright' | 'edge'

export const LOOKS: Readonly<Record<Meaning, { readonly variable: string; readonly texture: Texture }>> = {
  fee: { variable: '--fee', texture: 'solid' },
  emission: { variable: '--emission', texture: 'rising' },
  penalty: { variable: '--penalty', texture: 'cross' },
  unknown: { variable: '--unknown', texture: 'dots' },
  // Days that are not indexed, beside statements that could not be decided.
  gap: { variable: '--unknown', texture: 'upright' },
  verified: { variable: '--fee', texture: 'solid' },
  rejected: { variable: '--penalty', texture: 'cross' },
  undecided: { variable: '--unknown', texture: 'dots' },
  cost: { variable: '--emission', texture: 'falling' },
  left: { variable: '--fee', texture: 'edge' },
}

/** The value of a custom property as the page has it now, light or dark. */
export const colourOf = (variable: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(variable).trim()

const SIZE = 8

/** A fill for a canvas: the meaning's colour in its texture, over paper, so that nothing behind shines through. */
export function patternOf(meaning: Meaning): CanvasPattern | string {
  const { variable, texture } = LOOKS[meaning]
  const colour = colourOf(variable)
  if (texture === 'solid') return colour
  const tile = document.createElement('canvas')
  const ratio = Math.max(1, Math.round(window.devicePixelRatio))
  tile.width = tile.height = SIZE * ratio
  const paper = tile.getContext('2d')
  if (!paper) return colour
  paper.scale(ratio, ratio)
  paper.fillStyle = colourOf('--paper')
  paper.fillRect(0, 0, SIZE, SIZE)
  paper.strokeStyle = paper.fillStyle = colour
  paper.lineWidth = texture === 'upright' ? 1 : 2
  if (texture === 'dots') {
    for (const [x, y] of [
      [2, 2],
      [6, 6],
    ] as const) {
      paper.beginPath()
      paper.arc(x, y, 1.4, 0, 7)
      paper.fill()
    }
  } else {
    paper.beginPath()
    if (texture === 'upright') line(paper, SIZE / 2, 0, SIZE / 2, SIZE)
    for (const shift of [-SIZE, 0, SIZE]) {
      if (texture === 'rising' || texture === 'cross') line(paper, shift, SIZE, shift + SIZE, 0)
      if (texture === 'falling' || texture === 'cross') line(paper, shift, 0, shift + SIZE, SIZE)
    }
    paper.stroke()
  }
  return paper.createPattern(tile, 'repeat') ?? colour
}

function line(paper: CanvasRenderingContext2D, ...[x0, y0, x1, y1]: [number, number, number, number]): void {
  paper.moveTo(x0, y0)
  paper.lineTo(x1, y1)
}
