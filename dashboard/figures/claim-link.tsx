import { To } from '../app/to.tsx'

/** A claim by where it stands: block, log, leaf. */
export function ClaimLink({ of }: { of: string }) {
  const place = of.slice(of.indexOf(':') + 1)
  const [, ...rest] = place.split('-')
  return (
    <To page="claim" id={place}>
      <span title={of}>{rest.join('-')}</span>
    </To>
  )
}
