import type { Exact } from '../../../economics/exact.ts'
import {
  type Figure,
  type FigureContext,
  type FigureKind,
  type Quantiles,
  toFigure,
  type Window,
} from '../../../economics/figure.ts'
import type { Known } from '../../../economics/known.ts'
import { toDateTime } from '../rows/scope.ts'

export function toPublicWindow(window: Window) {
  return { from: toDateTime(window.from), to: toDateTime(window.to) }
}

/** A figure as the public schema has it. */
type PublicFigure = ReturnType<typeof toPublicFigure>

function toPublicFigure(figure: Figure) {
  return {
    ...figure,
    window: toPublicWindow(figure.window),
    asOf: figure.asOf.map(({ chain, block, hash }) => ({ chainId: chain, number: block, hash })),
  }
}

/** Writes figures of one context. */
export type FigureWriter = (
  value: Known<Exact | number>,
  kind: FigureKind,
  quantiles?: Quantiles | null,
) => PublicFigure

export function createWriter(context: FigureContext): FigureWriter {
  return (value, kind, quantiles = null) => toPublicFigure(toFigure(value, kind, context, quantiles))
}
