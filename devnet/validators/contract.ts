import { keccak256 } from '../../src/claim/hash.ts'
import { Address, type Hash32 } from '../../src/claim/hex.ts'
import { type Cast, COIN } from './cast.ts'
import { type EvmTransaction, writeLog } from './evm.ts'

/** Where fees for work are paid on this chain. Its events are those of IAssayV1.sol. */
export const WORK = Address(keccak256(Buffer.from('assay-devnet/validators/work')).slice(0, 42))
const NODE: Hash32 = keccak256(Buffer.from('assay-devnet/validators/gateway'))
const OWN_COIN = Address(`0x${'00'.repeat(20)}`)
const NO_REQUEST = `0x${'00'.repeat(32)}`

const word = (text: string) => `0x${Buffer.from(text).toString('hex').padEnd(64, '0')}`

/** The Ethereum transactions of a block: a node enters once, and is paid in every second block by two calls. */
export async function planTransactions(
  { members, payer }: Cast,
  height: number,
): Promise<readonly EvmTransaction[]> {
  const [owner] = members
  if (!owner) return []
  const payee = owner.operator
  if (height === 3)
    return [
      await owner.account.call(WORK, '0x01', [
        writeLog(
          WORK,
          'event NodeRegistered(bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint)',
          { node: NODE, operator: payee, role: word('gateway'), payee, endpoint: '' },
        ),
      ]),
    ]
  if (height < 4 || height % 2 === 1) return []
  const pay = (amount: bigint) =>
    payer.call(WORK, '0x02', [
      writeLog(
        WORK,
        'event FeePaid(bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount)',
        { node: NODE, payer: payer.address, request: NO_REQUEST, payee, token: OWN_COIN, amount },
      ),
    ])
  return [await pay(COIN / 10n), await pay((COIN * BigInt(1 + (height % 5))) / 100n)]
}
