import type { EvidenceKind } from '../../economics/mix/mix.ts'
import { absent, type Link, unknown, verified } from './link.ts'

/** What both questions are answered from. */
interface Asked {
  readonly links: readonly Link[]
  /** Whether an attestation stands behind it. */
  readonly isAttested: boolean
  readonly teeType: number | null
  readonly role: string | null
  readonly kind: EvidenceKind
}

/** "Is the GPU attested?" A Nitro document has no word about one, and no other kind of document is registered in what is indexed. */
export function gpuQuestion({ isAttested, role, kind }: Asked): Link {
  if (kind === 'snark' || kind === 'replay')
    return absent('GPU_ATTESTED', 'No hardware is attested, and none needs to be: the output shows itself.', {
      why: 'NOT_ATTESTED',
    })
  if (!isAttested) return absent('GPU_ATTESTED', 'Nothing is attested.', { why: 'NOT_ATTESTED' })
  const proxy =
    role === 'tee-proxy'
      ? ' The node is a proxy: the model runs elsewhere, on machines that nobody attests.'
      : ''
  return absent(
    'GPU_ATTESTED',
    `A Nitro document measures an enclave, which has no GPU and says nothing of one.${proxy}`,
    {
      why: 'NO_GPU_EVIDENCE',
    },
  )
}

/** "Is what was measured what runs?" Measured is the image that was started, once, when it registered. */
export function runsQuestion({ links, isAttested, role, kind }: Asked): Link {
  const stateOf = (name: string) => links.find((link) => link.name === name)?.state
  if (kind === 'snark' || kind === 'replay') {
    const name = kind === 'snark' ? 'PROOF' : 'REPRODUCED'
    const state = stateOf(name)
    if (state === 'verified')
      return verified(
        'MEASURED_IS_WHAT_RUNS',
        'Nothing is measured; that this model made the output shows from the output itself.',
      )
    return unknown(
      'MEASURED_IS_WHAT_RUNS',
      'Nothing is measured, and whether the model made the output was not shown.',
      {
        why: 'NOT_CHECKED',
      },
    )
  }
  if (!isAttested) return absent('MEASURED_IS_WHAT_RUNS', 'Nothing was measured.', { why: 'NOT_ATTESTED' })
  const broken = ['KEY', 'ATTESTATION', 'MEASUREMENT'].find((name) => stateOf(name) === 'missing')
  if (broken)
    return absent('MEASURED_IS_WHAT_RUNS', 'The link from the key to a measurement is broken.', {
      why: broken,
    })
  const rebuilt =
    stateOf('REPRODUCED') === 'verified'
      ? 'The image was built again from its source.'
      : 'Nobody is known to have built the image again.'
  const proxy = role === 'tee-proxy' ? ' It is a proxy: the model itself is not measured.' : ''
  return unknown(
    'MEASURED_IS_WHAT_RUNS',
    `The registers hold the image as it was started, measured once at registration: what it fetched afterwards is in no register. ${rebuilt}${proxy}`,
    { why: 'MEASURED_AT_START' },
  )
}
