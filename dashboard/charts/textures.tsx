import { LOOKS, type Meaning } from './ink.ts'

/** The same textures for drawings in SVG; one set in each drawing, by ids that begin with `id`. */
export function Textures({ id, of }: { id: string; of: readonly Meaning[] }) {
  return (
    <defs>
      {[...new Set(of)].map((meaning) => {
        const { variable, texture } = LOOKS[meaning]
        const colour = `var(${variable})`
        return (
          <pattern key={meaning} id={`${id}-${meaning}`} width="8" height="8" patternUnits="userSpaceOnUse">
            <rect width="8" height="8" fill={texture === 'solid' ? colour : 'var(--paper)'} />
            {(texture === 'rising' || texture === 'cross') && (
              <path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke={colour} strokeWidth="2" />
            )}
            {(texture === 'falling' || texture === 'cross') && (
              <path d="M-2 6 2 10M0 0 8 8M6-2 10 2" stroke={colour} strokeWidth="2" />
            )}
            {texture === 'upright' && <path d="M4 0V8" stroke={colour} />}
            {texture === 'dots' && (
              <>
                <circle cx="2" cy="2" r="1.4" fill={colour} />
                <circle cx="6" cy="6" r="1.4" fill={colour} />
              </>
            )}
          </pattern>
        )
      })}
    </defs>
  )
}

/** Fill and edge of a mark of this meaning. */
export const fillOf = (id: string, meaning: Meaning) => ({
  fill: `url(#${id}-${meaning})`,
  stroke: `var(${LOOKS[meaning].variable})`,
})
