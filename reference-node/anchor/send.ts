import { privateKeyToAccount } from 'viem/accounts'
import * as field from '../../src/chain/fields.ts'
import { toObject } from '../../src/chain/fields.ts'
import { CodedError } from '../../src/claim/errors.ts'
import { type Hash32, Hex, hashOf, toBytes } from '../../src/claim/hex.ts'
import { keccakBytes } from '../../src/claim/keccak.ts'
import { anchorData } from '../../src/claim/log/anchor.ts'
import { parseNote } from '../../src/claim/log/note.ts'
import type { ChainView } from '../evidence/chain.ts'
import type { Anchor } from '../log/bodies.ts'
import { readAnchor } from './read.ts'
import type { AnchorStore, SentAnchor } from './store.ts'

/** Where a watchdog anchors, and what it pays with. */
export interface AnchorPlace {
  readonly view: ChainView
  readonly store: AnchorStore
  /** Of the account that pays. */
  readonly secretKey: Hex
  readonly say: (text: string) => void
}

/**
 * Signs, keeps and sends the transaction that anchors a checkpoint of `size` entries. What is not mined is sent again by
 * {@link settleAnchors}.
 * @throws Unavailable `UNAVAILABLE_RPC` when the chain's endpoint does not take it: no coin, for one
 */
export async function sendAnchor(place: AnchorPlace, note: string, size: number): Promise<Hash32> {
  const { view, store, secretKey } = place
  const account = privateKeyToAccount(secretKey)
  const data = anchorData(parseNote(note).text)
  const call = { from: account.address, to: account.address, value: '0x0', data }
  const [nonce, price, gas] = await Promise.all([
    view.ask('eth_getTransactionCount', [account.address, 'pending']),
    view.ask('eth_gasPrice', []),
    view.ask('eth_estimateGas', [call]),
  ])
  const asked = { nonce, price, gas }
  const raw = await account.signTransaction({
    type: 'legacy',
    chainId: view.chain.id,
    nonce: field.integer(asked, 'nonce'),
    // A fee that rises by an eighth until the next block still pays.
    gasPrice: (BigInt(field.integer(asked, 'price')) * 9n) / 8n,
    gas: BigInt(field.integer(asked, 'gas')),
    to: account.address,
    value: 0n,
    data,
  })
  const transaction = hashOf(keccakBytes(toBytes(raw)))
  // On the disk before it is sent: a transaction that is mined and forgotten would be paid for nothing.
  await store.keep({ size, transaction, raw: Hex(raw) })
  await view.ask('eth_sendRawTransaction', [raw])
  return transaction
}

/**
 * Looks for the transactions that were sent. Those in a final block come back as anchors that hold, with `size`; those that the
 * chain does not have are sent again.
 * @throws Unavailable and Deferred as the chain's reading does; AuditFault `LOG_ANCHOR` of an endpoint that lies
 */
export async function settleAnchors(
  { view, store, say }: AnchorPlace,
  findNote: (size: number) => Promise<string | undefined>,
): Promise<{ readonly size: number; readonly time: number; readonly anchor: Anchor }[]> {
  const settled: { size: number; time: number; anchor: Anchor }[] = []
  const final = await view.finalizedNumber()
  for (const sent of await store.listOpen()) {
    const receipt = await view.ask('eth_getTransactionReceipt', [sent.transaction])
    if (receipt === null) {
      await sendAgain(view, sent, say)
      continue
    }
    const mined = toObject(receipt, 'receipt')
    const block = field.integer(mined, 'blockNumber')
    const checkpoint = await findNote(sent.size)
    if (block > final || checkpoint === undefined) continue
    const { transaction } = sent
    const anchor = {
      chainId: view.chain.id,
      block,
      blockHash: field.hash(mined, 'blockHash'),
      transaction,
      checkpoint,
    }
    settled.push({ size: sent.size, time: await readAnchor(view, anchor), anchor })
  }
  return settled
}

// The chain may have it already, or have used its number for another one: neither loses anything but this anchor.
async function sendAgain(
  view: ChainView,
  { raw, size }: SentAnchor,
  say: (text: string) => void,
): Promise<void> {
  try {
    await view.ask('eth_sendRawTransaction', [raw])
  } catch (error) {
    if (!(error instanceof CodedError)) throw error
    say(`the anchor of ${size} entries is not mined yet: ${error.message}`)
  }
}
