import { toHex } from '../../../claim/hex.ts'
import type { EventDecoder } from '../decoder.ts'
import { event } from '../event.ts'
import { ownershipTransferred, roleDecoders } from '../openzeppelin.ts'
import { ownershipOffered } from './verifier-router.ts'

const number = (value: bigint) => toHex(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))

/** What only states a number or a word: the oldest broker that is still welcome, and supply that was unlocked. Source: VersionRegistry, SupplyCalculator. */
export const decoders: readonly EventDecoder[] = [
  event(
    'event MinimumBrokerVersionUpdated(uint64 oldVersion, uint64 newVersion)',
    ({ oldVersion, newVersion }) => [
      {
        kind: 'parameter_change',
        row: {
          parameter: 'least-broker-version',
          old_value: number(oldVersion),
          new_value: number(newVersion),
        },
      },
    ],
  ),
  event('event NoticeUpdated(string oldNotice, string newNotice)', ({ oldNotice, newNotice }) => [
    {
      kind: 'parameter_change',
      row: {
        parameter: 'notice',
        old_value: toHex(Buffer.from(oldNotice)),
        new_value: toHex(Buffer.from(newNotice)),
      },
    },
  ]),
  event('event UnlockedValueUpdated(uint256 oldValue, uint256 newValue)', ({ oldValue, newValue }) => [
    {
      kind: 'parameter_change',
      row: { parameter: 'unlocked-supply', old_value: number(oldValue), new_value: number(newValue) },
    },
  ]),
  ownershipTransferred,
  ownershipOffered,
  ...roleDecoders,
]
