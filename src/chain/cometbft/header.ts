import type { RpcObject } from '../fields.ts'
import { type BlockId, encodeBlockId, readBlockId } from './block-id.ts'
import { merkleRoot } from './merkle.ts'
import { Proto } from './proto.ts'
import * as read from './read.ts'
import { encodeTime } from './time.ts'

/** Everything that a CometBFT header says, all of it covered by its hash. */
export interface Header {
  readonly version: { readonly block: bigint; readonly app: bigint }
  readonly chainId: string
  readonly height: number
  readonly time: read.Time
  readonly lastBlockId: BlockId
  readonly lastCommitHash: Uint8Array
  readonly dataHash: Uint8Array
  readonly validatorsHash: Uint8Array
  readonly nextValidatorsHash: Uint8Array
  readonly consensusHash: Uint8Array
  /** After the block before. Bytes of the application's choice. */
  readonly appHash: Uint8Array
  /** Of the block before. */
  readonly lastResultsHash: Uint8Array
  readonly evidenceHash: Uint8Array
  /** 20 bytes: the consensus address. */
  readonly proposer: Uint8Array
}

/** @throws MalformedEvidence `MALFORMED_RPC` */
export function readHeader(header: RpcObject): Header {
  const version = read.object(header, 'version')
  const hash = (key: string) => read.hex(header, key, 32)
  return {
    version: { block: read.int64(version, 'block'), app: read.int64(version, 'app') },
    chainId: read.text(header, 'chain_id'),
    height: read.integer(header, 'height'),
    time: read.time(header, 'time'),
    lastBlockId: readBlockId(header, 'last_block_id'),
    lastCommitHash: hash('last_commit_hash'),
    dataHash: hash('data_hash'),
    validatorsHash: hash('validators_hash'),
    nextValidatorsHash: hash('next_validators_hash'),
    consensusHash: hash('consensus_hash'),
    appHash: read.anyHex(header, 'app_hash'),
    lastResultsHash: hash('last_results_hash'),
    evidenceHash: hash('evidence_hash'),
    proposer: read.hex(header, 'proposer_address', 20),
  }
}

/** The hash that names a block. Source: CometBFT 0.38 types/block.go, `Header.Hash`. */
export function hashHeader(header: Header): Uint8Array {
  return merkleRoot([
    new Proto().int(1, header.version.block).int(2, header.version.app).end(),
    new Proto().text(1, header.chainId).end(),
    new Proto().int(1, header.height).end(),
    encodeTime(header.time),
    encodeBlockId(header.lastBlockId),
    ...hashesOf(header).map((value) => new Proto().bytes(1, value).end()),
  ])
}

/** The header as it stands in a block. Source: proto/tendermint/types/types.proto. */
export function encodeHeader(header: Header): Uint8Array {
  const proto = new Proto(512)
    .message(1, new Proto().int(1, header.version.block).int(2, header.version.app).end())
    .text(2, header.chainId)
    .int(3, header.height)
    .time(4, header.time)
    .message(5, encodeBlockId(header.lastBlockId))
  for (const [index, value] of hashesOf(header).entries()) proto.bytes(6 + index, value)
  return proto.end()
}

// In the order of the header's fields from 6 on.
function hashesOf(header: Header): readonly Uint8Array[] {
  return [
    header.lastCommitHash,
    header.dataHash,
    header.validatorsHash,
    header.nextValidatorsHash,
    header.consensusHash,
    header.appHash,
    header.lastResultsHash,
    header.evidenceHash,
    header.proposer,
  ]
}
