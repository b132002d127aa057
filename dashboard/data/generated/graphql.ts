/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether it lets somebody make attestations that hold. */
export type AdvisoryForges =
  /** It does not. */
  | 'NO'
  /** It may. */
  | 'POSSIBLE'
  /** It does. */
  | 'YES';

/** A moment: a time, or a block of one chain. Give one of the two. */
export type AsOf = {
  /** This block, and every other chain of its network as of its time. */
  block?: AsOfBlock | null | undefined;
  /** With `time`: only the chains of this network. Left out: all chains. */
  network?: string | null | undefined;
  /** Every chain as of this time. A time that a chain is not indexed up to is refused. */
  time?: string | null | undefined;
};

/** A block of one chain. */
export type AsOfBlock = {
  /** Chain id, EIP-155. */
  chainId: number;
  /** Network's name; may be left out when only one network has this chain. */
  network?: string | null | undefined;
  /** Height. */
  number: number;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type BlobWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<BlobWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<BlobWhereInput> | null | undefined;
  /** `blobId` contains this text. */
  blobId_contains?: string | null | undefined;
  /** `blobId` contains this text, in upper or lower case. */
  blobId_containsInsensitive?: string | null | undefined;
  /** `blobId` ends with this text. */
  blobId_endsWith?: string | null | undefined;
  /** `blobId` is this. */
  blobId_eq?: string | null | undefined;
  /** `blobId` is greater than this. */
  blobId_gt?: string | null | undefined;
  /** `blobId` is this or greater. */
  blobId_gte?: string | null | undefined;
  /** `blobId` is one of these. */
  blobId_in?: Array<string> | null | undefined;
  /** Whether `blobId` is null. */
  blobId_isNull?: boolean | null | undefined;
  /** `blobId` is less than this. */
  blobId_lt?: string | null | undefined;
  /** `blobId` is this or less. */
  blobId_lte?: string | null | undefined;
  /** `blobId` does not contain this text. */
  blobId_not_contains?: string | null | undefined;
  /** `blobId` does not contain this text, in upper or lower case. */
  blobId_not_containsInsensitive?: string | null | undefined;
  /** `blobId` does not end with this text. */
  blobId_not_endsWith?: string | null | undefined;
  /** `blobId` is another value, and not null. */
  blobId_not_eq?: string | null | undefined;
  /** `blobId` is none of these. */
  blobId_not_in?: Array<string> | null | undefined;
  /** `blobId` does not begin with this text. */
  blobId_not_startsWith?: string | null | undefined;
  /** `blobId` begins with this text. */
  blobId_startsWith?: string | null | undefined;
  /** `code` contains this text. */
  code_contains?: string | null | undefined;
  /** `code` contains this text, in upper or lower case. */
  code_containsInsensitive?: string | null | undefined;
  /** `code` ends with this text. */
  code_endsWith?: string | null | undefined;
  /** `code` is this. */
  code_eq?: string | null | undefined;
  /** `code` is greater than this. */
  code_gt?: string | null | undefined;
  /** `code` is this or greater. */
  code_gte?: string | null | undefined;
  /** `code` is one of these. */
  code_in?: Array<string> | null | undefined;
  /** Whether `code` is null. */
  code_isNull?: boolean | null | undefined;
  /** `code` is less than this. */
  code_lt?: string | null | undefined;
  /** `code` is this or less. */
  code_lte?: string | null | undefined;
  /** `code` does not contain this text. */
  code_not_contains?: string | null | undefined;
  /** `code` does not contain this text, in upper or lower case. */
  code_not_containsInsensitive?: string | null | undefined;
  /** `code` does not end with this text. */
  code_not_endsWith?: string | null | undefined;
  /** `code` is another value, and not null. */
  code_not_eq?: string | null | undefined;
  /** `code` is none of these. */
  code_not_in?: Array<string> | null | undefined;
  /** `code` does not begin with this text. */
  code_not_startsWith?: string | null | undefined;
  /** `code` begins with this text. */
  code_startsWith?: string | null | undefined;
  /** `detail` contains this text. */
  detail_contains?: string | null | undefined;
  /** `detail` contains this text, in upper or lower case. */
  detail_containsInsensitive?: string | null | undefined;
  /** `detail` ends with this text. */
  detail_endsWith?: string | null | undefined;
  /** `detail` is this. */
  detail_eq?: string | null | undefined;
  /** `detail` is greater than this. */
  detail_gt?: string | null | undefined;
  /** `detail` is this or greater. */
  detail_gte?: string | null | undefined;
  /** `detail` is one of these. */
  detail_in?: Array<string> | null | undefined;
  /** Whether `detail` is null. */
  detail_isNull?: boolean | null | undefined;
  /** `detail` is less than this. */
  detail_lt?: string | null | undefined;
  /** `detail` is this or less. */
  detail_lte?: string | null | undefined;
  /** `detail` does not contain this text. */
  detail_not_contains?: string | null | undefined;
  /** `detail` does not contain this text, in upper or lower case. */
  detail_not_containsInsensitive?: string | null | undefined;
  /** `detail` does not end with this text. */
  detail_not_endsWith?: string | null | undefined;
  /** `detail` is another value, and not null. */
  detail_not_eq?: string | null | undefined;
  /** `detail` is none of these. */
  detail_not_in?: Array<string> | null | undefined;
  /** `detail` does not begin with this text. */
  detail_not_startsWith?: string | null | undefined;
  /** `detail` begins with this text. */
  detail_startsWith?: string | null | undefined;
  /** `firstSeenAt` is this. */
  firstSeenAt_eq?: string | null | undefined;
  /** `firstSeenAt` is greater than this. */
  firstSeenAt_gt?: string | null | undefined;
  /** `firstSeenAt` is this or greater. */
  firstSeenAt_gte?: string | null | undefined;
  /** `firstSeenAt` is one of these. */
  firstSeenAt_in?: Array<string> | null | undefined;
  /** Whether `firstSeenAt` is null. */
  firstSeenAt_isNull?: boolean | null | undefined;
  /** `firstSeenAt` is less than this. */
  firstSeenAt_lt?: string | null | undefined;
  /** `firstSeenAt` is this or less. */
  firstSeenAt_lte?: string | null | undefined;
  /** `firstSeenAt` is another value, and not null. */
  firstSeenAt_not_eq?: string | null | undefined;
  /** `firstSeenAt` is none of these. */
  firstSeenAt_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `keptAt` is this. */
  keptAt_eq?: string | null | undefined;
  /** `keptAt` is greater than this. */
  keptAt_gt?: string | null | undefined;
  /** `keptAt` is this or greater. */
  keptAt_gte?: string | null | undefined;
  /** `keptAt` is one of these. */
  keptAt_in?: Array<string> | null | undefined;
  /** Whether `keptAt` is null. */
  keptAt_isNull?: boolean | null | undefined;
  /** `keptAt` is less than this. */
  keptAt_lt?: string | null | undefined;
  /** `keptAt` is this or less. */
  keptAt_lte?: string | null | undefined;
  /** `keptAt` is another value, and not null. */
  keptAt_not_eq?: string | null | undefined;
  /** `keptAt` is none of these. */
  keptAt_not_in?: Array<string> | null | undefined;
  /** `leafCount` is this. */
  leafCount_eq?: number | null | undefined;
  /** `leafCount` is greater than this. */
  leafCount_gt?: number | null | undefined;
  /** `leafCount` is this or greater. */
  leafCount_gte?: number | null | undefined;
  /** `leafCount` is one of these. */
  leafCount_in?: Array<number> | null | undefined;
  /** Whether `leafCount` is null. */
  leafCount_isNull?: boolean | null | undefined;
  /** `leafCount` is less than this. */
  leafCount_lt?: number | null | undefined;
  /** `leafCount` is this or less. */
  leafCount_lte?: number | null | undefined;
  /** `leafCount` is another value, and not null. */
  leafCount_not_eq?: number | null | undefined;
  /** `leafCount` is none of these. */
  leafCount_not_in?: Array<number> | null | undefined;
  /** `merkleRoot` is this. */
  merkleRoot_eq?: string | null | undefined;
  /** `merkleRoot` is one of these. */
  merkleRoot_in?: Array<string> | null | undefined;
  /** Whether `merkleRoot` is null. */
  merkleRoot_isNull?: boolean | null | undefined;
  /** `merkleRoot` is another value, and not null. */
  merkleRoot_not_eq?: string | null | undefined;
  /** `merkleRoot` is none of these. */
  merkleRoot_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** `nextTryAt` is this. */
  nextTryAt_eq?: string | null | undefined;
  /** `nextTryAt` is greater than this. */
  nextTryAt_gt?: string | null | undefined;
  /** `nextTryAt` is this or greater. */
  nextTryAt_gte?: string | null | undefined;
  /** `nextTryAt` is one of these. */
  nextTryAt_in?: Array<string> | null | undefined;
  /** Whether `nextTryAt` is null. */
  nextTryAt_isNull?: boolean | null | undefined;
  /** `nextTryAt` is less than this. */
  nextTryAt_lt?: string | null | undefined;
  /** `nextTryAt` is this or less. */
  nextTryAt_lte?: string | null | undefined;
  /** `nextTryAt` is another value, and not null. */
  nextTryAt_not_eq?: string | null | undefined;
  /** `nextTryAt` is none of these. */
  nextTryAt_not_in?: Array<string> | null | undefined;
  /** `sha256` is this. */
  sha256_eq?: string | null | undefined;
  /** `sha256` is one of these. */
  sha256_in?: Array<string> | null | undefined;
  /** Whether `sha256` is null. */
  sha256_isNull?: boolean | null | undefined;
  /** `sha256` is another value, and not null. */
  sha256_not_eq?: string | null | undefined;
  /** `sha256` is none of these. */
  sha256_not_in?: Array<string> | null | undefined;
  /** `size` is this. */
  size_eq?: number | null | undefined;
  /** `size` is greater than this. */
  size_gt?: number | null | undefined;
  /** `size` is this or greater. */
  size_gte?: number | null | undefined;
  /** `size` is one of these. */
  size_in?: Array<number> | null | undefined;
  /** Whether `size` is null. */
  size_isNull?: boolean | null | undefined;
  /** `size` is less than this. */
  size_lt?: number | null | undefined;
  /** `size` is this or less. */
  size_lte?: number | null | undefined;
  /** `size` is another value, and not null. */
  size_not_eq?: number | null | undefined;
  /** `size` is none of these. */
  size_not_in?: Array<number> | null | undefined;
  /** `status` contains this text. */
  status_contains?: string | null | undefined;
  /** `status` contains this text, in upper or lower case. */
  status_containsInsensitive?: string | null | undefined;
  /** `status` ends with this text. */
  status_endsWith?: string | null | undefined;
  /** `status` is this. */
  status_eq?: string | null | undefined;
  /** `status` is greater than this. */
  status_gt?: string | null | undefined;
  /** `status` is this or greater. */
  status_gte?: string | null | undefined;
  /** `status` is one of these. */
  status_in?: Array<string> | null | undefined;
  /** Whether `status` is null. */
  status_isNull?: boolean | null | undefined;
  /** `status` is less than this. */
  status_lt?: string | null | undefined;
  /** `status` is this or less. */
  status_lte?: string | null | undefined;
  /** `status` does not contain this text. */
  status_not_contains?: string | null | undefined;
  /** `status` does not contain this text, in upper or lower case. */
  status_not_containsInsensitive?: string | null | undefined;
  /** `status` does not end with this text. */
  status_not_endsWith?: string | null | undefined;
  /** `status` is another value, and not null. */
  status_not_eq?: string | null | undefined;
  /** `status` is none of these. */
  status_not_in?: Array<string> | null | undefined;
  /** `status` does not begin with this text. */
  status_not_startsWith?: string | null | undefined;
  /** `status` begins with this text. */
  status_startsWith?: string | null | undefined;
  /** `tries` is this. */
  tries_eq?: number | null | undefined;
  /** `tries` is greater than this. */
  tries_gt?: number | null | undefined;
  /** `tries` is this or greater. */
  tries_gte?: number | null | undefined;
  /** `tries` is one of these. */
  tries_in?: Array<number> | null | undefined;
  /** Whether `tries` is null. */
  tries_isNull?: boolean | null | undefined;
  /** `tries` is less than this. */
  tries_lt?: number | null | undefined;
  /** `tries` is this or less. */
  tries_lte?: number | null | undefined;
  /** `tries` is another value, and not null. */
  tries_not_eq?: number | null | undefined;
  /** `tries` is none of these. */
  tries_not_in?: Array<number> | null | undefined;
};

/** What a subject of the catalogue is. */
export type CatalogueKind =
  /** A card that one may own, or rent out. */
  | 'CARD'
  /** Everything else: electricity, buildings, depreciation, assumptions of the simulation. */
  | 'GENERAL'
  /** A machine that one may rent. */
  | 'INSTANCE';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type ClaimWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<ClaimWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<ClaimWhereInput> | null | undefined;
  /** `blobId` contains this text. */
  blobId_contains?: string | null | undefined;
  /** `blobId` contains this text, in upper or lower case. */
  blobId_containsInsensitive?: string | null | undefined;
  /** `blobId` ends with this text. */
  blobId_endsWith?: string | null | undefined;
  /** `blobId` is this. */
  blobId_eq?: string | null | undefined;
  /** `blobId` is greater than this. */
  blobId_gt?: string | null | undefined;
  /** `blobId` is this or greater. */
  blobId_gte?: string | null | undefined;
  /** `blobId` is one of these. */
  blobId_in?: Array<string> | null | undefined;
  /** Whether `blobId` is null. */
  blobId_isNull?: boolean | null | undefined;
  /** `blobId` is less than this. */
  blobId_lt?: string | null | undefined;
  /** `blobId` is this or less. */
  blobId_lte?: string | null | undefined;
  /** `blobId` does not contain this text. */
  blobId_not_contains?: string | null | undefined;
  /** `blobId` does not contain this text, in upper or lower case. */
  blobId_not_containsInsensitive?: string | null | undefined;
  /** `blobId` does not end with this text. */
  blobId_not_endsWith?: string | null | undefined;
  /** `blobId` is another value, and not null. */
  blobId_not_eq?: string | null | undefined;
  /** `blobId` is none of these. */
  blobId_not_in?: Array<string> | null | undefined;
  /** `blobId` does not begin with this text. */
  blobId_not_startsWith?: string | null | undefined;
  /** `blobId` begins with this text. */
  blobId_startsWith?: string | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `claimedAtReason` contains this text. */
  claimedAtReason_contains?: string | null | undefined;
  /** `claimedAtReason` contains this text, in upper or lower case. */
  claimedAtReason_containsInsensitive?: string | null | undefined;
  /** `claimedAtReason` ends with this text. */
  claimedAtReason_endsWith?: string | null | undefined;
  /** `claimedAtReason` is this. */
  claimedAtReason_eq?: string | null | undefined;
  /** `claimedAtReason` is greater than this. */
  claimedAtReason_gt?: string | null | undefined;
  /** `claimedAtReason` is this or greater. */
  claimedAtReason_gte?: string | null | undefined;
  /** `claimedAtReason` is one of these. */
  claimedAtReason_in?: Array<string> | null | undefined;
  /** Whether `claimedAtReason` is null. */
  claimedAtReason_isNull?: boolean | null | undefined;
  /** `claimedAtReason` is less than this. */
  claimedAtReason_lt?: string | null | undefined;
  /** `claimedAtReason` is this or less. */
  claimedAtReason_lte?: string | null | undefined;
  /** `claimedAtReason` does not contain this text. */
  claimedAtReason_not_contains?: string | null | undefined;
  /** `claimedAtReason` does not contain this text, in upper or lower case. */
  claimedAtReason_not_containsInsensitive?: string | null | undefined;
  /** `claimedAtReason` does not end with this text. */
  claimedAtReason_not_endsWith?: string | null | undefined;
  /** `claimedAtReason` is another value, and not null. */
  claimedAtReason_not_eq?: string | null | undefined;
  /** `claimedAtReason` is none of these. */
  claimedAtReason_not_in?: Array<string> | null | undefined;
  /** `claimedAtReason` does not begin with this text. */
  claimedAtReason_not_startsWith?: string | null | undefined;
  /** `claimedAtReason` begins with this text. */
  claimedAtReason_startsWith?: string | null | undefined;
  /** `claimedAtSeconds` is this. */
  claimedAtSeconds_eq?: string | null | undefined;
  /** `claimedAtSeconds` is greater than this. */
  claimedAtSeconds_gt?: string | null | undefined;
  /** `claimedAtSeconds` is this or greater. */
  claimedAtSeconds_gte?: string | null | undefined;
  /** `claimedAtSeconds` is one of these. */
  claimedAtSeconds_in?: Array<string> | null | undefined;
  /** Whether `claimedAtSeconds` is null. */
  claimedAtSeconds_isNull?: boolean | null | undefined;
  /** `claimedAtSeconds` is less than this. */
  claimedAtSeconds_lt?: string | null | undefined;
  /** `claimedAtSeconds` is this or less. */
  claimedAtSeconds_lte?: string | null | undefined;
  /** `claimedAtSeconds` is another value, and not null. */
  claimedAtSeconds_not_eq?: string | null | undefined;
  /** `claimedAtSeconds` is none of these. */
  claimedAtSeconds_not_in?: Array<string> | null | undefined;
  /** `claimedAt` is this. */
  claimedAt_eq?: string | null | undefined;
  /** `claimedAt` is greater than this. */
  claimedAt_gt?: string | null | undefined;
  /** `claimedAt` is this or greater. */
  claimedAt_gte?: string | null | undefined;
  /** `claimedAt` is one of these. */
  claimedAt_in?: Array<string> | null | undefined;
  /** Whether `claimedAt` is null. */
  claimedAt_isNull?: boolean | null | undefined;
  /** `claimedAt` is less than this. */
  claimedAt_lt?: string | null | undefined;
  /** `claimedAt` is this or less. */
  claimedAt_lte?: string | null | undefined;
  /** `claimedAt` is another value, and not null. */
  claimedAt_not_eq?: string | null | undefined;
  /** `claimedAt` is none of these. */
  claimedAt_not_in?: Array<string> | null | undefined;
  /** `evidence` contains this text. */
  evidence_contains?: string | null | undefined;
  /** `evidence` contains this text, in upper or lower case. */
  evidence_containsInsensitive?: string | null | undefined;
  /** `evidence` ends with this text. */
  evidence_endsWith?: string | null | undefined;
  /** `evidence` is this. */
  evidence_eq?: string | null | undefined;
  /** `evidence` is greater than this. */
  evidence_gt?: string | null | undefined;
  /** `evidence` is this or greater. */
  evidence_gte?: string | null | undefined;
  /** `evidence` is one of these. */
  evidence_in?: Array<string> | null | undefined;
  /** Whether `evidence` is null. */
  evidence_isNull?: boolean | null | undefined;
  /** `evidence` is less than this. */
  evidence_lt?: string | null | undefined;
  /** `evidence` is this or less. */
  evidence_lte?: string | null | undefined;
  /** `evidence` does not contain this text. */
  evidence_not_contains?: string | null | undefined;
  /** `evidence` does not contain this text, in upper or lower case. */
  evidence_not_containsInsensitive?: string | null | undefined;
  /** `evidence` does not end with this text. */
  evidence_not_endsWith?: string | null | undefined;
  /** `evidence` is another value, and not null. */
  evidence_not_eq?: string | null | undefined;
  /** `evidence` is none of these. */
  evidence_not_in?: Array<string> | null | undefined;
  /** `evidence` does not begin with this text. */
  evidence_not_startsWith?: string | null | undefined;
  /** `evidence` begins with this text. */
  evidence_startsWith?: string | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `inputHash` is this. */
  inputHash_eq?: string | null | undefined;
  /** `inputHash` is one of these. */
  inputHash_in?: Array<string> | null | undefined;
  /** Whether `inputHash` is null. */
  inputHash_isNull?: boolean | null | undefined;
  /** `inputHash` is another value, and not null. */
  inputHash_not_eq?: string | null | undefined;
  /** `inputHash` is none of these. */
  inputHash_not_in?: Array<string> | null | undefined;
  /** `leafIndex` is this. */
  leafIndex_eq?: number | null | undefined;
  /** `leafIndex` is greater than this. */
  leafIndex_gt?: number | null | undefined;
  /** `leafIndex` is this or greater. */
  leafIndex_gte?: number | null | undefined;
  /** `leafIndex` is one of these. */
  leafIndex_in?: Array<number> | null | undefined;
  /** Whether `leafIndex` is null. */
  leafIndex_isNull?: boolean | null | undefined;
  /** `leafIndex` is less than this. */
  leafIndex_lt?: number | null | undefined;
  /** `leafIndex` is this or less. */
  leafIndex_lte?: number | null | undefined;
  /** `leafIndex` is another value, and not null. */
  leafIndex_not_eq?: number | null | undefined;
  /** `leafIndex` is none of these. */
  leafIndex_not_in?: Array<number> | null | undefined;
  /** `modelKey` is this. */
  modelKey_eq?: string | null | undefined;
  /** `modelKey` is one of these. */
  modelKey_in?: Array<string> | null | undefined;
  /** Whether `modelKey` is null. */
  modelKey_isNull?: boolean | null | undefined;
  /** `modelKey` is another value, and not null. */
  modelKey_not_eq?: string | null | undefined;
  /** `modelKey` is none of these. */
  modelKey_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `outputHash` is this. */
  outputHash_eq?: string | null | undefined;
  /** `outputHash` is one of these. */
  outputHash_in?: Array<string> | null | undefined;
  /** Whether `outputHash` is null. */
  outputHash_isNull?: boolean | null | undefined;
  /** `outputHash` is another value, and not null. */
  outputHash_not_eq?: string | null | undefined;
  /** `outputHash` is none of these. */
  outputHash_not_in?: Array<string> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `requestKey` is this. */
  requestKey_eq?: string | null | undefined;
  /** `requestKey` is one of these. */
  requestKey_in?: Array<string> | null | undefined;
  /** Whether `requestKey` is null. */
  requestKey_isNull?: boolean | null | undefined;
  /** `requestKey` is another value, and not null. */
  requestKey_not_eq?: string | null | undefined;
  /** `requestKey` is none of these. */
  requestKey_not_in?: Array<string> | null | undefined;
  /** `requester` is this. */
  requester_eq?: string | null | undefined;
  /** `requester` is one of these. */
  requester_in?: Array<string> | null | undefined;
  /** Whether `requester` is null. */
  requester_isNull?: boolean | null | undefined;
  /** `requester` is another value, and not null. */
  requester_not_eq?: string | null | undefined;
  /** `requester` is none of these. */
  requester_not_in?: Array<string> | null | undefined;
  /** There is a `settlement`, and the filter holds for it. */
  settlement?: SettlementWhereInput | null | undefined;
  /** Whether `settlement` is null. */
  settlement_isNull?: boolean | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `verdicts`. */
  verdicts_every?: VerdictWhereInput | null | undefined;
  /** The filter holds for none of `verdicts`. */
  verdicts_none?: VerdictWhereInput | null | undefined;
  /** The filter holds for at least one of `verdicts`. */
  verdicts_some?: VerdictWhereInput | null | undefined;
  /** `verificationKeyHash` is this. */
  verificationKeyHash_eq?: string | null | undefined;
  /** `verificationKeyHash` is one of these. */
  verificationKeyHash_in?: Array<string> | null | undefined;
  /** Whether `verificationKeyHash` is null. */
  verificationKeyHash_isNull?: boolean | null | undefined;
  /** `verificationKeyHash` is another value, and not null. */
  verificationKeyHash_not_eq?: string | null | undefined;
  /** `verificationKeyHash` is none of these. */
  verificationKeyHash_not_in?: Array<string> | null | undefined;
};

/** Kinds of holders of claims, fees and stake. */
export type ConcentrationBy =
  /** Account that approved the measurement, where the transaction's signature shows it. */
  | 'APPROVER'
  /** Whose cloud the machine is in: proved where the attestation is the cloud's own, else declared. */
  | 'CLOUD'
  /** Code hash that the node was registered with, at the time. */
  | 'MEASUREMENT'
  /** Account that owns the node, as the registry said at the time. */
  | 'OPERATOR'
  /** The cloud's region: proved where the attestation's certificates name it, else declared. */
  | 'REGION'
  /** Account that settled, where the log or the transaction's signature shows it. */
  | 'RELAYER'
  /** Whose root key vouches for the trusted hardware, as the attestation proves; declared in the network's file where there is none. */
  | 'TEE_VENDOR';

/** What a node costs. Each number is decimal text; what is left out comes from the catalogue, or is missing. */
export type CostInput = {
  /** When it was bought, not after the window's end. Left out: when the node joined, or the window began. */
  boughtAt?: string | null | undefined;
  /** What the machine cost, all of it. */
  capexUsd?: string | null | undefined;
  /** Share of delegators' income that the operator keeps. */
  commission?: string | null | undefined;
  /** Whether the machine has a confidential mode, when the catalogue does not know it. */
  confidentialMode?: boolean | null | undefined;
  /** Cards in the machine, 1 to 1,024. Left out: 1. The catalogue's price, power, hosting and rent are of one card and count this often; capexUsd, watts and hostingUsdPerMonth are of the whole machine and do not. */
  count?: number | null | undefined;
  /** Country whose average price of electricity counts where usdPerKwh is left out, e.g. US: the catalogue's subject electricity-us. Left out: commercial electricity in the US. */
  country?: string | null | undefined;
  /** Currency in which every amount of this cost is stated, also of those whose names end in Usd, as ISO 4217 has it, e.g. EUR. Left out: USD. */
  currency?: string | null | undefined;
  /** How it loses its value, everywhere. Left out, with years, yearlyRate and residualShare as well: along what the catalogue says that such a machine fetches at each age. */
  depreciation?: DepreciationMethod | null | undefined;
  /** What the node pays for gas per claim that it settled. */
  gasUsdPerClaim?: string | null | undefined;
  /** What the node pays for gas per day. It is in no fact: with neither this nor gasUsdPerClaim gas is null. */
  gasUsdPerDay?: string | null | undefined;
  /** Your own machine: a subject of the catalogue, e.g. H100_SXM5_80; or any name, with capexUsd and watts. */
  hardware?: string | null | undefined;
  /** Rent of the rack, network and staff, in USD per month. */
  hostingUsdPerMonth?: string | null | undefined;
  /** Rented machine: a subject of the catalogue, e.g. aws-m5.xlarge; or any name, with usdPerHour. */
  instance?: string | null | undefined;
  /** Share of that rent that the marketplace keeps. Left out: the catalogue's. */
  marketplaceFee?: string | null | undefined;
  /** Power of the building over power of the machine; 1 at least. */
  pue?: string | null | undefined;
  /** What one card of the machine rents for per hour when it is rented out. Left out: the catalogue's. */
  rentUsdPerHour?: string | null | undefined;
  /** Share of its price that it can still be sold for at the end of its life. Left out: what the catalogue says of that age. */
  residualShare?: string | null | undefined;
  /** As what the machine is costed: tee-proxy, tee-gpu, snark-prover, validator. Left out: the role that is asked about, or the node's on chain. Where no role is asked it is that one. */
  role?: string | null | undefined;
  /** What the stake would earn elsewhere, per year. */
  stakeRate?: string | null | undefined;
  /** What a tee-proxy pays upstream for one paid request. */
  upstreamUsdPerRequest?: string | null | undefined;
  /** What one unit of that currency is in USD. Left out: what the catalogue says, as its subject currency-eur, quantity usd; where it says nothing, the cost is refused. */
  usdPerCurrency?: string | null | undefined;
  /** Rent of the instance. */
  usdPerHour?: string | null | undefined;
  /** Price of electricity. */
  usdPerKwh?: string | null | undefined;
  /** Share of time under load. */
  utilisation?: string | null | undefined;
  /** Power at full load, of the whole machine. */
  watts?: string | null | undefined;
  /** Declining: share of its value lost per year. */
  yearlyRate?: string | null | undefined;
  /** Years of life. Left out: the catalogue's. */
  years?: string | null | undefined;
};

/** How a machine loses its value. */
export type DepreciationMethod =
  /** A share of what is left each year. */
  | 'DECLINING'
  /** The same each day of its life, down to the residual value. */
  | 'STRAIGHT_LINE';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type EmissionWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<EmissionWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<EmissionWhereInput> | null | undefined;
  /** `amount` is this. */
  amount_eq?: string | null | undefined;
  /** `amount` is greater than this. */
  amount_gt?: string | null | undefined;
  /** `amount` is this or greater. */
  amount_gte?: string | null | undefined;
  /** `amount` is one of these. */
  amount_in?: Array<string> | null | undefined;
  /** Whether `amount` is null. */
  amount_isNull?: boolean | null | undefined;
  /** `amount` is less than this. */
  amount_lt?: string | null | undefined;
  /** `amount` is this or less. */
  amount_lte?: string | null | undefined;
  /** `amount` is another value, and not null. */
  amount_not_eq?: string | null | undefined;
  /** `amount` is none of these. */
  amount_not_in?: Array<string> | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `contract` is this. */
  contract_eq?: string | null | undefined;
  /** `contract` is one of these. */
  contract_in?: Array<string> | null | undefined;
  /** Whether `contract` is null. */
  contract_isNull?: boolean | null | undefined;
  /** `contract` is another value, and not null. */
  contract_not_eq?: string | null | undefined;
  /** `contract` is none of these. */
  contract_not_in?: Array<string> | null | undefined;
  /** `fraction` is this. */
  fraction_eq?: string | null | undefined;
  /** `fraction` is greater than this. */
  fraction_gt?: string | null | undefined;
  /** `fraction` is this or greater. */
  fraction_gte?: string | null | undefined;
  /** `fraction` is one of these. */
  fraction_in?: Array<string> | null | undefined;
  /** Whether `fraction` is null. */
  fraction_isNull?: boolean | null | undefined;
  /** `fraction` is less than this. */
  fraction_lt?: string | null | undefined;
  /** `fraction` is this or less. */
  fraction_lte?: string | null | undefined;
  /** `fraction` is another value, and not null. */
  fraction_not_eq?: string | null | undefined;
  /** `fraction` is none of these. */
  fraction_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `payee` is this. */
  payee_eq?: string | null | undefined;
  /** `payee` is one of these. */
  payee_in?: Array<string> | null | undefined;
  /** Whether `payee` is null. */
  payee_isNull?: boolean | null | undefined;
  /** `payee` is another value, and not null. */
  payee_not_eq?: string | null | undefined;
  /** `payee` is none of these. */
  payee_not_in?: Array<string> | null | undefined;
  /** `periodReason` contains this text. */
  periodReason_contains?: string | null | undefined;
  /** `periodReason` contains this text, in upper or lower case. */
  periodReason_containsInsensitive?: string | null | undefined;
  /** `periodReason` ends with this text. */
  periodReason_endsWith?: string | null | undefined;
  /** `periodReason` is this. */
  periodReason_eq?: string | null | undefined;
  /** `periodReason` is greater than this. */
  periodReason_gt?: string | null | undefined;
  /** `periodReason` is this or greater. */
  periodReason_gte?: string | null | undefined;
  /** `periodReason` is one of these. */
  periodReason_in?: Array<string> | null | undefined;
  /** Whether `periodReason` is null. */
  periodReason_isNull?: boolean | null | undefined;
  /** `periodReason` is less than this. */
  periodReason_lt?: string | null | undefined;
  /** `periodReason` is this or less. */
  periodReason_lte?: string | null | undefined;
  /** `periodReason` does not contain this text. */
  periodReason_not_contains?: string | null | undefined;
  /** `periodReason` does not contain this text, in upper or lower case. */
  periodReason_not_containsInsensitive?: string | null | undefined;
  /** `periodReason` does not end with this text. */
  periodReason_not_endsWith?: string | null | undefined;
  /** `periodReason` is another value, and not null. */
  periodReason_not_eq?: string | null | undefined;
  /** `periodReason` is none of these. */
  periodReason_not_in?: Array<string> | null | undefined;
  /** `periodReason` does not begin with this text. */
  periodReason_not_startsWith?: string | null | undefined;
  /** `periodReason` begins with this text. */
  periodReason_startsWith?: string | null | undefined;
  /** `periodSeconds` is this. */
  periodSeconds_eq?: string | null | undefined;
  /** `periodSeconds` is greater than this. */
  periodSeconds_gt?: string | null | undefined;
  /** `periodSeconds` is this or greater. */
  periodSeconds_gte?: string | null | undefined;
  /** `periodSeconds` is one of these. */
  periodSeconds_in?: Array<string> | null | undefined;
  /** Whether `periodSeconds` is null. */
  periodSeconds_isNull?: boolean | null | undefined;
  /** `periodSeconds` is less than this. */
  periodSeconds_lt?: string | null | undefined;
  /** `periodSeconds` is this or less. */
  periodSeconds_lte?: string | null | undefined;
  /** `periodSeconds` is another value, and not null. */
  periodSeconds_not_eq?: string | null | undefined;
  /** `periodSeconds` is none of these. */
  periodSeconds_not_in?: Array<string> | null | undefined;
  /** `period` is this. */
  period_eq?: string | null | undefined;
  /** `period` is greater than this. */
  period_gt?: string | null | undefined;
  /** `period` is this or greater. */
  period_gte?: string | null | undefined;
  /** `period` is one of these. */
  period_in?: Array<string> | null | undefined;
  /** Whether `period` is null. */
  period_isNull?: boolean | null | undefined;
  /** `period` is less than this. */
  period_lt?: string | null | undefined;
  /** `period` is this or less. */
  period_lte?: string | null | undefined;
  /** `period` is another value, and not null. */
  period_not_eq?: string | null | undefined;
  /** `period` is none of these. */
  period_not_in?: Array<string> | null | undefined;
  /** `phase` is this. */
  phase_eq?: number | null | undefined;
  /** `phase` is greater than this. */
  phase_gt?: number | null | undefined;
  /** `phase` is this or greater. */
  phase_gte?: number | null | undefined;
  /** `phase` is one of these. */
  phase_in?: Array<number> | null | undefined;
  /** Whether `phase` is null. */
  phase_isNull?: boolean | null | undefined;
  /** `phase` is less than this. */
  phase_lt?: number | null | undefined;
  /** `phase` is this or less. */
  phase_lte?: number | null | undefined;
  /** `phase` is another value, and not null. */
  phase_not_eq?: number | null | undefined;
  /** `phase` is none of these. */
  phase_not_in?: Array<number> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `reason` contains this text. */
  reason_contains?: string | null | undefined;
  /** `reason` contains this text, in upper or lower case. */
  reason_containsInsensitive?: string | null | undefined;
  /** `reason` ends with this text. */
  reason_endsWith?: string | null | undefined;
  /** `reason` is this. */
  reason_eq?: string | null | undefined;
  /** `reason` is greater than this. */
  reason_gt?: string | null | undefined;
  /** `reason` is this or greater. */
  reason_gte?: string | null | undefined;
  /** `reason` is one of these. */
  reason_in?: Array<string> | null | undefined;
  /** Whether `reason` is null. */
  reason_isNull?: boolean | null | undefined;
  /** `reason` is less than this. */
  reason_lt?: string | null | undefined;
  /** `reason` is this or less. */
  reason_lte?: string | null | undefined;
  /** `reason` does not contain this text. */
  reason_not_contains?: string | null | undefined;
  /** `reason` does not contain this text, in upper or lower case. */
  reason_not_containsInsensitive?: string | null | undefined;
  /** `reason` does not end with this text. */
  reason_not_endsWith?: string | null | undefined;
  /** `reason` is another value, and not null. */
  reason_not_eq?: string | null | undefined;
  /** `reason` is none of these. */
  reason_not_in?: Array<string> | null | undefined;
  /** `reason` does not begin with this text. */
  reason_not_startsWith?: string | null | undefined;
  /** `reason` begins with this text. */
  reason_startsWith?: string | null | undefined;
  /** `token` is this. */
  token_eq?: string | null | undefined;
  /** `token` is one of these. */
  token_in?: Array<string> | null | undefined;
  /** Whether `token` is null. */
  token_isNull?: boolean | null | undefined;
  /** `token` is another value, and not null. */
  token_not_eq?: string | null | undefined;
  /** `token` is none of these. */
  token_not_in?: Array<string> | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
};

/** What backs a claim. */
export type EvidenceKind =
  /** Nothing: none is named, none was checked where a check is asked about, or what there is was rejected. */
  | 'NONE'
  /** An input that anybody can run again. */
  | 'REPLAY'
  /** A zero-knowledge proof. */
  | 'SNARK'
  /** A signature by trusted hardware. */
  | 'TEE'
  /** Not known: what is named is unknown, the claim itself was not seen, the source of the contract is not known, or no watchdog decided. */
  | 'UNKNOWN';

/** Who is to blame for evidence that does not prove its statement. */
export type Fault =
  /** The node itself signed or sent it. */
  | 'node'
  /** The contract that let it through. */
  | 'registry'
  /** The account that put the batch or the claim on chain. The node that it names is not to blame. */
  | 'relayer'
  /** The evidence does not show who. */
  | 'unknown';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type FeeWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<FeeWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<FeeWhereInput> | null | undefined;
  /** `amount` is this. */
  amount_eq?: string | null | undefined;
  /** `amount` is greater than this. */
  amount_gt?: string | null | undefined;
  /** `amount` is this or greater. */
  amount_gte?: string | null | undefined;
  /** `amount` is one of these. */
  amount_in?: Array<string> | null | undefined;
  /** Whether `amount` is null. */
  amount_isNull?: boolean | null | undefined;
  /** `amount` is less than this. */
  amount_lt?: string | null | undefined;
  /** `amount` is this or less. */
  amount_lte?: string | null | undefined;
  /** `amount` is another value, and not null. */
  amount_not_eq?: string | null | undefined;
  /** `amount` is none of these. */
  amount_not_in?: Array<string> | null | undefined;
  /** `attribution` contains this text. */
  attribution_contains?: string | null | undefined;
  /** `attribution` contains this text, in upper or lower case. */
  attribution_containsInsensitive?: string | null | undefined;
  /** `attribution` ends with this text. */
  attribution_endsWith?: string | null | undefined;
  /** `attribution` is this. */
  attribution_eq?: string | null | undefined;
  /** `attribution` is greater than this. */
  attribution_gt?: string | null | undefined;
  /** `attribution` is this or greater. */
  attribution_gte?: string | null | undefined;
  /** `attribution` is one of these. */
  attribution_in?: Array<string> | null | undefined;
  /** Whether `attribution` is null. */
  attribution_isNull?: boolean | null | undefined;
  /** `attribution` is less than this. */
  attribution_lt?: string | null | undefined;
  /** `attribution` is this or less. */
  attribution_lte?: string | null | undefined;
  /** `attribution` does not contain this text. */
  attribution_not_contains?: string | null | undefined;
  /** `attribution` does not contain this text, in upper or lower case. */
  attribution_not_containsInsensitive?: string | null | undefined;
  /** `attribution` does not end with this text. */
  attribution_not_endsWith?: string | null | undefined;
  /** `attribution` is another value, and not null. */
  attribution_not_eq?: string | null | undefined;
  /** `attribution` is none of these. */
  attribution_not_in?: Array<string> | null | undefined;
  /** `attribution` does not begin with this text. */
  attribution_not_startsWith?: string | null | undefined;
  /** `attribution` begins with this text. */
  attribution_startsWith?: string | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `cap` is this. */
  cap_eq?: string | null | undefined;
  /** `cap` is greater than this. */
  cap_gt?: string | null | undefined;
  /** `cap` is this or greater. */
  cap_gte?: string | null | undefined;
  /** `cap` is one of these. */
  cap_in?: Array<string> | null | undefined;
  /** Whether `cap` is null. */
  cap_isNull?: boolean | null | undefined;
  /** `cap` is less than this. */
  cap_lt?: string | null | undefined;
  /** `cap` is this or less. */
  cap_lte?: string | null | undefined;
  /** `cap` is another value, and not null. */
  cap_not_eq?: string | null | undefined;
  /** `cap` is none of these. */
  cap_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `contract` is this. */
  contract_eq?: string | null | undefined;
  /** `contract` is one of these. */
  contract_in?: Array<string> | null | undefined;
  /** Whether `contract` is null. */
  contract_isNull?: boolean | null | undefined;
  /** `contract` is another value, and not null. */
  contract_not_eq?: string | null | undefined;
  /** `contract` is none of these. */
  contract_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `payee` is this. */
  payee_eq?: string | null | undefined;
  /** `payee` is one of these. */
  payee_in?: Array<string> | null | undefined;
  /** Whether `payee` is null. */
  payee_isNull?: boolean | null | undefined;
  /** `payee` is another value, and not null. */
  payee_not_eq?: string | null | undefined;
  /** `payee` is none of these. */
  payee_not_in?: Array<string> | null | undefined;
  /** `payer` is this. */
  payer_eq?: string | null | undefined;
  /** `payer` is one of these. */
  payer_in?: Array<string> | null | undefined;
  /** Whether `payer` is null. */
  payer_isNull?: boolean | null | undefined;
  /** `payer` is another value, and not null. */
  payer_not_eq?: string | null | undefined;
  /** `payer` is none of these. */
  payer_not_in?: Array<string> | null | undefined;
  /** `phase` is this. */
  phase_eq?: number | null | undefined;
  /** `phase` is greater than this. */
  phase_gt?: number | null | undefined;
  /** `phase` is this or greater. */
  phase_gte?: number | null | undefined;
  /** `phase` is one of these. */
  phase_in?: Array<number> | null | undefined;
  /** Whether `phase` is null. */
  phase_isNull?: boolean | null | undefined;
  /** `phase` is less than this. */
  phase_lt?: number | null | undefined;
  /** `phase` is this or less. */
  phase_lte?: number | null | undefined;
  /** `phase` is another value, and not null. */
  phase_not_eq?: number | null | undefined;
  /** `phase` is none of these. */
  phase_not_in?: Array<number> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `refund` is this. */
  refund_eq?: boolean | null | undefined;
  /** Whether `refund` is null. */
  refund_isNull?: boolean | null | undefined;
  /** `refund` is another value, and not null. */
  refund_not_eq?: boolean | null | undefined;
  /** `requestKey` is this. */
  requestKey_eq?: string | null | undefined;
  /** `requestKey` is one of these. */
  requestKey_in?: Array<string> | null | undefined;
  /** Whether `requestKey` is null. */
  requestKey_isNull?: boolean | null | undefined;
  /** `requestKey` is another value, and not null. */
  requestKey_not_eq?: string | null | undefined;
  /** `requestKey` is none of these. */
  requestKey_not_in?: Array<string> | null | undefined;
  /** `token` is this. */
  token_eq?: string | null | undefined;
  /** `token` is one of these. */
  token_in?: Array<string> | null | undefined;
  /** Whether `token` is null. */
  token_isNull?: boolean | null | undefined;
  /** `token` is another value, and not null. */
  token_not_eq?: string | null | undefined;
  /** `token` is none of these. */
  token_not_in?: Array<string> | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
};

/** On what the name of a holder rests. */
export type HolderSource =
  /** The hardware's own signed word. */
  | 'ATTESTATION'
  /** A log, or the signature of its transaction. */
  | 'CHAIN'
  /** A sourced word in the network's file: nothing proves it. */
  | 'DECLARED';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type LapseWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<LapseWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<LapseWhereInput> | null | undefined;
  /** `afterBlock` is this. */
  afterBlock_eq?: number | null | undefined;
  /** `afterBlock` is greater than this. */
  afterBlock_gt?: number | null | undefined;
  /** `afterBlock` is this or greater. */
  afterBlock_gte?: number | null | undefined;
  /** `afterBlock` is one of these. */
  afterBlock_in?: Array<number> | null | undefined;
  /** Whether `afterBlock` is null. */
  afterBlock_isNull?: boolean | null | undefined;
  /** `afterBlock` is less than this. */
  afterBlock_lt?: number | null | undefined;
  /** `afterBlock` is this or less. */
  afterBlock_lte?: number | null | undefined;
  /** `afterBlock` is another value, and not null. */
  afterBlock_not_eq?: number | null | undefined;
  /** `afterBlock` is none of these. */
  afterBlock_not_in?: Array<number> | null | undefined;
  /** `afterTime` is this. */
  afterTime_eq?: string | null | undefined;
  /** `afterTime` is greater than this. */
  afterTime_gt?: string | null | undefined;
  /** `afterTime` is this or greater. */
  afterTime_gte?: string | null | undefined;
  /** `afterTime` is one of these. */
  afterTime_in?: Array<string> | null | undefined;
  /** Whether `afterTime` is null. */
  afterTime_isNull?: boolean | null | undefined;
  /** `afterTime` is less than this. */
  afterTime_lt?: string | null | undefined;
  /** `afterTime` is this or less. */
  afterTime_lte?: string | null | undefined;
  /** `afterTime` is another value, and not null. */
  afterTime_not_eq?: string | null | undefined;
  /** `afterTime` is none of these. */
  afterTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `endedBy` contains this text. */
  endedBy_contains?: string | null | undefined;
  /** `endedBy` contains this text, in upper or lower case. */
  endedBy_containsInsensitive?: string | null | undefined;
  /** `endedBy` ends with this text. */
  endedBy_endsWith?: string | null | undefined;
  /** `endedBy` is this. */
  endedBy_eq?: string | null | undefined;
  /** `endedBy` is greater than this. */
  endedBy_gt?: string | null | undefined;
  /** `endedBy` is this or greater. */
  endedBy_gte?: string | null | undefined;
  /** `endedBy` is one of these. */
  endedBy_in?: Array<string> | null | undefined;
  /** Whether `endedBy` is null. */
  endedBy_isNull?: boolean | null | undefined;
  /** `endedBy` is less than this. */
  endedBy_lt?: string | null | undefined;
  /** `endedBy` is this or less. */
  endedBy_lte?: string | null | undefined;
  /** `endedBy` does not contain this text. */
  endedBy_not_contains?: string | null | undefined;
  /** `endedBy` does not contain this text, in upper or lower case. */
  endedBy_not_containsInsensitive?: string | null | undefined;
  /** `endedBy` does not end with this text. */
  endedBy_not_endsWith?: string | null | undefined;
  /** `endedBy` is another value, and not null. */
  endedBy_not_eq?: string | null | undefined;
  /** `endedBy` is none of these. */
  endedBy_not_in?: Array<string> | null | undefined;
  /** `endedBy` does not begin with this text. */
  endedBy_not_startsWith?: string | null | undefined;
  /** `endedBy` begins with this text. */
  endedBy_startsWith?: string | null | undefined;
  /** `fromTime` is this. */
  fromTime_eq?: string | null | undefined;
  /** `fromTime` is greater than this. */
  fromTime_gt?: string | null | undefined;
  /** `fromTime` is this or greater. */
  fromTime_gte?: string | null | undefined;
  /** `fromTime` is one of these. */
  fromTime_in?: Array<string> | null | undefined;
  /** Whether `fromTime` is null. */
  fromTime_isNull?: boolean | null | undefined;
  /** `fromTime` is less than this. */
  fromTime_lt?: string | null | undefined;
  /** `fromTime` is this or less. */
  fromTime_lte?: string | null | undefined;
  /** `fromTime` is another value, and not null. */
  fromTime_not_eq?: string | null | undefined;
  /** `fromTime` is none of these. */
  fromTime_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `limitSeconds` is this. */
  limitSeconds_eq?: string | null | undefined;
  /** `limitSeconds` is greater than this. */
  limitSeconds_gt?: string | null | undefined;
  /** `limitSeconds` is this or greater. */
  limitSeconds_gte?: string | null | undefined;
  /** `limitSeconds` is one of these. */
  limitSeconds_in?: Array<string> | null | undefined;
  /** Whether `limitSeconds` is null. */
  limitSeconds_isNull?: boolean | null | undefined;
  /** `limitSeconds` is less than this. */
  limitSeconds_lt?: string | null | undefined;
  /** `limitSeconds` is this or less. */
  limitSeconds_lte?: string | null | undefined;
  /** `limitSeconds` is another value, and not null. */
  limitSeconds_not_eq?: string | null | undefined;
  /** `limitSeconds` is none of these. */
  limitSeconds_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `registry` is this. */
  registry_eq?: string | null | undefined;
  /** `registry` is one of these. */
  registry_in?: Array<string> | null | undefined;
  /** Whether `registry` is null. */
  registry_isNull?: boolean | null | undefined;
  /** `registry` is another value, and not null. */
  registry_not_eq?: string | null | undefined;
  /** `registry` is none of these. */
  registry_not_in?: Array<string> | null | undefined;
  /** `toTime` is this. */
  toTime_eq?: string | null | undefined;
  /** `toTime` is greater than this. */
  toTime_gt?: string | null | undefined;
  /** `toTime` is this or greater. */
  toTime_gte?: string | null | undefined;
  /** `toTime` is one of these. */
  toTime_in?: Array<string> | null | undefined;
  /** Whether `toTime` is null. */
  toTime_isNull?: boolean | null | undefined;
  /** `toTime` is less than this. */
  toTime_lt?: string | null | undefined;
  /** `toTime` is this or less. */
  toTime_lte?: string | null | undefined;
  /** `toTime` is another value, and not null. */
  toTime_not_eq?: string | null | undefined;
  /** `toTime` is none of these. */
  toTime_not_in?: Array<string> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type LogEntryWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<LogEntryWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<LogEntryWhereInput> | null | undefined;
  /** `bundle` is this. */
  bundle_eq?: string | null | undefined;
  /** `bundle` is one of these. */
  bundle_in?: Array<string> | null | undefined;
  /** Whether `bundle` is null. */
  bundle_isNull?: boolean | null | undefined;
  /** `bundle` is another value, and not null. */
  bundle_not_eq?: string | null | undefined;
  /** `bundle` is none of these. */
  bundle_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `index` is this. */
  index_eq?: string | null | undefined;
  /** `index` is greater than this. */
  index_gt?: string | null | undefined;
  /** `index` is this or greater. */
  index_gte?: string | null | undefined;
  /** `index` is one of these. */
  index_in?: Array<string> | null | undefined;
  /** Whether `index` is null. */
  index_isNull?: boolean | null | undefined;
  /** `index` is less than this. */
  index_lt?: string | null | undefined;
  /** `index` is this or less. */
  index_lte?: string | null | undefined;
  /** `index` is another value, and not null. */
  index_not_eq?: string | null | undefined;
  /** `index` is none of these. */
  index_not_in?: Array<string> | null | undefined;
  /** `kind` contains this text. */
  kind_contains?: string | null | undefined;
  /** `kind` contains this text, in upper or lower case. */
  kind_containsInsensitive?: string | null | undefined;
  /** `kind` ends with this text. */
  kind_endsWith?: string | null | undefined;
  /** `kind` is this. */
  kind_eq?: string | null | undefined;
  /** `kind` is greater than this. */
  kind_gt?: string | null | undefined;
  /** `kind` is this or greater. */
  kind_gte?: string | null | undefined;
  /** `kind` is one of these. */
  kind_in?: Array<string> | null | undefined;
  /** Whether `kind` is null. */
  kind_isNull?: boolean | null | undefined;
  /** `kind` is less than this. */
  kind_lt?: string | null | undefined;
  /** `kind` is this or less. */
  kind_lte?: string | null | undefined;
  /** `kind` does not contain this text. */
  kind_not_contains?: string | null | undefined;
  /** `kind` does not contain this text, in upper or lower case. */
  kind_not_containsInsensitive?: string | null | undefined;
  /** `kind` does not end with this text. */
  kind_not_endsWith?: string | null | undefined;
  /** `kind` is another value, and not null. */
  kind_not_eq?: string | null | undefined;
  /** `kind` is none of these. */
  kind_not_in?: Array<string> | null | undefined;
  /** `kind` does not begin with this text. */
  kind_not_startsWith?: string | null | undefined;
  /** `kind` begins with this text. */
  kind_startsWith?: string | null | undefined;
  /** `loggedAt` is this. */
  loggedAt_eq?: string | null | undefined;
  /** `loggedAt` is greater than this. */
  loggedAt_gt?: string | null | undefined;
  /** `loggedAt` is this or greater. */
  loggedAt_gte?: string | null | undefined;
  /** `loggedAt` is one of these. */
  loggedAt_in?: Array<string> | null | undefined;
  /** Whether `loggedAt` is null. */
  loggedAt_isNull?: boolean | null | undefined;
  /** `loggedAt` is less than this. */
  loggedAt_lt?: string | null | undefined;
  /** `loggedAt` is this or less. */
  loggedAt_lte?: string | null | undefined;
  /** `loggedAt` is another value, and not null. */
  loggedAt_not_eq?: string | null | undefined;
  /** `loggedAt` is none of these. */
  loggedAt_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** `number` is this. */
  number_eq?: string | null | undefined;
  /** `number` is greater than this. */
  number_gt?: string | null | undefined;
  /** `number` is this or greater. */
  number_gte?: string | null | undefined;
  /** `number` is one of these. */
  number_in?: Array<string> | null | undefined;
  /** Whether `number` is null. */
  number_isNull?: boolean | null | undefined;
  /** `number` is less than this. */
  number_lt?: string | null | undefined;
  /** `number` is this or less. */
  number_lte?: string | null | undefined;
  /** `number` is another value, and not null. */
  number_not_eq?: string | null | undefined;
  /** `number` is none of these. */
  number_not_in?: Array<string> | null | undefined;
  /** `origin` contains this text. */
  origin_contains?: string | null | undefined;
  /** `origin` contains this text, in upper or lower case. */
  origin_containsInsensitive?: string | null | undefined;
  /** `origin` ends with this text. */
  origin_endsWith?: string | null | undefined;
  /** `origin` is this. */
  origin_eq?: string | null | undefined;
  /** `origin` is greater than this. */
  origin_gt?: string | null | undefined;
  /** `origin` is this or greater. */
  origin_gte?: string | null | undefined;
  /** `origin` is one of these. */
  origin_in?: Array<string> | null | undefined;
  /** Whether `origin` is null. */
  origin_isNull?: boolean | null | undefined;
  /** `origin` is less than this. */
  origin_lt?: string | null | undefined;
  /** `origin` is this or less. */
  origin_lte?: string | null | undefined;
  /** `origin` does not contain this text. */
  origin_not_contains?: string | null | undefined;
  /** `origin` does not contain this text, in upper or lower case. */
  origin_not_containsInsensitive?: string | null | undefined;
  /** `origin` does not end with this text. */
  origin_not_endsWith?: string | null | undefined;
  /** `origin` is another value, and not null. */
  origin_not_eq?: string | null | undefined;
  /** `origin` is none of these. */
  origin_not_in?: Array<string> | null | undefined;
  /** `origin` does not begin with this text. */
  origin_not_startsWith?: string | null | undefined;
  /** `origin` begins with this text. */
  origin_startsWith?: string | null | undefined;
  /** There is a `verdict`, and the filter holds for it. */
  verdict?: VerdictWhereInput | null | undefined;
  /** `verdictNumber` is this. */
  verdictNumber_eq?: string | null | undefined;
  /** `verdictNumber` is greater than this. */
  verdictNumber_gt?: string | null | undefined;
  /** `verdictNumber` is this or greater. */
  verdictNumber_gte?: string | null | undefined;
  /** `verdictNumber` is one of these. */
  verdictNumber_in?: Array<string> | null | undefined;
  /** Whether `verdictNumber` is null. */
  verdictNumber_isNull?: boolean | null | undefined;
  /** `verdictNumber` is less than this. */
  verdictNumber_lt?: string | null | undefined;
  /** `verdictNumber` is this or less. */
  verdictNumber_lte?: string | null | undefined;
  /** `verdictNumber` is another value, and not null. */
  verdictNumber_not_eq?: string | null | undefined;
  /** `verdictNumber` is none of these. */
  verdictNumber_not_in?: Array<string> | null | undefined;
  /** Whether `verdict` is null. */
  verdict_isNull?: boolean | null | undefined;
};

/** How well it is known what a code hash or a key stands for. */
export type MeasurementStatus =
  /** The network's folder lists its source; no build is known that gave the same and none other. */
  | 'PUBLISHED'
  /** Somebody built it again and got the same, and no build gave another, by the network's folder. */
  | 'REPRODUCED'
  /** The registry took its approval back. */
  | 'REVOKED'
  /** No published source is known. */
  | 'UNPUBLISHED';

/** Whose money it is. Figures of different classes are never summed. */
export type NetworkClass =
  /** A private chain. */
  | 'devnet'
  /** Real money. */
  | 'mainnet'
  /** Made up for a demonstration or a test. */
  | 'synthetic'
  /** A public chain whose tokens are worth nothing. */
  | 'testnet';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type NodeDayAmountWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<NodeDayAmountWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<NodeDayAmountWhereInput> | null | undefined;
  /** `amount` is this. */
  amount_eq?: string | null | undefined;
  /** `amount` is greater than this. */
  amount_gt?: string | null | undefined;
  /** `amount` is this or greater. */
  amount_gte?: string | null | undefined;
  /** `amount` is one of these. */
  amount_in?: Array<string> | null | undefined;
  /** Whether `amount` is null. */
  amount_isNull?: boolean | null | undefined;
  /** `amount` is less than this. */
  amount_lt?: string | null | undefined;
  /** `amount` is this or less. */
  amount_lte?: string | null | undefined;
  /** `amount` is another value, and not null. */
  amount_not_eq?: string | null | undefined;
  /** `amount` is none of these. */
  amount_not_in?: Array<string> | null | undefined;
  /** `attribution` contains this text. */
  attribution_contains?: string | null | undefined;
  /** `attribution` contains this text, in upper or lower case. */
  attribution_containsInsensitive?: string | null | undefined;
  /** `attribution` ends with this text. */
  attribution_endsWith?: string | null | undefined;
  /** `attribution` is this. */
  attribution_eq?: string | null | undefined;
  /** `attribution` is greater than this. */
  attribution_gt?: string | null | undefined;
  /** `attribution` is this or greater. */
  attribution_gte?: string | null | undefined;
  /** `attribution` is one of these. */
  attribution_in?: Array<string> | null | undefined;
  /** Whether `attribution` is null. */
  attribution_isNull?: boolean | null | undefined;
  /** `attribution` is less than this. */
  attribution_lt?: string | null | undefined;
  /** `attribution` is this or less. */
  attribution_lte?: string | null | undefined;
  /** `attribution` does not contain this text. */
  attribution_not_contains?: string | null | undefined;
  /** `attribution` does not contain this text, in upper or lower case. */
  attribution_not_containsInsensitive?: string | null | undefined;
  /** `attribution` does not end with this text. */
  attribution_not_endsWith?: string | null | undefined;
  /** `attribution` is another value, and not null. */
  attribution_not_eq?: string | null | undefined;
  /** `attribution` is none of these. */
  attribution_not_in?: Array<string> | null | undefined;
  /** `attribution` does not begin with this text. */
  attribution_not_startsWith?: string | null | undefined;
  /** `attribution` begins with this text. */
  attribution_startsWith?: string | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `day` is this. */
  day_eq?: string | null | undefined;
  /** `day` is greater than this. */
  day_gt?: string | null | undefined;
  /** `day` is this or greater. */
  day_gte?: string | null | undefined;
  /** `day` is one of these. */
  day_in?: Array<string> | null | undefined;
  /** Whether `day` is null. */
  day_isNull?: boolean | null | undefined;
  /** `day` is less than this. */
  day_lt?: string | null | undefined;
  /** `day` is this or less. */
  day_lte?: string | null | undefined;
  /** `day` is another value, and not null. */
  day_not_eq?: string | null | undefined;
  /** `day` is none of these. */
  day_not_in?: Array<string> | null | undefined;
  /** `events` is this. */
  events_eq?: number | null | undefined;
  /** `events` is greater than this. */
  events_gt?: number | null | undefined;
  /** `events` is this or greater. */
  events_gte?: number | null | undefined;
  /** `events` is one of these. */
  events_in?: Array<number> | null | undefined;
  /** Whether `events` is null. */
  events_isNull?: boolean | null | undefined;
  /** `events` is less than this. */
  events_lt?: number | null | undefined;
  /** `events` is this or less. */
  events_lte?: number | null | undefined;
  /** `events` is another value, and not null. */
  events_not_eq?: number | null | undefined;
  /** `events` is none of these. */
  events_not_in?: Array<number> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `kind` contains this text. */
  kind_contains?: string | null | undefined;
  /** `kind` contains this text, in upper or lower case. */
  kind_containsInsensitive?: string | null | undefined;
  /** `kind` ends with this text. */
  kind_endsWith?: string | null | undefined;
  /** `kind` is this. */
  kind_eq?: string | null | undefined;
  /** `kind` is greater than this. */
  kind_gt?: string | null | undefined;
  /** `kind` is this or greater. */
  kind_gte?: string | null | undefined;
  /** `kind` is one of these. */
  kind_in?: Array<string> | null | undefined;
  /** Whether `kind` is null. */
  kind_isNull?: boolean | null | undefined;
  /** `kind` is less than this. */
  kind_lt?: string | null | undefined;
  /** `kind` is this or less. */
  kind_lte?: string | null | undefined;
  /** `kind` does not contain this text. */
  kind_not_contains?: string | null | undefined;
  /** `kind` does not contain this text, in upper or lower case. */
  kind_not_containsInsensitive?: string | null | undefined;
  /** `kind` does not end with this text. */
  kind_not_endsWith?: string | null | undefined;
  /** `kind` is another value, and not null. */
  kind_not_eq?: string | null | undefined;
  /** `kind` is none of these. */
  kind_not_in?: Array<string> | null | undefined;
  /** `kind` does not begin with this text. */
  kind_not_startsWith?: string | null | undefined;
  /** `kind` begins with this text. */
  kind_startsWith?: string | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `token` is this. */
  token_eq?: string | null | undefined;
  /** `token` is one of these. */
  token_in?: Array<string> | null | undefined;
  /** Whether `token` is null. */
  token_isNull?: boolean | null | undefined;
  /** `token` is another value, and not null. */
  token_not_eq?: string | null | undefined;
  /** `token` is none of these. */
  token_not_in?: Array<string> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type NodeDayWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<NodeDayWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<NodeDayWhereInput> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `claims` is this. */
  claims_eq?: number | null | undefined;
  /** `claims` is greater than this. */
  claims_gt?: number | null | undefined;
  /** `claims` is this or greater. */
  claims_gte?: number | null | undefined;
  /** `claims` is one of these. */
  claims_in?: Array<number> | null | undefined;
  /** Whether `claims` is null. */
  claims_isNull?: boolean | null | undefined;
  /** `claims` is less than this. */
  claims_lt?: number | null | undefined;
  /** `claims` is this or less. */
  claims_lte?: number | null | undefined;
  /** `claims` is another value, and not null. */
  claims_not_eq?: number | null | undefined;
  /** `claims` is none of these. */
  claims_not_in?: Array<number> | null | undefined;
  /** `day` is this. */
  day_eq?: string | null | undefined;
  /** `day` is greater than this. */
  day_gt?: string | null | undefined;
  /** `day` is this or greater. */
  day_gte?: string | null | undefined;
  /** `day` is one of these. */
  day_in?: Array<string> | null | undefined;
  /** Whether `day` is null. */
  day_isNull?: boolean | null | undefined;
  /** `day` is less than this. */
  day_lt?: string | null | undefined;
  /** `day` is this or less. */
  day_lte?: string | null | undefined;
  /** `day` is another value, and not null. */
  day_not_eq?: string | null | undefined;
  /** `day` is none of these. */
  day_not_in?: Array<string> | null | undefined;
  /** `emissions` is this. */
  emissions_eq?: number | null | undefined;
  /** `emissions` is greater than this. */
  emissions_gt?: number | null | undefined;
  /** `emissions` is this or greater. */
  emissions_gte?: number | null | undefined;
  /** `emissions` is one of these. */
  emissions_in?: Array<number> | null | undefined;
  /** Whether `emissions` is null. */
  emissions_isNull?: boolean | null | undefined;
  /** `emissions` is less than this. */
  emissions_lt?: number | null | undefined;
  /** `emissions` is this or less. */
  emissions_lte?: number | null | undefined;
  /** `emissions` is another value, and not null. */
  emissions_not_eq?: number | null | undefined;
  /** `emissions` is none of these. */
  emissions_not_in?: Array<number> | null | undefined;
  /** `fees` is this. */
  fees_eq?: number | null | undefined;
  /** `fees` is greater than this. */
  fees_gt?: number | null | undefined;
  /** `fees` is this or greater. */
  fees_gte?: number | null | undefined;
  /** `fees` is one of these. */
  fees_in?: Array<number> | null | undefined;
  /** Whether `fees` is null. */
  fees_isNull?: boolean | null | undefined;
  /** `fees` is less than this. */
  fees_lt?: number | null | undefined;
  /** `fees` is this or less. */
  fees_lte?: number | null | undefined;
  /** `fees` is another value, and not null. */
  fees_not_eq?: number | null | undefined;
  /** `fees` is none of these. */
  fees_not_in?: Array<number> | null | undefined;
  /** `heartbeats` is this. */
  heartbeats_eq?: number | null | undefined;
  /** `heartbeats` is greater than this. */
  heartbeats_gt?: number | null | undefined;
  /** `heartbeats` is this or greater. */
  heartbeats_gte?: number | null | undefined;
  /** `heartbeats` is one of these. */
  heartbeats_in?: Array<number> | null | undefined;
  /** Whether `heartbeats` is null. */
  heartbeats_isNull?: boolean | null | undefined;
  /** `heartbeats` is less than this. */
  heartbeats_lt?: number | null | undefined;
  /** `heartbeats` is this or less. */
  heartbeats_lte?: number | null | undefined;
  /** `heartbeats` is another value, and not null. */
  heartbeats_not_eq?: number | null | undefined;
  /** `heartbeats` is none of these. */
  heartbeats_not_in?: Array<number> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `maintenance` is this. */
  maintenance_eq?: number | null | undefined;
  /** `maintenance` is greater than this. */
  maintenance_gt?: number | null | undefined;
  /** `maintenance` is this or greater. */
  maintenance_gte?: number | null | undefined;
  /** `maintenance` is one of these. */
  maintenance_in?: Array<number> | null | undefined;
  /** Whether `maintenance` is null. */
  maintenance_isNull?: boolean | null | undefined;
  /** `maintenance` is less than this. */
  maintenance_lt?: number | null | undefined;
  /** `maintenance` is this or less. */
  maintenance_lte?: number | null | undefined;
  /** `maintenance` is another value, and not null. */
  maintenance_not_eq?: number | null | undefined;
  /** `maintenance` is none of these. */
  maintenance_not_in?: Array<number> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `penalties` is this. */
  penalties_eq?: number | null | undefined;
  /** `penalties` is greater than this. */
  penalties_gt?: number | null | undefined;
  /** `penalties` is this or greater. */
  penalties_gte?: number | null | undefined;
  /** `penalties` is one of these. */
  penalties_in?: Array<number> | null | undefined;
  /** Whether `penalties` is null. */
  penalties_isNull?: boolean | null | undefined;
  /** `penalties` is less than this. */
  penalties_lt?: number | null | undefined;
  /** `penalties` is this or less. */
  penalties_lte?: number | null | undefined;
  /** `penalties` is another value, and not null. */
  penalties_not_eq?: number | null | undefined;
  /** `penalties` is none of these. */
  penalties_not_in?: Array<number> | null | undefined;
  /** `refunds` is this. */
  refunds_eq?: number | null | undefined;
  /** `refunds` is greater than this. */
  refunds_gt?: number | null | undefined;
  /** `refunds` is this or greater. */
  refunds_gte?: number | null | undefined;
  /** `refunds` is one of these. */
  refunds_in?: Array<number> | null | undefined;
  /** Whether `refunds` is null. */
  refunds_isNull?: boolean | null | undefined;
  /** `refunds` is less than this. */
  refunds_lt?: number | null | undefined;
  /** `refunds` is this or less. */
  refunds_lte?: number | null | undefined;
  /** `refunds` is another value, and not null. */
  refunds_not_eq?: number | null | undefined;
  /** `refunds` is none of these. */
  refunds_not_in?: Array<number> | null | undefined;
  /** `registrations` is this. */
  registrations_eq?: number | null | undefined;
  /** `registrations` is greater than this. */
  registrations_gt?: number | null | undefined;
  /** `registrations` is this or greater. */
  registrations_gte?: number | null | undefined;
  /** `registrations` is one of these. */
  registrations_in?: Array<number> | null | undefined;
  /** Whether `registrations` is null. */
  registrations_isNull?: boolean | null | undefined;
  /** `registrations` is less than this. */
  registrations_lt?: number | null | undefined;
  /** `registrations` is this or less. */
  registrations_lte?: number | null | undefined;
  /** `registrations` is another value, and not null. */
  registrations_not_eq?: number | null | undefined;
  /** `registrations` is none of these. */
  registrations_not_in?: Array<number> | null | undefined;
  /** `requests` is this. */
  requests_eq?: number | null | undefined;
  /** `requests` is greater than this. */
  requests_gt?: number | null | undefined;
  /** `requests` is this or greater. */
  requests_gte?: number | null | undefined;
  /** `requests` is one of these. */
  requests_in?: Array<number> | null | undefined;
  /** Whether `requests` is null. */
  requests_isNull?: boolean | null | undefined;
  /** `requests` is less than this. */
  requests_lt?: number | null | undefined;
  /** `requests` is this or less. */
  requests_lte?: number | null | undefined;
  /** `requests` is another value, and not null. */
  requests_not_eq?: number | null | undefined;
  /** `requests` is none of these. */
  requests_not_in?: Array<number> | null | undefined;
  /** `stakeChanges` is this. */
  stakeChanges_eq?: number | null | undefined;
  /** `stakeChanges` is greater than this. */
  stakeChanges_gt?: number | null | undefined;
  /** `stakeChanges` is this or greater. */
  stakeChanges_gte?: number | null | undefined;
  /** `stakeChanges` is one of these. */
  stakeChanges_in?: Array<number> | null | undefined;
  /** Whether `stakeChanges` is null. */
  stakeChanges_isNull?: boolean | null | undefined;
  /** `stakeChanges` is less than this. */
  stakeChanges_lt?: number | null | undefined;
  /** `stakeChanges` is this or less. */
  stakeChanges_lte?: number | null | undefined;
  /** `stakeChanges` is another value, and not null. */
  stakeChanges_not_eq?: number | null | undefined;
  /** `stakeChanges` is none of these. */
  stakeChanges_not_in?: Array<number> | null | undefined;
  /** `statusChanges` is this. */
  statusChanges_eq?: number | null | undefined;
  /** `statusChanges` is greater than this. */
  statusChanges_gt?: number | null | undefined;
  /** `statusChanges` is this or greater. */
  statusChanges_gte?: number | null | undefined;
  /** `statusChanges` is one of these. */
  statusChanges_in?: Array<number> | null | undefined;
  /** Whether `statusChanges` is null. */
  statusChanges_isNull?: boolean | null | undefined;
  /** `statusChanges` is less than this. */
  statusChanges_lt?: number | null | undefined;
  /** `statusChanges` is this or less. */
  statusChanges_lte?: number | null | undefined;
  /** `statusChanges` is another value, and not null. */
  statusChanges_not_eq?: number | null | undefined;
  /** `statusChanges` is none of these. */
  statusChanges_not_in?: Array<number> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type NodeHourWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<NodeHourWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<NodeHourWhereInput> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `claims` is this. */
  claims_eq?: number | null | undefined;
  /** `claims` is greater than this. */
  claims_gt?: number | null | undefined;
  /** `claims` is this or greater. */
  claims_gte?: number | null | undefined;
  /** `claims` is one of these. */
  claims_in?: Array<number> | null | undefined;
  /** Whether `claims` is null. */
  claims_isNull?: boolean | null | undefined;
  /** `claims` is less than this. */
  claims_lt?: number | null | undefined;
  /** `claims` is this or less. */
  claims_lte?: number | null | undefined;
  /** `claims` is another value, and not null. */
  claims_not_eq?: number | null | undefined;
  /** `claims` is none of these. */
  claims_not_in?: Array<number> | null | undefined;
  /** `emissions` is this. */
  emissions_eq?: number | null | undefined;
  /** `emissions` is greater than this. */
  emissions_gt?: number | null | undefined;
  /** `emissions` is this or greater. */
  emissions_gte?: number | null | undefined;
  /** `emissions` is one of these. */
  emissions_in?: Array<number> | null | undefined;
  /** Whether `emissions` is null. */
  emissions_isNull?: boolean | null | undefined;
  /** `emissions` is less than this. */
  emissions_lt?: number | null | undefined;
  /** `emissions` is this or less. */
  emissions_lte?: number | null | undefined;
  /** `emissions` is another value, and not null. */
  emissions_not_eq?: number | null | undefined;
  /** `emissions` is none of these. */
  emissions_not_in?: Array<number> | null | undefined;
  /** `fees` is this. */
  fees_eq?: number | null | undefined;
  /** `fees` is greater than this. */
  fees_gt?: number | null | undefined;
  /** `fees` is this or greater. */
  fees_gte?: number | null | undefined;
  /** `fees` is one of these. */
  fees_in?: Array<number> | null | undefined;
  /** Whether `fees` is null. */
  fees_isNull?: boolean | null | undefined;
  /** `fees` is less than this. */
  fees_lt?: number | null | undefined;
  /** `fees` is this or less. */
  fees_lte?: number | null | undefined;
  /** `fees` is another value, and not null. */
  fees_not_eq?: number | null | undefined;
  /** `fees` is none of these. */
  fees_not_in?: Array<number> | null | undefined;
  /** `heartbeats` is this. */
  heartbeats_eq?: number | null | undefined;
  /** `heartbeats` is greater than this. */
  heartbeats_gt?: number | null | undefined;
  /** `heartbeats` is this or greater. */
  heartbeats_gte?: number | null | undefined;
  /** `heartbeats` is one of these. */
  heartbeats_in?: Array<number> | null | undefined;
  /** Whether `heartbeats` is null. */
  heartbeats_isNull?: boolean | null | undefined;
  /** `heartbeats` is less than this. */
  heartbeats_lt?: number | null | undefined;
  /** `heartbeats` is this or less. */
  heartbeats_lte?: number | null | undefined;
  /** `heartbeats` is another value, and not null. */
  heartbeats_not_eq?: number | null | undefined;
  /** `heartbeats` is none of these. */
  heartbeats_not_in?: Array<number> | null | undefined;
  /** `hour` is this. */
  hour_eq?: string | null | undefined;
  /** `hour` is greater than this. */
  hour_gt?: string | null | undefined;
  /** `hour` is this or greater. */
  hour_gte?: string | null | undefined;
  /** `hour` is one of these. */
  hour_in?: Array<string> | null | undefined;
  /** Whether `hour` is null. */
  hour_isNull?: boolean | null | undefined;
  /** `hour` is less than this. */
  hour_lt?: string | null | undefined;
  /** `hour` is this or less. */
  hour_lte?: string | null | undefined;
  /** `hour` is another value, and not null. */
  hour_not_eq?: string | null | undefined;
  /** `hour` is none of these. */
  hour_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `maintenance` is this. */
  maintenance_eq?: number | null | undefined;
  /** `maintenance` is greater than this. */
  maintenance_gt?: number | null | undefined;
  /** `maintenance` is this or greater. */
  maintenance_gte?: number | null | undefined;
  /** `maintenance` is one of these. */
  maintenance_in?: Array<number> | null | undefined;
  /** Whether `maintenance` is null. */
  maintenance_isNull?: boolean | null | undefined;
  /** `maintenance` is less than this. */
  maintenance_lt?: number | null | undefined;
  /** `maintenance` is this or less. */
  maintenance_lte?: number | null | undefined;
  /** `maintenance` is another value, and not null. */
  maintenance_not_eq?: number | null | undefined;
  /** `maintenance` is none of these. */
  maintenance_not_in?: Array<number> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `penalties` is this. */
  penalties_eq?: number | null | undefined;
  /** `penalties` is greater than this. */
  penalties_gt?: number | null | undefined;
  /** `penalties` is this or greater. */
  penalties_gte?: number | null | undefined;
  /** `penalties` is one of these. */
  penalties_in?: Array<number> | null | undefined;
  /** Whether `penalties` is null. */
  penalties_isNull?: boolean | null | undefined;
  /** `penalties` is less than this. */
  penalties_lt?: number | null | undefined;
  /** `penalties` is this or less. */
  penalties_lte?: number | null | undefined;
  /** `penalties` is another value, and not null. */
  penalties_not_eq?: number | null | undefined;
  /** `penalties` is none of these. */
  penalties_not_in?: Array<number> | null | undefined;
  /** `refunds` is this. */
  refunds_eq?: number | null | undefined;
  /** `refunds` is greater than this. */
  refunds_gt?: number | null | undefined;
  /** `refunds` is this or greater. */
  refunds_gte?: number | null | undefined;
  /** `refunds` is one of these. */
  refunds_in?: Array<number> | null | undefined;
  /** Whether `refunds` is null. */
  refunds_isNull?: boolean | null | undefined;
  /** `refunds` is less than this. */
  refunds_lt?: number | null | undefined;
  /** `refunds` is this or less. */
  refunds_lte?: number | null | undefined;
  /** `refunds` is another value, and not null. */
  refunds_not_eq?: number | null | undefined;
  /** `refunds` is none of these. */
  refunds_not_in?: Array<number> | null | undefined;
  /** `registrations` is this. */
  registrations_eq?: number | null | undefined;
  /** `registrations` is greater than this. */
  registrations_gt?: number | null | undefined;
  /** `registrations` is this or greater. */
  registrations_gte?: number | null | undefined;
  /** `registrations` is one of these. */
  registrations_in?: Array<number> | null | undefined;
  /** Whether `registrations` is null. */
  registrations_isNull?: boolean | null | undefined;
  /** `registrations` is less than this. */
  registrations_lt?: number | null | undefined;
  /** `registrations` is this or less. */
  registrations_lte?: number | null | undefined;
  /** `registrations` is another value, and not null. */
  registrations_not_eq?: number | null | undefined;
  /** `registrations` is none of these. */
  registrations_not_in?: Array<number> | null | undefined;
  /** `requests` is this. */
  requests_eq?: number | null | undefined;
  /** `requests` is greater than this. */
  requests_gt?: number | null | undefined;
  /** `requests` is this or greater. */
  requests_gte?: number | null | undefined;
  /** `requests` is one of these. */
  requests_in?: Array<number> | null | undefined;
  /** Whether `requests` is null. */
  requests_isNull?: boolean | null | undefined;
  /** `requests` is less than this. */
  requests_lt?: number | null | undefined;
  /** `requests` is this or less. */
  requests_lte?: number | null | undefined;
  /** `requests` is another value, and not null. */
  requests_not_eq?: number | null | undefined;
  /** `requests` is none of these. */
  requests_not_in?: Array<number> | null | undefined;
  /** `stakeChanges` is this. */
  stakeChanges_eq?: number | null | undefined;
  /** `stakeChanges` is greater than this. */
  stakeChanges_gt?: number | null | undefined;
  /** `stakeChanges` is this or greater. */
  stakeChanges_gte?: number | null | undefined;
  /** `stakeChanges` is one of these. */
  stakeChanges_in?: Array<number> | null | undefined;
  /** Whether `stakeChanges` is null. */
  stakeChanges_isNull?: boolean | null | undefined;
  /** `stakeChanges` is less than this. */
  stakeChanges_lt?: number | null | undefined;
  /** `stakeChanges` is this or less. */
  stakeChanges_lte?: number | null | undefined;
  /** `stakeChanges` is another value, and not null. */
  stakeChanges_not_eq?: number | null | undefined;
  /** `stakeChanges` is none of these. */
  stakeChanges_not_in?: Array<number> | null | undefined;
  /** `statusChanges` is this. */
  statusChanges_eq?: number | null | undefined;
  /** `statusChanges` is greater than this. */
  statusChanges_gt?: number | null | undefined;
  /** `statusChanges` is this or greater. */
  statusChanges_gte?: number | null | undefined;
  /** `statusChanges` is one of these. */
  statusChanges_in?: Array<number> | null | undefined;
  /** Whether `statusChanges` is null. */
  statusChanges_isNull?: boolean | null | undefined;
  /** `statusChanges` is less than this. */
  statusChanges_lt?: number | null | undefined;
  /** `statusChanges` is this or less. */
  statusChanges_lte?: number | null | undefined;
  /** `statusChanges` is another value, and not null. */
  statusChanges_not_eq?: number | null | undefined;
  /** `statusChanges` is none of these. */
  statusChanges_not_in?: Array<number> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type NodeVersionWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<NodeVersionWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<NodeVersionWhereInput> | null | undefined;
  /** `attestedAt` is this. */
  attestedAt_eq?: string | null | undefined;
  /** `attestedAt` is greater than this. */
  attestedAt_gt?: string | null | undefined;
  /** `attestedAt` is this or greater. */
  attestedAt_gte?: string | null | undefined;
  /** `attestedAt` is one of these. */
  attestedAt_in?: Array<string> | null | undefined;
  /** Whether `attestedAt` is null. */
  attestedAt_isNull?: boolean | null | undefined;
  /** `attestedAt` is less than this. */
  attestedAt_lt?: string | null | undefined;
  /** `attestedAt` is this or less. */
  attestedAt_lte?: string | null | undefined;
  /** `attestedAt` is another value, and not null. */
  attestedAt_not_eq?: string | null | undefined;
  /** `attestedAt` is none of these. */
  attestedAt_not_in?: Array<string> | null | undefined;
  /** `attestedBlock` is this. */
  attestedBlock_eq?: number | null | undefined;
  /** `attestedBlock` is greater than this. */
  attestedBlock_gt?: number | null | undefined;
  /** `attestedBlock` is this or greater. */
  attestedBlock_gte?: number | null | undefined;
  /** `attestedBlock` is one of these. */
  attestedBlock_in?: Array<number> | null | undefined;
  /** Whether `attestedBlock` is null. */
  attestedBlock_isNull?: boolean | null | undefined;
  /** `attestedBlock` is less than this. */
  attestedBlock_lt?: number | null | undefined;
  /** `attestedBlock` is this or less. */
  attestedBlock_lte?: number | null | undefined;
  /** `attestedBlock` is another value, and not null. */
  attestedBlock_not_eq?: number | null | undefined;
  /** `attestedBlock` is none of these. */
  attestedBlock_not_in?: Array<number> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `contactFrom` contains this text. */
  contactFrom_contains?: string | null | undefined;
  /** `contactFrom` contains this text, in upper or lower case. */
  contactFrom_containsInsensitive?: string | null | undefined;
  /** `contactFrom` ends with this text. */
  contactFrom_endsWith?: string | null | undefined;
  /** `contactFrom` is this. */
  contactFrom_eq?: string | null | undefined;
  /** `contactFrom` is greater than this. */
  contactFrom_gt?: string | null | undefined;
  /** `contactFrom` is this or greater. */
  contactFrom_gte?: string | null | undefined;
  /** `contactFrom` is one of these. */
  contactFrom_in?: Array<string> | null | undefined;
  /** Whether `contactFrom` is null. */
  contactFrom_isNull?: boolean | null | undefined;
  /** `contactFrom` is less than this. */
  contactFrom_lt?: string | null | undefined;
  /** `contactFrom` is this or less. */
  contactFrom_lte?: string | null | undefined;
  /** `contactFrom` does not contain this text. */
  contactFrom_not_contains?: string | null | undefined;
  /** `contactFrom` does not contain this text, in upper or lower case. */
  contactFrom_not_containsInsensitive?: string | null | undefined;
  /** `contactFrom` does not end with this text. */
  contactFrom_not_endsWith?: string | null | undefined;
  /** `contactFrom` is another value, and not null. */
  contactFrom_not_eq?: string | null | undefined;
  /** `contactFrom` is none of these. */
  contactFrom_not_in?: Array<string> | null | undefined;
  /** `contactFrom` does not begin with this text. */
  contactFrom_not_startsWith?: string | null | undefined;
  /** `contactFrom` begins with this text. */
  contactFrom_startsWith?: string | null | undefined;
  /** `disabledBy` is this. */
  disabledBy_eq?: string | null | undefined;
  /** `disabledBy` is one of these. */
  disabledBy_in?: Array<string> | null | undefined;
  /** Whether `disabledBy` is null. */
  disabledBy_isNull?: boolean | null | undefined;
  /** `disabledBy` is another value, and not null. */
  disabledBy_not_eq?: string | null | undefined;
  /** `disabledBy` is none of these. */
  disabledBy_not_in?: Array<string> | null | undefined;
  /** `disabledCause` contains this text. */
  disabledCause_contains?: string | null | undefined;
  /** `disabledCause` contains this text, in upper or lower case. */
  disabledCause_containsInsensitive?: string | null | undefined;
  /** `disabledCause` ends with this text. */
  disabledCause_endsWith?: string | null | undefined;
  /** `disabledCause` is this. */
  disabledCause_eq?: string | null | undefined;
  /** `disabledCause` is greater than this. */
  disabledCause_gt?: string | null | undefined;
  /** `disabledCause` is this or greater. */
  disabledCause_gte?: string | null | undefined;
  /** `disabledCause` is one of these. */
  disabledCause_in?: Array<string> | null | undefined;
  /** Whether `disabledCause` is null. */
  disabledCause_isNull?: boolean | null | undefined;
  /** `disabledCause` is less than this. */
  disabledCause_lt?: string | null | undefined;
  /** `disabledCause` is this or less. */
  disabledCause_lte?: string | null | undefined;
  /** `disabledCause` does not contain this text. */
  disabledCause_not_contains?: string | null | undefined;
  /** `disabledCause` does not contain this text, in upper or lower case. */
  disabledCause_not_containsInsensitive?: string | null | undefined;
  /** `disabledCause` does not end with this text. */
  disabledCause_not_endsWith?: string | null | undefined;
  /** `disabledCause` is another value, and not null. */
  disabledCause_not_eq?: string | null | undefined;
  /** `disabledCause` is none of these. */
  disabledCause_not_in?: Array<string> | null | undefined;
  /** `disabledCause` does not begin with this text. */
  disabledCause_not_startsWith?: string | null | undefined;
  /** `disabledCause` begins with this text. */
  disabledCause_startsWith?: string | null | undefined;
  /** `enabled` is this. */
  enabled_eq?: boolean | null | undefined;
  /** Whether `enabled` is null. */
  enabled_isNull?: boolean | null | undefined;
  /** `enabled` is another value, and not null. */
  enabled_not_eq?: boolean | null | undefined;
  /** `endpoint` contains this text. */
  endpoint_contains?: string | null | undefined;
  /** `endpoint` contains this text, in upper or lower case. */
  endpoint_containsInsensitive?: string | null | undefined;
  /** `endpoint` ends with this text. */
  endpoint_endsWith?: string | null | undefined;
  /** `endpoint` is this. */
  endpoint_eq?: string | null | undefined;
  /** `endpoint` is greater than this. */
  endpoint_gt?: string | null | undefined;
  /** `endpoint` is this or greater. */
  endpoint_gte?: string | null | undefined;
  /** `endpoint` is one of these. */
  endpoint_in?: Array<string> | null | undefined;
  /** Whether `endpoint` is null. */
  endpoint_isNull?: boolean | null | undefined;
  /** `endpoint` is less than this. */
  endpoint_lt?: string | null | undefined;
  /** `endpoint` is this or less. */
  endpoint_lte?: string | null | undefined;
  /** `endpoint` does not contain this text. */
  endpoint_not_contains?: string | null | undefined;
  /** `endpoint` does not contain this text, in upper or lower case. */
  endpoint_not_containsInsensitive?: string | null | undefined;
  /** `endpoint` does not end with this text. */
  endpoint_not_endsWith?: string | null | undefined;
  /** `endpoint` is another value, and not null. */
  endpoint_not_eq?: string | null | undefined;
  /** `endpoint` is none of these. */
  endpoint_not_in?: Array<string> | null | undefined;
  /** `endpoint` does not begin with this text. */
  endpoint_not_startsWith?: string | null | undefined;
  /** `endpoint` begins with this text. */
  endpoint_startsWith?: string | null | undefined;
  /** `fromBlock` is this. */
  fromBlock_eq?: number | null | undefined;
  /** `fromBlock` is greater than this. */
  fromBlock_gt?: number | null | undefined;
  /** `fromBlock` is this or greater. */
  fromBlock_gte?: number | null | undefined;
  /** `fromBlock` is one of these. */
  fromBlock_in?: Array<number> | null | undefined;
  /** Whether `fromBlock` is null. */
  fromBlock_isNull?: boolean | null | undefined;
  /** `fromBlock` is less than this. */
  fromBlock_lt?: number | null | undefined;
  /** `fromBlock` is this or less. */
  fromBlock_lte?: number | null | undefined;
  /** `fromBlock` is another value, and not null. */
  fromBlock_not_eq?: number | null | undefined;
  /** `fromBlock` is none of these. */
  fromBlock_not_in?: Array<number> | null | undefined;
  /** `fromTime` is this. */
  fromTime_eq?: string | null | undefined;
  /** `fromTime` is greater than this. */
  fromTime_gt?: string | null | undefined;
  /** `fromTime` is this or greater. */
  fromTime_gte?: string | null | undefined;
  /** `fromTime` is one of these. */
  fromTime_in?: Array<string> | null | undefined;
  /** Whether `fromTime` is null. */
  fromTime_isNull?: boolean | null | undefined;
  /** `fromTime` is less than this. */
  fromTime_lt?: string | null | undefined;
  /** `fromTime` is this or less. */
  fromTime_lte?: string | null | undefined;
  /** `fromTime` is another value, and not null. */
  fromTime_not_eq?: string | null | undefined;
  /** `fromTime` is none of these. */
  fromTime_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `measurementApproved` is this. */
  measurementApproved_eq?: boolean | null | undefined;
  /** Whether `measurementApproved` is null. */
  measurementApproved_isNull?: boolean | null | undefined;
  /** `measurementApproved` is another value, and not null. */
  measurementApproved_not_eq?: boolean | null | undefined;
  /** `measurementFrom` contains this text. */
  measurementFrom_contains?: string | null | undefined;
  /** `measurementFrom` contains this text, in upper or lower case. */
  measurementFrom_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` ends with this text. */
  measurementFrom_endsWith?: string | null | undefined;
  /** `measurementFrom` is this. */
  measurementFrom_eq?: string | null | undefined;
  /** `measurementFrom` is greater than this. */
  measurementFrom_gt?: string | null | undefined;
  /** `measurementFrom` is this or greater. */
  measurementFrom_gte?: string | null | undefined;
  /** `measurementFrom` is one of these. */
  measurementFrom_in?: Array<string> | null | undefined;
  /** Whether `measurementFrom` is null. */
  measurementFrom_isNull?: boolean | null | undefined;
  /** `measurementFrom` is less than this. */
  measurementFrom_lt?: string | null | undefined;
  /** `measurementFrom` is this or less. */
  measurementFrom_lte?: string | null | undefined;
  /** `measurementFrom` does not contain this text. */
  measurementFrom_not_contains?: string | null | undefined;
  /** `measurementFrom` does not contain this text, in upper or lower case. */
  measurementFrom_not_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` does not end with this text. */
  measurementFrom_not_endsWith?: string | null | undefined;
  /** `measurementFrom` is another value, and not null. */
  measurementFrom_not_eq?: string | null | undefined;
  /** `measurementFrom` is none of these. */
  measurementFrom_not_in?: Array<string> | null | undefined;
  /** `measurementFrom` does not begin with this text. */
  measurementFrom_not_startsWith?: string | null | undefined;
  /** `measurementFrom` begins with this text. */
  measurementFrom_startsWith?: string | null | undefined;
  /** `measurementReason` contains this text. */
  measurementReason_contains?: string | null | undefined;
  /** `measurementReason` contains this text, in upper or lower case. */
  measurementReason_containsInsensitive?: string | null | undefined;
  /** `measurementReason` ends with this text. */
  measurementReason_endsWith?: string | null | undefined;
  /** `measurementReason` is this. */
  measurementReason_eq?: string | null | undefined;
  /** `measurementReason` is greater than this. */
  measurementReason_gt?: string | null | undefined;
  /** `measurementReason` is this or greater. */
  measurementReason_gte?: string | null | undefined;
  /** `measurementReason` is one of these. */
  measurementReason_in?: Array<string> | null | undefined;
  /** Whether `measurementReason` is null. */
  measurementReason_isNull?: boolean | null | undefined;
  /** `measurementReason` is less than this. */
  measurementReason_lt?: string | null | undefined;
  /** `measurementReason` is this or less. */
  measurementReason_lte?: string | null | undefined;
  /** `measurementReason` does not contain this text. */
  measurementReason_not_contains?: string | null | undefined;
  /** `measurementReason` does not contain this text, in upper or lower case. */
  measurementReason_not_containsInsensitive?: string | null | undefined;
  /** `measurementReason` does not end with this text. */
  measurementReason_not_endsWith?: string | null | undefined;
  /** `measurementReason` is another value, and not null. */
  measurementReason_not_eq?: string | null | undefined;
  /** `measurementReason` is none of these. */
  measurementReason_not_in?: Array<string> | null | undefined;
  /** `measurementReason` does not begin with this text. */
  measurementReason_not_startsWith?: string | null | undefined;
  /** `measurementReason` begins with this text. */
  measurementReason_startsWith?: string | null | undefined;
  /** `measurementVersion` contains this text. */
  measurementVersion_contains?: string | null | undefined;
  /** `measurementVersion` contains this text, in upper or lower case. */
  measurementVersion_containsInsensitive?: string | null | undefined;
  /** `measurementVersion` ends with this text. */
  measurementVersion_endsWith?: string | null | undefined;
  /** `measurementVersion` is this. */
  measurementVersion_eq?: string | null | undefined;
  /** `measurementVersion` is greater than this. */
  measurementVersion_gt?: string | null | undefined;
  /** `measurementVersion` is this or greater. */
  measurementVersion_gte?: string | null | undefined;
  /** `measurementVersion` is one of these. */
  measurementVersion_in?: Array<string> | null | undefined;
  /** Whether `measurementVersion` is null. */
  measurementVersion_isNull?: boolean | null | undefined;
  /** `measurementVersion` is less than this. */
  measurementVersion_lt?: string | null | undefined;
  /** `measurementVersion` is this or less. */
  measurementVersion_lte?: string | null | undefined;
  /** `measurementVersion` does not contain this text. */
  measurementVersion_not_contains?: string | null | undefined;
  /** `measurementVersion` does not contain this text, in upper or lower case. */
  measurementVersion_not_containsInsensitive?: string | null | undefined;
  /** `measurementVersion` does not end with this text. */
  measurementVersion_not_endsWith?: string | null | undefined;
  /** `measurementVersion` is another value, and not null. */
  measurementVersion_not_eq?: string | null | undefined;
  /** `measurementVersion` is none of these. */
  measurementVersion_not_in?: Array<string> | null | undefined;
  /** `measurementVersion` does not begin with this text. */
  measurementVersion_not_startsWith?: string | null | undefined;
  /** `measurementVersion` begins with this text. */
  measurementVersion_startsWith?: string | null | undefined;
  /** `measurement` is this. */
  measurement_eq?: string | null | undefined;
  /** `measurement` is one of these. */
  measurement_in?: Array<string> | null | undefined;
  /** Whether `measurement` is null. */
  measurement_isNull?: boolean | null | undefined;
  /** `measurement` is another value, and not null. */
  measurement_not_eq?: string | null | undefined;
  /** `measurement` is none of these. */
  measurement_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `owner` is this. */
  owner_eq?: string | null | undefined;
  /** `owner` is one of these. */
  owner_in?: Array<string> | null | undefined;
  /** Whether `owner` is null. */
  owner_isNull?: boolean | null | undefined;
  /** `owner` is another value, and not null. */
  owner_not_eq?: string | null | undefined;
  /** `owner` is none of these. */
  owner_not_in?: Array<string> | null | undefined;
  /** `paymentAddress` is this. */
  paymentAddress_eq?: string | null | undefined;
  /** `paymentAddress` is one of these. */
  paymentAddress_in?: Array<string> | null | undefined;
  /** Whether `paymentAddress` is null. */
  paymentAddress_isNull?: boolean | null | undefined;
  /** `paymentAddress` is another value, and not null. */
  paymentAddress_not_eq?: string | null | undefined;
  /** `paymentAddress` is none of these. */
  paymentAddress_not_in?: Array<string> | null | undefined;
  /** `registry` is this. */
  registry_eq?: string | null | undefined;
  /** `registry` is one of these. */
  registry_in?: Array<string> | null | undefined;
  /** Whether `registry` is null. */
  registry_isNull?: boolean | null | undefined;
  /** `registry` is another value, and not null. */
  registry_not_eq?: string | null | undefined;
  /** `registry` is none of these. */
  registry_not_in?: Array<string> | null | undefined;
  /** `role` contains this text. */
  role_contains?: string | null | undefined;
  /** `role` contains this text, in upper or lower case. */
  role_containsInsensitive?: string | null | undefined;
  /** `role` ends with this text. */
  role_endsWith?: string | null | undefined;
  /** `role` is this. */
  role_eq?: string | null | undefined;
  /** `role` is greater than this. */
  role_gt?: string | null | undefined;
  /** `role` is this or greater. */
  role_gte?: string | null | undefined;
  /** `role` is one of these. */
  role_in?: Array<string> | null | undefined;
  /** Whether `role` is null. */
  role_isNull?: boolean | null | undefined;
  /** `role` is less than this. */
  role_lt?: string | null | undefined;
  /** `role` is this or less. */
  role_lte?: string | null | undefined;
  /** `role` does not contain this text. */
  role_not_contains?: string | null | undefined;
  /** `role` does not contain this text, in upper or lower case. */
  role_not_containsInsensitive?: string | null | undefined;
  /** `role` does not end with this text. */
  role_not_endsWith?: string | null | undefined;
  /** `role` is another value, and not null. */
  role_not_eq?: string | null | undefined;
  /** `role` is none of these. */
  role_not_in?: Array<string> | null | undefined;
  /** `role` does not begin with this text. */
  role_not_startsWith?: string | null | undefined;
  /** `role` begins with this text. */
  role_startsWith?: string | null | undefined;
  /** `teeType` is this. */
  teeType_eq?: number | null | undefined;
  /** `teeType` is greater than this. */
  teeType_gt?: number | null | undefined;
  /** `teeType` is this or greater. */
  teeType_gte?: number | null | undefined;
  /** `teeType` is one of these. */
  teeType_in?: Array<number> | null | undefined;
  /** Whether `teeType` is null. */
  teeType_isNull?: boolean | null | undefined;
  /** `teeType` is less than this. */
  teeType_lt?: number | null | undefined;
  /** `teeType` is this or less. */
  teeType_lte?: number | null | undefined;
  /** `teeType` is another value, and not null. */
  teeType_not_eq?: number | null | undefined;
  /** `teeType` is none of these. */
  teeType_not_in?: Array<number> | null | undefined;
  /** `toBlock` is this. */
  toBlock_eq?: number | null | undefined;
  /** `toBlock` is greater than this. */
  toBlock_gt?: number | null | undefined;
  /** `toBlock` is this or greater. */
  toBlock_gte?: number | null | undefined;
  /** `toBlock` is one of these. */
  toBlock_in?: Array<number> | null | undefined;
  /** Whether `toBlock` is null. */
  toBlock_isNull?: boolean | null | undefined;
  /** `toBlock` is less than this. */
  toBlock_lt?: number | null | undefined;
  /** `toBlock` is this or less. */
  toBlock_lte?: number | null | undefined;
  /** `toBlock` is another value, and not null. */
  toBlock_not_eq?: number | null | undefined;
  /** `toBlock` is none of these. */
  toBlock_not_in?: Array<number> | null | undefined;
  /** `toTime` is this. */
  toTime_eq?: string | null | undefined;
  /** `toTime` is greater than this. */
  toTime_gt?: string | null | undefined;
  /** `toTime` is this or greater. */
  toTime_gte?: string | null | undefined;
  /** `toTime` is one of these. */
  toTime_in?: Array<string> | null | undefined;
  /** Whether `toTime` is null. */
  toTime_isNull?: boolean | null | undefined;
  /** `toTime` is less than this. */
  toTime_lt?: string | null | undefined;
  /** `toTime` is this or less. */
  toTime_lte?: string | null | undefined;
  /** `toTime` is another value, and not null. */
  toTime_not_eq?: string | null | undefined;
  /** `toTime` is none of these. */
  toTime_not_in?: Array<string> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type NodeWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<NodeWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<NodeWhereInput> | null | undefined;
  /** The filter holds for every one of `amounts`. */
  amounts_every?: NodeDayAmountWhereInput | null | undefined;
  /** The filter holds for none of `amounts`. */
  amounts_none?: NodeDayAmountWhereInput | null | undefined;
  /** The filter holds for at least one of `amounts`. */
  amounts_some?: NodeDayAmountWhereInput | null | undefined;
  /** `attestedAt` is this. */
  attestedAt_eq?: string | null | undefined;
  /** `attestedAt` is greater than this. */
  attestedAt_gt?: string | null | undefined;
  /** `attestedAt` is this or greater. */
  attestedAt_gte?: string | null | undefined;
  /** `attestedAt` is one of these. */
  attestedAt_in?: Array<string> | null | undefined;
  /** Whether `attestedAt` is null. */
  attestedAt_isNull?: boolean | null | undefined;
  /** `attestedAt` is less than this. */
  attestedAt_lt?: string | null | undefined;
  /** `attestedAt` is this or less. */
  attestedAt_lte?: string | null | undefined;
  /** `attestedAt` is another value, and not null. */
  attestedAt_not_eq?: string | null | undefined;
  /** `attestedAt` is none of these. */
  attestedAt_not_in?: Array<string> | null | undefined;
  /** `attestedBlock` is this. */
  attestedBlock_eq?: number | null | undefined;
  /** `attestedBlock` is greater than this. */
  attestedBlock_gt?: number | null | undefined;
  /** `attestedBlock` is this or greater. */
  attestedBlock_gte?: number | null | undefined;
  /** `attestedBlock` is one of these. */
  attestedBlock_in?: Array<number> | null | undefined;
  /** Whether `attestedBlock` is null. */
  attestedBlock_isNull?: boolean | null | undefined;
  /** `attestedBlock` is less than this. */
  attestedBlock_lt?: number | null | undefined;
  /** `attestedBlock` is this or less. */
  attestedBlock_lte?: number | null | undefined;
  /** `attestedBlock` is another value, and not null. */
  attestedBlock_not_eq?: number | null | undefined;
  /** `attestedBlock` is none of these. */
  attestedBlock_not_in?: Array<number> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `changedBlock` is this. */
  changedBlock_eq?: number | null | undefined;
  /** `changedBlock` is greater than this. */
  changedBlock_gt?: number | null | undefined;
  /** `changedBlock` is this or greater. */
  changedBlock_gte?: number | null | undefined;
  /** `changedBlock` is one of these. */
  changedBlock_in?: Array<number> | null | undefined;
  /** Whether `changedBlock` is null. */
  changedBlock_isNull?: boolean | null | undefined;
  /** `changedBlock` is less than this. */
  changedBlock_lt?: number | null | undefined;
  /** `changedBlock` is this or less. */
  changedBlock_lte?: number | null | undefined;
  /** `changedBlock` is another value, and not null. */
  changedBlock_not_eq?: number | null | undefined;
  /** `changedBlock` is none of these. */
  changedBlock_not_in?: Array<number> | null | undefined;
  /** `changedTime` is this. */
  changedTime_eq?: string | null | undefined;
  /** `changedTime` is greater than this. */
  changedTime_gt?: string | null | undefined;
  /** `changedTime` is this or greater. */
  changedTime_gte?: string | null | undefined;
  /** `changedTime` is one of these. */
  changedTime_in?: Array<string> | null | undefined;
  /** Whether `changedTime` is null. */
  changedTime_isNull?: boolean | null | undefined;
  /** `changedTime` is less than this. */
  changedTime_lt?: string | null | undefined;
  /** `changedTime` is this or less. */
  changedTime_lte?: string | null | undefined;
  /** `changedTime` is another value, and not null. */
  changedTime_not_eq?: string | null | undefined;
  /** `changedTime` is none of these. */
  changedTime_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `claims`. */
  claims_every?: ClaimWhereInput | null | undefined;
  /** The filter holds for none of `claims`. */
  claims_none?: ClaimWhereInput | null | undefined;
  /** The filter holds for at least one of `claims`. */
  claims_some?: ClaimWhereInput | null | undefined;
  /** `contactFrom` contains this text. */
  contactFrom_contains?: string | null | undefined;
  /** `contactFrom` contains this text, in upper or lower case. */
  contactFrom_containsInsensitive?: string | null | undefined;
  /** `contactFrom` ends with this text. */
  contactFrom_endsWith?: string | null | undefined;
  /** `contactFrom` is this. */
  contactFrom_eq?: string | null | undefined;
  /** `contactFrom` is greater than this. */
  contactFrom_gt?: string | null | undefined;
  /** `contactFrom` is this or greater. */
  contactFrom_gte?: string | null | undefined;
  /** `contactFrom` is one of these. */
  contactFrom_in?: Array<string> | null | undefined;
  /** Whether `contactFrom` is null. */
  contactFrom_isNull?: boolean | null | undefined;
  /** `contactFrom` is less than this. */
  contactFrom_lt?: string | null | undefined;
  /** `contactFrom` is this or less. */
  contactFrom_lte?: string | null | undefined;
  /** `contactFrom` does not contain this text. */
  contactFrom_not_contains?: string | null | undefined;
  /** `contactFrom` does not contain this text, in upper or lower case. */
  contactFrom_not_containsInsensitive?: string | null | undefined;
  /** `contactFrom` does not end with this text. */
  contactFrom_not_endsWith?: string | null | undefined;
  /** `contactFrom` is another value, and not null. */
  contactFrom_not_eq?: string | null | undefined;
  /** `contactFrom` is none of these. */
  contactFrom_not_in?: Array<string> | null | undefined;
  /** `contactFrom` does not begin with this text. */
  contactFrom_not_startsWith?: string | null | undefined;
  /** `contactFrom` begins with this text. */
  contactFrom_startsWith?: string | null | undefined;
  /** The filter holds for every one of `days`. */
  days_every?: NodeDayWhereInput | null | undefined;
  /** The filter holds for none of `days`. */
  days_none?: NodeDayWhereInput | null | undefined;
  /** The filter holds for at least one of `days`. */
  days_some?: NodeDayWhereInput | null | undefined;
  /** `disabledBy` is this. */
  disabledBy_eq?: string | null | undefined;
  /** `disabledBy` is one of these. */
  disabledBy_in?: Array<string> | null | undefined;
  /** Whether `disabledBy` is null. */
  disabledBy_isNull?: boolean | null | undefined;
  /** `disabledBy` is another value, and not null. */
  disabledBy_not_eq?: string | null | undefined;
  /** `disabledBy` is none of these. */
  disabledBy_not_in?: Array<string> | null | undefined;
  /** `disabledCause` contains this text. */
  disabledCause_contains?: string | null | undefined;
  /** `disabledCause` contains this text, in upper or lower case. */
  disabledCause_containsInsensitive?: string | null | undefined;
  /** `disabledCause` ends with this text. */
  disabledCause_endsWith?: string | null | undefined;
  /** `disabledCause` is this. */
  disabledCause_eq?: string | null | undefined;
  /** `disabledCause` is greater than this. */
  disabledCause_gt?: string | null | undefined;
  /** `disabledCause` is this or greater. */
  disabledCause_gte?: string | null | undefined;
  /** `disabledCause` is one of these. */
  disabledCause_in?: Array<string> | null | undefined;
  /** Whether `disabledCause` is null. */
  disabledCause_isNull?: boolean | null | undefined;
  /** `disabledCause` is less than this. */
  disabledCause_lt?: string | null | undefined;
  /** `disabledCause` is this or less. */
  disabledCause_lte?: string | null | undefined;
  /** `disabledCause` does not contain this text. */
  disabledCause_not_contains?: string | null | undefined;
  /** `disabledCause` does not contain this text, in upper or lower case. */
  disabledCause_not_containsInsensitive?: string | null | undefined;
  /** `disabledCause` does not end with this text. */
  disabledCause_not_endsWith?: string | null | undefined;
  /** `disabledCause` is another value, and not null. */
  disabledCause_not_eq?: string | null | undefined;
  /** `disabledCause` is none of these. */
  disabledCause_not_in?: Array<string> | null | undefined;
  /** `disabledCause` does not begin with this text. */
  disabledCause_not_startsWith?: string | null | undefined;
  /** `disabledCause` begins with this text. */
  disabledCause_startsWith?: string | null | undefined;
  /** The filter holds for every one of `emissions`. */
  emissions_every?: EmissionWhereInput | null | undefined;
  /** The filter holds for none of `emissions`. */
  emissions_none?: EmissionWhereInput | null | undefined;
  /** The filter holds for at least one of `emissions`. */
  emissions_some?: EmissionWhereInput | null | undefined;
  /** `enabled` is this. */
  enabled_eq?: boolean | null | undefined;
  /** Whether `enabled` is null. */
  enabled_isNull?: boolean | null | undefined;
  /** `enabled` is another value, and not null. */
  enabled_not_eq?: boolean | null | undefined;
  /** `endpoint` contains this text. */
  endpoint_contains?: string | null | undefined;
  /** `endpoint` contains this text, in upper or lower case. */
  endpoint_containsInsensitive?: string | null | undefined;
  /** `endpoint` ends with this text. */
  endpoint_endsWith?: string | null | undefined;
  /** `endpoint` is this. */
  endpoint_eq?: string | null | undefined;
  /** `endpoint` is greater than this. */
  endpoint_gt?: string | null | undefined;
  /** `endpoint` is this or greater. */
  endpoint_gte?: string | null | undefined;
  /** `endpoint` is one of these. */
  endpoint_in?: Array<string> | null | undefined;
  /** Whether `endpoint` is null. */
  endpoint_isNull?: boolean | null | undefined;
  /** `endpoint` is less than this. */
  endpoint_lt?: string | null | undefined;
  /** `endpoint` is this or less. */
  endpoint_lte?: string | null | undefined;
  /** `endpoint` does not contain this text. */
  endpoint_not_contains?: string | null | undefined;
  /** `endpoint` does not contain this text, in upper or lower case. */
  endpoint_not_containsInsensitive?: string | null | undefined;
  /** `endpoint` does not end with this text. */
  endpoint_not_endsWith?: string | null | undefined;
  /** `endpoint` is another value, and not null. */
  endpoint_not_eq?: string | null | undefined;
  /** `endpoint` is none of these. */
  endpoint_not_in?: Array<string> | null | undefined;
  /** `endpoint` does not begin with this text. */
  endpoint_not_startsWith?: string | null | undefined;
  /** `endpoint` begins with this text. */
  endpoint_startsWith?: string | null | undefined;
  /** The filter holds for every one of `fees`. */
  fees_every?: FeeWhereInput | null | undefined;
  /** The filter holds for none of `fees`. */
  fees_none?: FeeWhereInput | null | undefined;
  /** The filter holds for at least one of `fees`. */
  fees_some?: FeeWhereInput | null | undefined;
  /** `firstBlock` is this. */
  firstBlock_eq?: number | null | undefined;
  /** `firstBlock` is greater than this. */
  firstBlock_gt?: number | null | undefined;
  /** `firstBlock` is this or greater. */
  firstBlock_gte?: number | null | undefined;
  /** `firstBlock` is one of these. */
  firstBlock_in?: Array<number> | null | undefined;
  /** Whether `firstBlock` is null. */
  firstBlock_isNull?: boolean | null | undefined;
  /** `firstBlock` is less than this. */
  firstBlock_lt?: number | null | undefined;
  /** `firstBlock` is this or less. */
  firstBlock_lte?: number | null | undefined;
  /** `firstBlock` is another value, and not null. */
  firstBlock_not_eq?: number | null | undefined;
  /** `firstBlock` is none of these. */
  firstBlock_not_in?: Array<number> | null | undefined;
  /** `firstTime` is this. */
  firstTime_eq?: string | null | undefined;
  /** `firstTime` is greater than this. */
  firstTime_gt?: string | null | undefined;
  /** `firstTime` is this or greater. */
  firstTime_gte?: string | null | undefined;
  /** `firstTime` is one of these. */
  firstTime_in?: Array<string> | null | undefined;
  /** Whether `firstTime` is null. */
  firstTime_isNull?: boolean | null | undefined;
  /** `firstTime` is less than this. */
  firstTime_lt?: string | null | undefined;
  /** `firstTime` is this or less. */
  firstTime_lte?: string | null | undefined;
  /** `firstTime` is another value, and not null. */
  firstTime_not_eq?: string | null | undefined;
  /** `firstTime` is none of these. */
  firstTime_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `hours`. */
  hours_every?: NodeHourWhereInput | null | undefined;
  /** The filter holds for none of `hours`. */
  hours_none?: NodeHourWhereInput | null | undefined;
  /** The filter holds for at least one of `hours`. */
  hours_some?: NodeHourWhereInput | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** The filter holds for every one of `identities`. */
  identities_every?: ValidatorIdentityWhereInput | null | undefined;
  /** The filter holds for none of `identities`. */
  identities_none?: ValidatorIdentityWhereInput | null | undefined;
  /** The filter holds for at least one of `identities`. */
  identities_some?: ValidatorIdentityWhereInput | null | undefined;
  /** `key` is this. */
  key_eq?: string | null | undefined;
  /** `key` is one of these. */
  key_in?: Array<string> | null | undefined;
  /** Whether `key` is null. */
  key_isNull?: boolean | null | undefined;
  /** `key` is another value, and not null. */
  key_not_eq?: string | null | undefined;
  /** `key` is none of these. */
  key_not_in?: Array<string> | null | undefined;
  /** `lapsedReason` contains this text. */
  lapsedReason_contains?: string | null | undefined;
  /** `lapsedReason` contains this text, in upper or lower case. */
  lapsedReason_containsInsensitive?: string | null | undefined;
  /** `lapsedReason` ends with this text. */
  lapsedReason_endsWith?: string | null | undefined;
  /** `lapsedReason` is this. */
  lapsedReason_eq?: string | null | undefined;
  /** `lapsedReason` is greater than this. */
  lapsedReason_gt?: string | null | undefined;
  /** `lapsedReason` is this or greater. */
  lapsedReason_gte?: string | null | undefined;
  /** `lapsedReason` is one of these. */
  lapsedReason_in?: Array<string> | null | undefined;
  /** Whether `lapsedReason` is null. */
  lapsedReason_isNull?: boolean | null | undefined;
  /** `lapsedReason` is less than this. */
  lapsedReason_lt?: string | null | undefined;
  /** `lapsedReason` is this or less. */
  lapsedReason_lte?: string | null | undefined;
  /** `lapsedReason` does not contain this text. */
  lapsedReason_not_contains?: string | null | undefined;
  /** `lapsedReason` does not contain this text, in upper or lower case. */
  lapsedReason_not_containsInsensitive?: string | null | undefined;
  /** `lapsedReason` does not end with this text. */
  lapsedReason_not_endsWith?: string | null | undefined;
  /** `lapsedReason` is another value, and not null. */
  lapsedReason_not_eq?: string | null | undefined;
  /** `lapsedReason` is none of these. */
  lapsedReason_not_in?: Array<string> | null | undefined;
  /** `lapsedReason` does not begin with this text. */
  lapsedReason_not_startsWith?: string | null | undefined;
  /** `lapsedReason` begins with this text. */
  lapsedReason_startsWith?: string | null | undefined;
  /** `lapsed` is this. */
  lapsed_eq?: boolean | null | undefined;
  /** Whether `lapsed` is null. */
  lapsed_isNull?: boolean | null | undefined;
  /** `lapsed` is another value, and not null. */
  lapsed_not_eq?: boolean | null | undefined;
  /** The filter holds for every one of `lapses`. */
  lapses_every?: LapseWhereInput | null | undefined;
  /** The filter holds for none of `lapses`. */
  lapses_none?: LapseWhereInput | null | undefined;
  /** The filter holds for at least one of `lapses`. */
  lapses_some?: LapseWhereInput | null | undefined;
  /** `lastHeartbeatAt` is this. */
  lastHeartbeatAt_eq?: string | null | undefined;
  /** `lastHeartbeatAt` is greater than this. */
  lastHeartbeatAt_gt?: string | null | undefined;
  /** `lastHeartbeatAt` is this or greater. */
  lastHeartbeatAt_gte?: string | null | undefined;
  /** `lastHeartbeatAt` is one of these. */
  lastHeartbeatAt_in?: Array<string> | null | undefined;
  /** Whether `lastHeartbeatAt` is null. */
  lastHeartbeatAt_isNull?: boolean | null | undefined;
  /** `lastHeartbeatAt` is less than this. */
  lastHeartbeatAt_lt?: string | null | undefined;
  /** `lastHeartbeatAt` is this or less. */
  lastHeartbeatAt_lte?: string | null | undefined;
  /** `lastHeartbeatAt` is another value, and not null. */
  lastHeartbeatAt_not_eq?: string | null | undefined;
  /** `lastHeartbeatAt` is none of these. */
  lastHeartbeatAt_not_in?: Array<string> | null | undefined;
  /** `lastHeartbeatBlock` is this. */
  lastHeartbeatBlock_eq?: number | null | undefined;
  /** `lastHeartbeatBlock` is greater than this. */
  lastHeartbeatBlock_gt?: number | null | undefined;
  /** `lastHeartbeatBlock` is this or greater. */
  lastHeartbeatBlock_gte?: number | null | undefined;
  /** `lastHeartbeatBlock` is one of these. */
  lastHeartbeatBlock_in?: Array<number> | null | undefined;
  /** Whether `lastHeartbeatBlock` is null. */
  lastHeartbeatBlock_isNull?: boolean | null | undefined;
  /** `lastHeartbeatBlock` is less than this. */
  lastHeartbeatBlock_lt?: number | null | undefined;
  /** `lastHeartbeatBlock` is this or less. */
  lastHeartbeatBlock_lte?: number | null | undefined;
  /** `lastHeartbeatBlock` is another value, and not null. */
  lastHeartbeatBlock_not_eq?: number | null | undefined;
  /** `lastHeartbeatBlock` is none of these. */
  lastHeartbeatBlock_not_in?: Array<number> | null | undefined;
  /** `lastHeartbeatSignedAt` is this. */
  lastHeartbeatSignedAt_eq?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is greater than this. */
  lastHeartbeatSignedAt_gt?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is this or greater. */
  lastHeartbeatSignedAt_gte?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is one of these. */
  lastHeartbeatSignedAt_in?: Array<string> | null | undefined;
  /** Whether `lastHeartbeatSignedAt` is null. */
  lastHeartbeatSignedAt_isNull?: boolean | null | undefined;
  /** `lastHeartbeatSignedAt` is less than this. */
  lastHeartbeatSignedAt_lt?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is this or less. */
  lastHeartbeatSignedAt_lte?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is another value, and not null. */
  lastHeartbeatSignedAt_not_eq?: string | null | undefined;
  /** `lastHeartbeatSignedAt` is none of these. */
  lastHeartbeatSignedAt_not_in?: Array<string> | null | undefined;
  /** `measurementApproved` is this. */
  measurementApproved_eq?: boolean | null | undefined;
  /** Whether `measurementApproved` is null. */
  measurementApproved_isNull?: boolean | null | undefined;
  /** `measurementApproved` is another value, and not null. */
  measurementApproved_not_eq?: boolean | null | undefined;
  /** `measurementFrom` contains this text. */
  measurementFrom_contains?: string | null | undefined;
  /** `measurementFrom` contains this text, in upper or lower case. */
  measurementFrom_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` ends with this text. */
  measurementFrom_endsWith?: string | null | undefined;
  /** `measurementFrom` is this. */
  measurementFrom_eq?: string | null | undefined;
  /** `measurementFrom` is greater than this. */
  measurementFrom_gt?: string | null | undefined;
  /** `measurementFrom` is this or greater. */
  measurementFrom_gte?: string | null | undefined;
  /** `measurementFrom` is one of these. */
  measurementFrom_in?: Array<string> | null | undefined;
  /** Whether `measurementFrom` is null. */
  measurementFrom_isNull?: boolean | null | undefined;
  /** `measurementFrom` is less than this. */
  measurementFrom_lt?: string | null | undefined;
  /** `measurementFrom` is this or less. */
  measurementFrom_lte?: string | null | undefined;
  /** `measurementFrom` does not contain this text. */
  measurementFrom_not_contains?: string | null | undefined;
  /** `measurementFrom` does not contain this text, in upper or lower case. */
  measurementFrom_not_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` does not end with this text. */
  measurementFrom_not_endsWith?: string | null | undefined;
  /** `measurementFrom` is another value, and not null. */
  measurementFrom_not_eq?: string | null | undefined;
  /** `measurementFrom` is none of these. */
  measurementFrom_not_in?: Array<string> | null | undefined;
  /** `measurementFrom` does not begin with this text. */
  measurementFrom_not_startsWith?: string | null | undefined;
  /** `measurementFrom` begins with this text. */
  measurementFrom_startsWith?: string | null | undefined;
  /** `measurementReason` contains this text. */
  measurementReason_contains?: string | null | undefined;
  /** `measurementReason` contains this text, in upper or lower case. */
  measurementReason_containsInsensitive?: string | null | undefined;
  /** `measurementReason` ends with this text. */
  measurementReason_endsWith?: string | null | undefined;
  /** `measurementReason` is this. */
  measurementReason_eq?: string | null | undefined;
  /** `measurementReason` is greater than this. */
  measurementReason_gt?: string | null | undefined;
  /** `measurementReason` is this or greater. */
  measurementReason_gte?: string | null | undefined;
  /** `measurementReason` is one of these. */
  measurementReason_in?: Array<string> | null | undefined;
  /** Whether `measurementReason` is null. */
  measurementReason_isNull?: boolean | null | undefined;
  /** `measurementReason` is less than this. */
  measurementReason_lt?: string | null | undefined;
  /** `measurementReason` is this or less. */
  measurementReason_lte?: string | null | undefined;
  /** `measurementReason` does not contain this text. */
  measurementReason_not_contains?: string | null | undefined;
  /** `measurementReason` does not contain this text, in upper or lower case. */
  measurementReason_not_containsInsensitive?: string | null | undefined;
  /** `measurementReason` does not end with this text. */
  measurementReason_not_endsWith?: string | null | undefined;
  /** `measurementReason` is another value, and not null. */
  measurementReason_not_eq?: string | null | undefined;
  /** `measurementReason` is none of these. */
  measurementReason_not_in?: Array<string> | null | undefined;
  /** `measurementReason` does not begin with this text. */
  measurementReason_not_startsWith?: string | null | undefined;
  /** `measurementReason` begins with this text. */
  measurementReason_startsWith?: string | null | undefined;
  /** `measurementVersion` contains this text. */
  measurementVersion_contains?: string | null | undefined;
  /** `measurementVersion` contains this text, in upper or lower case. */
  measurementVersion_containsInsensitive?: string | null | undefined;
  /** `measurementVersion` ends with this text. */
  measurementVersion_endsWith?: string | null | undefined;
  /** `measurementVersion` is this. */
  measurementVersion_eq?: string | null | undefined;
  /** `measurementVersion` is greater than this. */
  measurementVersion_gt?: string | null | undefined;
  /** `measurementVersion` is this or greater. */
  measurementVersion_gte?: string | null | undefined;
  /** `measurementVersion` is one of these. */
  measurementVersion_in?: Array<string> | null | undefined;
  /** Whether `measurementVersion` is null. */
  measurementVersion_isNull?: boolean | null | undefined;
  /** `measurementVersion` is less than this. */
  measurementVersion_lt?: string | null | undefined;
  /** `measurementVersion` is this or less. */
  measurementVersion_lte?: string | null | undefined;
  /** `measurementVersion` does not contain this text. */
  measurementVersion_not_contains?: string | null | undefined;
  /** `measurementVersion` does not contain this text, in upper or lower case. */
  measurementVersion_not_containsInsensitive?: string | null | undefined;
  /** `measurementVersion` does not end with this text. */
  measurementVersion_not_endsWith?: string | null | undefined;
  /** `measurementVersion` is another value, and not null. */
  measurementVersion_not_eq?: string | null | undefined;
  /** `measurementVersion` is none of these. */
  measurementVersion_not_in?: Array<string> | null | undefined;
  /** `measurementVersion` does not begin with this text. */
  measurementVersion_not_startsWith?: string | null | undefined;
  /** `measurementVersion` begins with this text. */
  measurementVersion_startsWith?: string | null | undefined;
  /** `measurement` is this. */
  measurement_eq?: string | null | undefined;
  /** `measurement` is one of these. */
  measurement_in?: Array<string> | null | undefined;
  /** Whether `measurement` is null. */
  measurement_isNull?: boolean | null | undefined;
  /** `measurement` is another value, and not null. */
  measurement_not_eq?: string | null | undefined;
  /** `measurement` is none of these. */
  measurement_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** `owner` is this. */
  owner_eq?: string | null | undefined;
  /** `owner` is one of these. */
  owner_in?: Array<string> | null | undefined;
  /** Whether `owner` is null. */
  owner_isNull?: boolean | null | undefined;
  /** `owner` is another value, and not null. */
  owner_not_eq?: string | null | undefined;
  /** `owner` is none of these. */
  owner_not_in?: Array<string> | null | undefined;
  /** `paymentAddress` is this. */
  paymentAddress_eq?: string | null | undefined;
  /** `paymentAddress` is one of these. */
  paymentAddress_in?: Array<string> | null | undefined;
  /** Whether `paymentAddress` is null. */
  paymentAddress_isNull?: boolean | null | undefined;
  /** `paymentAddress` is another value, and not null. */
  paymentAddress_not_eq?: string | null | undefined;
  /** `paymentAddress` is none of these. */
  paymentAddress_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `penalties`. */
  penalties_every?: PenaltyWhereInput | null | undefined;
  /** The filter holds for none of `penalties`. */
  penalties_none?: PenaltyWhereInput | null | undefined;
  /** The filter holds for at least one of `penalties`. */
  penalties_some?: PenaltyWhereInput | null | undefined;
  /** The filter holds for every one of `registrations`. */
  registrations_every?: RegistrationWhereInput | null | undefined;
  /** The filter holds for none of `registrations`. */
  registrations_none?: RegistrationWhereInput | null | undefined;
  /** The filter holds for at least one of `registrations`. */
  registrations_some?: RegistrationWhereInput | null | undefined;
  /** `registry` is this. */
  registry_eq?: string | null | undefined;
  /** `registry` is one of these. */
  registry_in?: Array<string> | null | undefined;
  /** Whether `registry` is null. */
  registry_isNull?: boolean | null | undefined;
  /** `registry` is another value, and not null. */
  registry_not_eq?: string | null | undefined;
  /** `registry` is none of these. */
  registry_not_in?: Array<string> | null | undefined;
  /** `role` contains this text. */
  role_contains?: string | null | undefined;
  /** `role` contains this text, in upper or lower case. */
  role_containsInsensitive?: string | null | undefined;
  /** `role` ends with this text. */
  role_endsWith?: string | null | undefined;
  /** `role` is this. */
  role_eq?: string | null | undefined;
  /** `role` is greater than this. */
  role_gt?: string | null | undefined;
  /** `role` is this or greater. */
  role_gte?: string | null | undefined;
  /** `role` is one of these. */
  role_in?: Array<string> | null | undefined;
  /** Whether `role` is null. */
  role_isNull?: boolean | null | undefined;
  /** `role` is less than this. */
  role_lt?: string | null | undefined;
  /** `role` is this or less. */
  role_lte?: string | null | undefined;
  /** `role` does not contain this text. */
  role_not_contains?: string | null | undefined;
  /** `role` does not contain this text, in upper or lower case. */
  role_not_containsInsensitive?: string | null | undefined;
  /** `role` does not end with this text. */
  role_not_endsWith?: string | null | undefined;
  /** `role` is another value, and not null. */
  role_not_eq?: string | null | undefined;
  /** `role` is none of these. */
  role_not_in?: Array<string> | null | undefined;
  /** `role` does not begin with this text. */
  role_not_startsWith?: string | null | undefined;
  /** `role` begins with this text. */
  role_startsWith?: string | null | undefined;
  /** The filter holds for every one of `stakes`. */
  stakes_every?: StakeWhereInput | null | undefined;
  /** The filter holds for none of `stakes`. */
  stakes_none?: StakeWhereInput | null | undefined;
  /** The filter holds for at least one of `stakes`. */
  stakes_some?: StakeWhereInput | null | undefined;
  /** `teeType` is this. */
  teeType_eq?: number | null | undefined;
  /** `teeType` is greater than this. */
  teeType_gt?: number | null | undefined;
  /** `teeType` is this or greater. */
  teeType_gte?: number | null | undefined;
  /** `teeType` is one of these. */
  teeType_in?: Array<number> | null | undefined;
  /** Whether `teeType` is null. */
  teeType_isNull?: boolean | null | undefined;
  /** `teeType` is less than this. */
  teeType_lt?: number | null | undefined;
  /** `teeType` is this or less. */
  teeType_lte?: number | null | undefined;
  /** `teeType` is another value, and not null. */
  teeType_not_eq?: number | null | undefined;
  /** `teeType` is none of these. */
  teeType_not_in?: Array<number> | null | undefined;
  /** The filter holds for every one of `verdicts`. */
  verdicts_every?: VerdictWhereInput | null | undefined;
  /** The filter holds for none of `verdicts`. */
  verdicts_none?: VerdictWhereInput | null | undefined;
  /** The filter holds for at least one of `verdicts`. */
  verdicts_some?: VerdictWhereInput | null | undefined;
  /** The filter holds for every one of `verification`. */
  verification_every?: VerificationDayWhereInput | null | undefined;
  /** The filter holds for none of `verification`. */
  verification_none?: VerificationDayWhereInput | null | undefined;
  /** The filter holds for at least one of `verification`. */
  verification_some?: VerificationDayWhereInput | null | undefined;
  /** The filter holds for every one of `versions`. */
  versions_every?: NodeVersionWhereInput | null | undefined;
  /** The filter holds for none of `versions`. */
  versions_none?: NodeVersionWhereInput | null | undefined;
  /** The filter holds for at least one of `versions`. */
  versions_some?: NodeVersionWhereInput | null | undefined;
};

/** What a watchdog found about one statement. */
export type Outcome =
  /** The evidence does not prove it, and never will. */
  | 'rejected'
  /** It could not be checked: something that is needed did not answer, or no check exists. This is not a pass. */
  | 'undecided'
  /** The evidence proves the statement. */
  | 'verified';

/** Whose payments figures are of: fees and refunds of the others are left out, all else stays. What a node's own operator paid it is income with `ALL` only; demand and ledger show it with `NOT_SELF` and `NOT_PROTOCOL` as well. */
export type Payers =
  /** All payers, also a node's own operator. */
  | 'ALL'
  /** Without both: no rule links them. */
  | 'INDEPENDENT'
  /** Without payers that a rule links to the protocol, its foundation or its team. */
  | 'NOT_PROTOCOL'
  /** Without payers that a rule links to operators of nodes. */
  | 'NOT_RELATED'
  /** Without what a node's own operator paid it: that is no income. */
  | 'NOT_SELF';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type PenaltyWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<PenaltyWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<PenaltyWhereInput> | null | undefined;
  /** `amount` is this. */
  amount_eq?: string | null | undefined;
  /** `amount` is greater than this. */
  amount_gt?: string | null | undefined;
  /** `amount` is this or greater. */
  amount_gte?: string | null | undefined;
  /** `amount` is one of these. */
  amount_in?: Array<string> | null | undefined;
  /** Whether `amount` is null. */
  amount_isNull?: boolean | null | undefined;
  /** `amount` is less than this. */
  amount_lt?: string | null | undefined;
  /** `amount` is this or less. */
  amount_lte?: string | null | undefined;
  /** `amount` is another value, and not null. */
  amount_not_eq?: string | null | undefined;
  /** `amount` is none of these. */
  amount_not_in?: Array<string> | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `contract` is this. */
  contract_eq?: string | null | undefined;
  /** `contract` is one of these. */
  contract_in?: Array<string> | null | undefined;
  /** Whether `contract` is null. */
  contract_isNull?: boolean | null | undefined;
  /** `contract` is another value, and not null. */
  contract_not_eq?: string | null | undefined;
  /** `contract` is none of these. */
  contract_not_in?: Array<string> | null | undefined;
  /** `evidence` is this. */
  evidence_eq?: string | null | undefined;
  /** `evidence` is one of these. */
  evidence_in?: Array<string> | null | undefined;
  /** Whether `evidence` is null. */
  evidence_isNull?: boolean | null | undefined;
  /** `evidence` is another value, and not null. */
  evidence_not_eq?: string | null | undefined;
  /** `evidence` is none of these. */
  evidence_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `kind` contains this text. */
  kind_contains?: string | null | undefined;
  /** `kind` contains this text, in upper or lower case. */
  kind_containsInsensitive?: string | null | undefined;
  /** `kind` ends with this text. */
  kind_endsWith?: string | null | undefined;
  /** `kind` is this. */
  kind_eq?: string | null | undefined;
  /** `kind` is greater than this. */
  kind_gt?: string | null | undefined;
  /** `kind` is this or greater. */
  kind_gte?: string | null | undefined;
  /** `kind` is one of these. */
  kind_in?: Array<string> | null | undefined;
  /** Whether `kind` is null. */
  kind_isNull?: boolean | null | undefined;
  /** `kind` is less than this. */
  kind_lt?: string | null | undefined;
  /** `kind` is this or less. */
  kind_lte?: string | null | undefined;
  /** `kind` does not contain this text. */
  kind_not_contains?: string | null | undefined;
  /** `kind` does not contain this text, in upper or lower case. */
  kind_not_containsInsensitive?: string | null | undefined;
  /** `kind` does not end with this text. */
  kind_not_endsWith?: string | null | undefined;
  /** `kind` is another value, and not null. */
  kind_not_eq?: string | null | undefined;
  /** `kind` is none of these. */
  kind_not_in?: Array<string> | null | undefined;
  /** `kind` does not begin with this text. */
  kind_not_startsWith?: string | null | undefined;
  /** `kind` begins with this text. */
  kind_startsWith?: string | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `phase` is this. */
  phase_eq?: number | null | undefined;
  /** `phase` is greater than this. */
  phase_gt?: number | null | undefined;
  /** `phase` is this or greater. */
  phase_gte?: number | null | undefined;
  /** `phase` is one of these. */
  phase_in?: Array<number> | null | undefined;
  /** Whether `phase` is null. */
  phase_isNull?: boolean | null | undefined;
  /** `phase` is less than this. */
  phase_lt?: number | null | undefined;
  /** `phase` is this or less. */
  phase_lte?: number | null | undefined;
  /** `phase` is another value, and not null. */
  phase_not_eq?: number | null | undefined;
  /** `phase` is none of these. */
  phase_not_in?: Array<number> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `reason` contains this text. */
  reason_contains?: string | null | undefined;
  /** `reason` contains this text, in upper or lower case. */
  reason_containsInsensitive?: string | null | undefined;
  /** `reason` ends with this text. */
  reason_endsWith?: string | null | undefined;
  /** `reason` is this. */
  reason_eq?: string | null | undefined;
  /** `reason` is greater than this. */
  reason_gt?: string | null | undefined;
  /** `reason` is this or greater. */
  reason_gte?: string | null | undefined;
  /** `reason` is one of these. */
  reason_in?: Array<string> | null | undefined;
  /** Whether `reason` is null. */
  reason_isNull?: boolean | null | undefined;
  /** `reason` is less than this. */
  reason_lt?: string | null | undefined;
  /** `reason` is this or less. */
  reason_lte?: string | null | undefined;
  /** `reason` does not contain this text. */
  reason_not_contains?: string | null | undefined;
  /** `reason` does not contain this text, in upper or lower case. */
  reason_not_containsInsensitive?: string | null | undefined;
  /** `reason` does not end with this text. */
  reason_not_endsWith?: string | null | undefined;
  /** `reason` is another value, and not null. */
  reason_not_eq?: string | null | undefined;
  /** `reason` is none of these. */
  reason_not_in?: Array<string> | null | undefined;
  /** `reason` does not begin with this text. */
  reason_not_startsWith?: string | null | undefined;
  /** `reason` begins with this text. */
  reason_startsWith?: string | null | undefined;
  /** `staker` is this. */
  staker_eq?: string | null | undefined;
  /** `staker` is one of these. */
  staker_in?: Array<string> | null | undefined;
  /** Whether `staker` is null. */
  staker_isNull?: boolean | null | undefined;
  /** `staker` is another value, and not null. */
  staker_not_eq?: string | null | undefined;
  /** `staker` is none of these. */
  staker_not_in?: Array<string> | null | undefined;
  /** `token` is this. */
  token_eq?: string | null | undefined;
  /** `token` is one of these. */
  token_in?: Array<string> | null | undefined;
  /** Whether `token` is null. */
  token_isNull?: boolean | null | undefined;
  /** `token` is another value, and not null. */
  token_not_eq?: string | null | undefined;
  /** `token` is none of these. */
  token_not_in?: Array<string> | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
};

/** Whether what a node reports is what the rules come to. */
export type RecomputedFinding =
  /** The same to the last part of a base unit. */
  | 'AGREES'
  /** Another amount, by `difference`. */
  | 'DIFFERS'
  /** An input is missing: `reason` says which. */
  | 'UNDECIDED';

/** Which amount of a validator or of its chain is computed again. */
export type RecomputedKind =
  /** The operator's part of those. */
  | 'COMMISSION'
  /** What a block minted. */
  | 'MINT'
  /** What a validator and its delegators earned with a block, commission included. */
  | 'REWARDS'
  /** What a slash took of the validator's own stake. */
  | 'SLASH';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type RegistrationWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<RegistrationWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<RegistrationWhereInput> | null | undefined;
  /** `attestationSize` is this. */
  attestationSize_eq?: number | null | undefined;
  /** `attestationSize` is greater than this. */
  attestationSize_gt?: number | null | undefined;
  /** `attestationSize` is this or greater. */
  attestationSize_gte?: number | null | undefined;
  /** `attestationSize` is one of these. */
  attestationSize_in?: Array<number> | null | undefined;
  /** Whether `attestationSize` is null. */
  attestationSize_isNull?: boolean | null | undefined;
  /** `attestationSize` is less than this. */
  attestationSize_lt?: number | null | undefined;
  /** `attestationSize` is this or less. */
  attestationSize_lte?: number | null | undefined;
  /** `attestationSize` is another value, and not null. */
  attestationSize_not_eq?: number | null | undefined;
  /** `attestationSize` is none of these. */
  attestationSize_not_in?: Array<number> | null | undefined;
  /** Whether `attestation` is null. */
  attestation_isNull?: boolean | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `contactDifference` contains this text. */
  contactDifference_contains?: string | null | undefined;
  /** `contactDifference` contains this text, in upper or lower case. */
  contactDifference_containsInsensitive?: string | null | undefined;
  /** `contactDifference` ends with this text. */
  contactDifference_endsWith?: string | null | undefined;
  /** `contactDifference` is this. */
  contactDifference_eq?: string | null | undefined;
  /** `contactDifference` is greater than this. */
  contactDifference_gt?: string | null | undefined;
  /** `contactDifference` is this or greater. */
  contactDifference_gte?: string | null | undefined;
  /** `contactDifference` is one of these. */
  contactDifference_in?: Array<string> | null | undefined;
  /** Whether `contactDifference` is null. */
  contactDifference_isNull?: boolean | null | undefined;
  /** `contactDifference` is less than this. */
  contactDifference_lt?: string | null | undefined;
  /** `contactDifference` is this or less. */
  contactDifference_lte?: string | null | undefined;
  /** `contactDifference` does not contain this text. */
  contactDifference_not_contains?: string | null | undefined;
  /** `contactDifference` does not contain this text, in upper or lower case. */
  contactDifference_not_containsInsensitive?: string | null | undefined;
  /** `contactDifference` does not end with this text. */
  contactDifference_not_endsWith?: string | null | undefined;
  /** `contactDifference` is another value, and not null. */
  contactDifference_not_eq?: string | null | undefined;
  /** `contactDifference` is none of these. */
  contactDifference_not_in?: Array<string> | null | undefined;
  /** `contactDifference` does not begin with this text. */
  contactDifference_not_startsWith?: string | null | undefined;
  /** `contactDifference` begins with this text. */
  contactDifference_startsWith?: string | null | undefined;
  /** `contactFrom` contains this text. */
  contactFrom_contains?: string | null | undefined;
  /** `contactFrom` contains this text, in upper or lower case. */
  contactFrom_containsInsensitive?: string | null | undefined;
  /** `contactFrom` ends with this text. */
  contactFrom_endsWith?: string | null | undefined;
  /** `contactFrom` is this. */
  contactFrom_eq?: string | null | undefined;
  /** `contactFrom` is greater than this. */
  contactFrom_gt?: string | null | undefined;
  /** `contactFrom` is this or greater. */
  contactFrom_gte?: string | null | undefined;
  /** `contactFrom` is one of these. */
  contactFrom_in?: Array<string> | null | undefined;
  /** Whether `contactFrom` is null. */
  contactFrom_isNull?: boolean | null | undefined;
  /** `contactFrom` is less than this. */
  contactFrom_lt?: string | null | undefined;
  /** `contactFrom` is this or less. */
  contactFrom_lte?: string | null | undefined;
  /** `contactFrom` does not contain this text. */
  contactFrom_not_contains?: string | null | undefined;
  /** `contactFrom` does not contain this text, in upper or lower case. */
  contactFrom_not_containsInsensitive?: string | null | undefined;
  /** `contactFrom` does not end with this text. */
  contactFrom_not_endsWith?: string | null | undefined;
  /** `contactFrom` is another value, and not null. */
  contactFrom_not_eq?: string | null | undefined;
  /** `contactFrom` is none of these. */
  contactFrom_not_in?: Array<string> | null | undefined;
  /** `contactFrom` does not begin with this text. */
  contactFrom_not_startsWith?: string | null | undefined;
  /** `contactFrom` begins with this text. */
  contactFrom_startsWith?: string | null | undefined;
  /** `contactReason` contains this text. */
  contactReason_contains?: string | null | undefined;
  /** `contactReason` contains this text, in upper or lower case. */
  contactReason_containsInsensitive?: string | null | undefined;
  /** `contactReason` ends with this text. */
  contactReason_endsWith?: string | null | undefined;
  /** `contactReason` is this. */
  contactReason_eq?: string | null | undefined;
  /** `contactReason` is greater than this. */
  contactReason_gt?: string | null | undefined;
  /** `contactReason` is this or greater. */
  contactReason_gte?: string | null | undefined;
  /** `contactReason` is one of these. */
  contactReason_in?: Array<string> | null | undefined;
  /** Whether `contactReason` is null. */
  contactReason_isNull?: boolean | null | undefined;
  /** `contactReason` is less than this. */
  contactReason_lt?: string | null | undefined;
  /** `contactReason` is this or less. */
  contactReason_lte?: string | null | undefined;
  /** `contactReason` does not contain this text. */
  contactReason_not_contains?: string | null | undefined;
  /** `contactReason` does not contain this text, in upper or lower case. */
  contactReason_not_containsInsensitive?: string | null | undefined;
  /** `contactReason` does not end with this text. */
  contactReason_not_endsWith?: string | null | undefined;
  /** `contactReason` is another value, and not null. */
  contactReason_not_eq?: string | null | undefined;
  /** `contactReason` is none of these. */
  contactReason_not_in?: Array<string> | null | undefined;
  /** `contactReason` does not begin with this text. */
  contactReason_not_startsWith?: string | null | undefined;
  /** `contactReason` begins with this text. */
  contactReason_startsWith?: string | null | undefined;
  /** `contactSaidBy` contains this text. */
  contactSaidBy_contains?: string | null | undefined;
  /** `contactSaidBy` contains this text, in upper or lower case. */
  contactSaidBy_containsInsensitive?: string | null | undefined;
  /** `contactSaidBy` ends with this text. */
  contactSaidBy_endsWith?: string | null | undefined;
  /** `contactSaidBy` is this. */
  contactSaidBy_eq?: string | null | undefined;
  /** `contactSaidBy` is greater than this. */
  contactSaidBy_gt?: string | null | undefined;
  /** `contactSaidBy` is this or greater. */
  contactSaidBy_gte?: string | null | undefined;
  /** `contactSaidBy` is one of these. */
  contactSaidBy_in?: Array<string> | null | undefined;
  /** Whether `contactSaidBy` is null. */
  contactSaidBy_isNull?: boolean | null | undefined;
  /** `contactSaidBy` is less than this. */
  contactSaidBy_lt?: string | null | undefined;
  /** `contactSaidBy` is this or less. */
  contactSaidBy_lte?: string | null | undefined;
  /** `contactSaidBy` does not contain this text. */
  contactSaidBy_not_contains?: string | null | undefined;
  /** `contactSaidBy` does not contain this text, in upper or lower case. */
  contactSaidBy_not_containsInsensitive?: string | null | undefined;
  /** `contactSaidBy` does not end with this text. */
  contactSaidBy_not_endsWith?: string | null | undefined;
  /** `contactSaidBy` is another value, and not null. */
  contactSaidBy_not_eq?: string | null | undefined;
  /** `contactSaidBy` is none of these. */
  contactSaidBy_not_in?: Array<string> | null | undefined;
  /** `contactSaidBy` does not begin with this text. */
  contactSaidBy_not_startsWith?: string | null | undefined;
  /** `contactSaidBy` begins with this text. */
  contactSaidBy_startsWith?: string | null | undefined;
  /** `contactVouchedBy` contains this text. */
  contactVouchedBy_contains?: string | null | undefined;
  /** `contactVouchedBy` contains this text, in upper or lower case. */
  contactVouchedBy_containsInsensitive?: string | null | undefined;
  /** `contactVouchedBy` ends with this text. */
  contactVouchedBy_endsWith?: string | null | undefined;
  /** `contactVouchedBy` is this. */
  contactVouchedBy_eq?: string | null | undefined;
  /** `contactVouchedBy` is greater than this. */
  contactVouchedBy_gt?: string | null | undefined;
  /** `contactVouchedBy` is this or greater. */
  contactVouchedBy_gte?: string | null | undefined;
  /** `contactVouchedBy` is one of these. */
  contactVouchedBy_in?: Array<string> | null | undefined;
  /** Whether `contactVouchedBy` is null. */
  contactVouchedBy_isNull?: boolean | null | undefined;
  /** `contactVouchedBy` is less than this. */
  contactVouchedBy_lt?: string | null | undefined;
  /** `contactVouchedBy` is this or less. */
  contactVouchedBy_lte?: string | null | undefined;
  /** `contactVouchedBy` does not contain this text. */
  contactVouchedBy_not_contains?: string | null | undefined;
  /** `contactVouchedBy` does not contain this text, in upper or lower case. */
  contactVouchedBy_not_containsInsensitive?: string | null | undefined;
  /** `contactVouchedBy` does not end with this text. */
  contactVouchedBy_not_endsWith?: string | null | undefined;
  /** `contactVouchedBy` is another value, and not null. */
  contactVouchedBy_not_eq?: string | null | undefined;
  /** `contactVouchedBy` is none of these. */
  contactVouchedBy_not_in?: Array<string> | null | undefined;
  /** `contactVouchedBy` does not begin with this text. */
  contactVouchedBy_not_startsWith?: string | null | undefined;
  /** `contactVouchedBy` begins with this text. */
  contactVouchedBy_startsWith?: string | null | undefined;
  /** `contract` is this. */
  contract_eq?: string | null | undefined;
  /** `contract` is one of these. */
  contract_in?: Array<string> | null | undefined;
  /** Whether `contract` is null. */
  contract_isNull?: boolean | null | undefined;
  /** `contract` is another value, and not null. */
  contract_not_eq?: string | null | undefined;
  /** `contract` is none of these. */
  contract_not_in?: Array<string> | null | undefined;
  /** `endpoint` contains this text. */
  endpoint_contains?: string | null | undefined;
  /** `endpoint` contains this text, in upper or lower case. */
  endpoint_containsInsensitive?: string | null | undefined;
  /** `endpoint` ends with this text. */
  endpoint_endsWith?: string | null | undefined;
  /** `endpoint` is this. */
  endpoint_eq?: string | null | undefined;
  /** `endpoint` is greater than this. */
  endpoint_gt?: string | null | undefined;
  /** `endpoint` is this or greater. */
  endpoint_gte?: string | null | undefined;
  /** `endpoint` is one of these. */
  endpoint_in?: Array<string> | null | undefined;
  /** Whether `endpoint` is null. */
  endpoint_isNull?: boolean | null | undefined;
  /** `endpoint` is less than this. */
  endpoint_lt?: string | null | undefined;
  /** `endpoint` is this or less. */
  endpoint_lte?: string | null | undefined;
  /** `endpoint` does not contain this text. */
  endpoint_not_contains?: string | null | undefined;
  /** `endpoint` does not contain this text, in upper or lower case. */
  endpoint_not_containsInsensitive?: string | null | undefined;
  /** `endpoint` does not end with this text. */
  endpoint_not_endsWith?: string | null | undefined;
  /** `endpoint` is another value, and not null. */
  endpoint_not_eq?: string | null | undefined;
  /** `endpoint` is none of these. */
  endpoint_not_in?: Array<string> | null | undefined;
  /** `endpoint` does not begin with this text. */
  endpoint_not_startsWith?: string | null | undefined;
  /** `endpoint` begins with this text. */
  endpoint_startsWith?: string | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `measurementFrom` contains this text. */
  measurementFrom_contains?: string | null | undefined;
  /** `measurementFrom` contains this text, in upper or lower case. */
  measurementFrom_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` ends with this text. */
  measurementFrom_endsWith?: string | null | undefined;
  /** `measurementFrom` is this. */
  measurementFrom_eq?: string | null | undefined;
  /** `measurementFrom` is greater than this. */
  measurementFrom_gt?: string | null | undefined;
  /** `measurementFrom` is this or greater. */
  measurementFrom_gte?: string | null | undefined;
  /** `measurementFrom` is one of these. */
  measurementFrom_in?: Array<string> | null | undefined;
  /** Whether `measurementFrom` is null. */
  measurementFrom_isNull?: boolean | null | undefined;
  /** `measurementFrom` is less than this. */
  measurementFrom_lt?: string | null | undefined;
  /** `measurementFrom` is this or less. */
  measurementFrom_lte?: string | null | undefined;
  /** `measurementFrom` does not contain this text. */
  measurementFrom_not_contains?: string | null | undefined;
  /** `measurementFrom` does not contain this text, in upper or lower case. */
  measurementFrom_not_containsInsensitive?: string | null | undefined;
  /** `measurementFrom` does not end with this text. */
  measurementFrom_not_endsWith?: string | null | undefined;
  /** `measurementFrom` is another value, and not null. */
  measurementFrom_not_eq?: string | null | undefined;
  /** `measurementFrom` is none of these. */
  measurementFrom_not_in?: Array<string> | null | undefined;
  /** `measurementFrom` does not begin with this text. */
  measurementFrom_not_startsWith?: string | null | undefined;
  /** `measurementFrom` begins with this text. */
  measurementFrom_startsWith?: string | null | undefined;
  /** `measurementReason` contains this text. */
  measurementReason_contains?: string | null | undefined;
  /** `measurementReason` contains this text, in upper or lower case. */
  measurementReason_containsInsensitive?: string | null | undefined;
  /** `measurementReason` ends with this text. */
  measurementReason_endsWith?: string | null | undefined;
  /** `measurementReason` is this. */
  measurementReason_eq?: string | null | undefined;
  /** `measurementReason` is greater than this. */
  measurementReason_gt?: string | null | undefined;
  /** `measurementReason` is this or greater. */
  measurementReason_gte?: string | null | undefined;
  /** `measurementReason` is one of these. */
  measurementReason_in?: Array<string> | null | undefined;
  /** Whether `measurementReason` is null. */
  measurementReason_isNull?: boolean | null | undefined;
  /** `measurementReason` is less than this. */
  measurementReason_lt?: string | null | undefined;
  /** `measurementReason` is this or less. */
  measurementReason_lte?: string | null | undefined;
  /** `measurementReason` does not contain this text. */
  measurementReason_not_contains?: string | null | undefined;
  /** `measurementReason` does not contain this text, in upper or lower case. */
  measurementReason_not_containsInsensitive?: string | null | undefined;
  /** `measurementReason` does not end with this text. */
  measurementReason_not_endsWith?: string | null | undefined;
  /** `measurementReason` is another value, and not null. */
  measurementReason_not_eq?: string | null | undefined;
  /** `measurementReason` is none of these. */
  measurementReason_not_in?: Array<string> | null | undefined;
  /** `measurementReason` does not begin with this text. */
  measurementReason_not_startsWith?: string | null | undefined;
  /** `measurementReason` begins with this text. */
  measurementReason_startsWith?: string | null | undefined;
  /** `measurement` is this. */
  measurement_eq?: string | null | undefined;
  /** `measurement` is one of these. */
  measurement_in?: Array<string> | null | undefined;
  /** Whether `measurement` is null. */
  measurement_isNull?: boolean | null | undefined;
  /** `measurement` is another value, and not null. */
  measurement_not_eq?: string | null | undefined;
  /** `measurement` is none of these. */
  measurement_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `owner` is this. */
  owner_eq?: string | null | undefined;
  /** `owner` is one of these. */
  owner_in?: Array<string> | null | undefined;
  /** Whether `owner` is null. */
  owner_isNull?: boolean | null | undefined;
  /** `owner` is another value, and not null. */
  owner_not_eq?: string | null | undefined;
  /** `owner` is none of these. */
  owner_not_in?: Array<string> | null | undefined;
  /** `paymentAddress` is this. */
  paymentAddress_eq?: string | null | undefined;
  /** `paymentAddress` is one of these. */
  paymentAddress_in?: Array<string> | null | undefined;
  /** Whether `paymentAddress` is null. */
  paymentAddress_isNull?: boolean | null | undefined;
  /** `paymentAddress` is another value, and not null. */
  paymentAddress_not_eq?: string | null | undefined;
  /** `paymentAddress` is none of these. */
  paymentAddress_not_in?: Array<string> | null | undefined;
  /** `phase` is this. */
  phase_eq?: number | null | undefined;
  /** `phase` is greater than this. */
  phase_gt?: number | null | undefined;
  /** `phase` is this or greater. */
  phase_gte?: number | null | undefined;
  /** `phase` is one of these. */
  phase_in?: Array<number> | null | undefined;
  /** Whether `phase` is null. */
  phase_isNull?: boolean | null | undefined;
  /** `phase` is less than this. */
  phase_lt?: number | null | undefined;
  /** `phase` is this or less. */
  phase_lte?: number | null | undefined;
  /** `phase` is another value, and not null. */
  phase_not_eq?: number | null | undefined;
  /** `phase` is none of these. */
  phase_not_in?: Array<number> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `role` contains this text. */
  role_contains?: string | null | undefined;
  /** `role` contains this text, in upper or lower case. */
  role_containsInsensitive?: string | null | undefined;
  /** `role` ends with this text. */
  role_endsWith?: string | null | undefined;
  /** `role` is this. */
  role_eq?: string | null | undefined;
  /** `role` is greater than this. */
  role_gt?: string | null | undefined;
  /** `role` is this or greater. */
  role_gte?: string | null | undefined;
  /** `role` is one of these. */
  role_in?: Array<string> | null | undefined;
  /** Whether `role` is null. */
  role_isNull?: boolean | null | undefined;
  /** `role` is less than this. */
  role_lt?: string | null | undefined;
  /** `role` is this or less. */
  role_lte?: string | null | undefined;
  /** `role` does not contain this text. */
  role_not_contains?: string | null | undefined;
  /** `role` does not contain this text, in upper or lower case. */
  role_not_containsInsensitive?: string | null | undefined;
  /** `role` does not end with this text. */
  role_not_endsWith?: string | null | undefined;
  /** `role` is another value, and not null. */
  role_not_eq?: string | null | undefined;
  /** `role` is none of these. */
  role_not_in?: Array<string> | null | undefined;
  /** `role` does not begin with this text. */
  role_not_startsWith?: string | null | undefined;
  /** `role` begins with this text. */
  role_startsWith?: string | null | undefined;
  /** `signingKey` is this. */
  signingKey_eq?: string | null | undefined;
  /** `signingKey` is one of these. */
  signingKey_in?: Array<string> | null | undefined;
  /** Whether `signingKey` is null. */
  signingKey_isNull?: boolean | null | undefined;
  /** `signingKey` is another value, and not null. */
  signingKey_not_eq?: string | null | undefined;
  /** `signingKey` is none of these. */
  signingKey_not_in?: Array<string> | null | undefined;
  /** `teeType` is this. */
  teeType_eq?: number | null | undefined;
  /** `teeType` is greater than this. */
  teeType_gt?: number | null | undefined;
  /** `teeType` is this or greater. */
  teeType_gte?: number | null | undefined;
  /** `teeType` is one of these. */
  teeType_in?: Array<number> | null | undefined;
  /** Whether `teeType` is null. */
  teeType_isNull?: boolean | null | undefined;
  /** `teeType` is less than this. */
  teeType_lt?: number | null | undefined;
  /** `teeType` is this or less. */
  teeType_lte?: number | null | undefined;
  /** `teeType` is another value, and not null. */
  teeType_not_eq?: number | null | undefined;
  /** `teeType` is none of these. */
  teeType_not_in?: Array<number> | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `verdicts`. */
  verdicts_every?: VerdictWhereInput | null | undefined;
  /** The filter holds for none of `verdicts`. */
  verdicts_none?: VerdictWhereInput | null | undefined;
  /** The filter holds for at least one of `verdicts`. */
  verdicts_some?: VerdictWhereInput | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type SettlementWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<SettlementWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<SettlementWhereInput> | null | undefined;
  /** `batchSize` is this. */
  batchSize_eq?: string | null | undefined;
  /** `batchSize` is greater than this. */
  batchSize_gt?: string | null | undefined;
  /** `batchSize` is this or greater. */
  batchSize_gte?: string | null | undefined;
  /** `batchSize` is one of these. */
  batchSize_in?: Array<string> | null | undefined;
  /** Whether `batchSize` is null. */
  batchSize_isNull?: boolean | null | undefined;
  /** `batchSize` is less than this. */
  batchSize_lt?: string | null | undefined;
  /** `batchSize` is this or less. */
  batchSize_lte?: string | null | undefined;
  /** `batchSize` is another value, and not null. */
  batchSize_not_eq?: string | null | undefined;
  /** `batchSize` is none of these. */
  batchSize_not_in?: Array<string> | null | undefined;
  /** There is a `blob`, and the filter holds for it. */
  blob?: BlobWhereInput | null | undefined;
  /** `blobId` contains this text. */
  blobId_contains?: string | null | undefined;
  /** `blobId` contains this text, in upper or lower case. */
  blobId_containsInsensitive?: string | null | undefined;
  /** `blobId` ends with this text. */
  blobId_endsWith?: string | null | undefined;
  /** `blobId` is this. */
  blobId_eq?: string | null | undefined;
  /** `blobId` is greater than this. */
  blobId_gt?: string | null | undefined;
  /** `blobId` is this or greater. */
  blobId_gte?: string | null | undefined;
  /** `blobId` is one of these. */
  blobId_in?: Array<string> | null | undefined;
  /** Whether `blobId` is null. */
  blobId_isNull?: boolean | null | undefined;
  /** `blobId` is less than this. */
  blobId_lt?: string | null | undefined;
  /** `blobId` is this or less. */
  blobId_lte?: string | null | undefined;
  /** `blobId` does not contain this text. */
  blobId_not_contains?: string | null | undefined;
  /** `blobId` does not contain this text, in upper or lower case. */
  blobId_not_containsInsensitive?: string | null | undefined;
  /** `blobId` does not end with this text. */
  blobId_not_endsWith?: string | null | undefined;
  /** `blobId` is another value, and not null. */
  blobId_not_eq?: string | null | undefined;
  /** `blobId` is none of these. */
  blobId_not_in?: Array<string> | null | undefined;
  /** `blobId` does not begin with this text. */
  blobId_not_startsWith?: string | null | undefined;
  /** `blobId` begins with this text. */
  blobId_startsWith?: string | null | undefined;
  /** Whether `blob` is null. */
  blob_isNull?: boolean | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `blockTime` is this. */
  blockTime_eq?: string | null | undefined;
  /** `blockTime` is greater than this. */
  blockTime_gt?: string | null | undefined;
  /** `blockTime` is this or greater. */
  blockTime_gte?: string | null | undefined;
  /** `blockTime` is one of these. */
  blockTime_in?: Array<string> | null | undefined;
  /** Whether `blockTime` is null. */
  blockTime_isNull?: boolean | null | undefined;
  /** `blockTime` is less than this. */
  blockTime_lt?: string | null | undefined;
  /** `blockTime` is this or less. */
  blockTime_lte?: string | null | undefined;
  /** `blockTime` is another value, and not null. */
  blockTime_not_eq?: string | null | undefined;
  /** `blockTime` is none of these. */
  blockTime_not_in?: Array<string> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** The filter holds for every one of `claims`. */
  claims_every?: ClaimWhereInput | null | undefined;
  /** The filter holds for none of `claims`. */
  claims_none?: ClaimWhereInput | null | undefined;
  /** The filter holds for at least one of `claims`. */
  claims_some?: ClaimWhereInput | null | undefined;
  /** `contract` is this. */
  contract_eq?: string | null | undefined;
  /** `contract` is one of these. */
  contract_in?: Array<string> | null | undefined;
  /** Whether `contract` is null. */
  contract_isNull?: boolean | null | undefined;
  /** `contract` is another value, and not null. */
  contract_not_eq?: string | null | undefined;
  /** `contract` is none of these. */
  contract_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `kind` contains this text. */
  kind_contains?: string | null | undefined;
  /** `kind` contains this text, in upper or lower case. */
  kind_containsInsensitive?: string | null | undefined;
  /** `kind` ends with this text. */
  kind_endsWith?: string | null | undefined;
  /** `kind` is this. */
  kind_eq?: string | null | undefined;
  /** `kind` is greater than this. */
  kind_gt?: string | null | undefined;
  /** `kind` is this or greater. */
  kind_gte?: string | null | undefined;
  /** `kind` is one of these. */
  kind_in?: Array<string> | null | undefined;
  /** Whether `kind` is null. */
  kind_isNull?: boolean | null | undefined;
  /** `kind` is less than this. */
  kind_lt?: string | null | undefined;
  /** `kind` is this or less. */
  kind_lte?: string | null | undefined;
  /** `kind` does not contain this text. */
  kind_not_contains?: string | null | undefined;
  /** `kind` does not contain this text, in upper or lower case. */
  kind_not_containsInsensitive?: string | null | undefined;
  /** `kind` does not end with this text. */
  kind_not_endsWith?: string | null | undefined;
  /** `kind` is another value, and not null. */
  kind_not_eq?: string | null | undefined;
  /** `kind` is none of these. */
  kind_not_in?: Array<string> | null | undefined;
  /** `kind` does not begin with this text. */
  kind_not_startsWith?: string | null | undefined;
  /** `kind` begins with this text. */
  kind_startsWith?: string | null | undefined;
  /** `merkleRoot` is this. */
  merkleRoot_eq?: string | null | undefined;
  /** `merkleRoot` is one of these. */
  merkleRoot_in?: Array<string> | null | undefined;
  /** Whether `merkleRoot` is null. */
  merkleRoot_isNull?: boolean | null | undefined;
  /** `merkleRoot` is another value, and not null. */
  merkleRoot_not_eq?: string | null | undefined;
  /** `merkleRoot` is none of these. */
  merkleRoot_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** `phase` is this. */
  phase_eq?: number | null | undefined;
  /** `phase` is greater than this. */
  phase_gt?: number | null | undefined;
  /** `phase` is this or greater. */
  phase_gte?: number | null | undefined;
  /** `phase` is one of these. */
  phase_in?: Array<number> | null | undefined;
  /** Whether `phase` is null. */
  phase_isNull?: boolean | null | undefined;
  /** `phase` is less than this. */
  phase_lt?: number | null | undefined;
  /** `phase` is this or less. */
  phase_lte?: number | null | undefined;
  /** `phase` is another value, and not null. */
  phase_not_eq?: number | null | undefined;
  /** `phase` is none of these. */
  phase_not_in?: Array<number> | null | undefined;
  /** `position` is this. */
  position_eq?: number | null | undefined;
  /** `position` is greater than this. */
  position_gt?: number | null | undefined;
  /** `position` is this or greater. */
  position_gte?: number | null | undefined;
  /** `position` is one of these. */
  position_in?: Array<number> | null | undefined;
  /** Whether `position` is null. */
  position_isNull?: boolean | null | undefined;
  /** `position` is less than this. */
  position_lt?: number | null | undefined;
  /** `position` is this or less. */
  position_lte?: number | null | undefined;
  /** `position` is another value, and not null. */
  position_not_eq?: number | null | undefined;
  /** `position` is none of these. */
  position_not_in?: Array<number> | null | undefined;
  /** `relayer` is this. */
  relayer_eq?: string | null | undefined;
  /** `relayer` is one of these. */
  relayer_in?: Array<string> | null | undefined;
  /** Whether `relayer` is null. */
  relayer_isNull?: boolean | null | undefined;
  /** `relayer` is another value, and not null. */
  relayer_not_eq?: string | null | undefined;
  /** `relayer` is none of these. */
  relayer_not_in?: Array<string> | null | undefined;
  /** `txHash` is this. */
  txHash_eq?: string | null | undefined;
  /** `txHash` is one of these. */
  txHash_in?: Array<string> | null | undefined;
  /** Whether `txHash` is null. */
  txHash_isNull?: boolean | null | undefined;
  /** `txHash` is another value, and not null. */
  txHash_not_eq?: string | null | undefined;
  /** `txHash` is none of these. */
  txHash_not_in?: Array<string> | null | undefined;
  /** The filter holds for every one of `verdicts`. */
  verdicts_every?: VerdictWhereInput | null | undefined;
  /** The filter holds for none of `verdicts`. */
  verdicts_none?: VerdictWhereInput | null | undefined;
  /** The filter holds for at least one of `verdicts`. */
  verdicts_some?: VerdictWhereInput | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type StakeWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<StakeWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<StakeWhereInput> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `moved` is this. */
  moved_eq?: string | null | undefined;
  /** `moved` is greater than this. */
  moved_gt?: string | null | undefined;
  /** `moved` is this or greater. */
  moved_gte?: string | null | undefined;
  /** `moved` is one of these. */
  moved_in?: Array<string> | null | undefined;
  /** Whether `moved` is null. */
  moved_isNull?: boolean | null | undefined;
  /** `moved` is less than this. */
  moved_lt?: string | null | undefined;
  /** `moved` is this or less. */
  moved_lte?: string | null | undefined;
  /** `moved` is another value, and not null. */
  moved_not_eq?: string | null | undefined;
  /** `moved` is none of these. */
  moved_not_in?: Array<string> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `slashed` is this. */
  slashed_eq?: string | null | undefined;
  /** `slashed` is greater than this. */
  slashed_gt?: string | null | undefined;
  /** `slashed` is this or greater. */
  slashed_gte?: string | null | undefined;
  /** `slashed` is one of these. */
  slashed_in?: Array<string> | null | undefined;
  /** Whether `slashed` is null. */
  slashed_isNull?: boolean | null | undefined;
  /** `slashed` is less than this. */
  slashed_lt?: string | null | undefined;
  /** `slashed` is this or less. */
  slashed_lte?: string | null | undefined;
  /** `slashed` is another value, and not null. */
  slashed_not_eq?: string | null | undefined;
  /** `slashed` is none of these. */
  slashed_not_in?: Array<string> | null | undefined;
  /** `staker` is this. */
  staker_eq?: string | null | undefined;
  /** `staker` is one of these. */
  staker_in?: Array<string> | null | undefined;
  /** Whether `staker` is null. */
  staker_isNull?: boolean | null | undefined;
  /** `staker` is another value, and not null. */
  staker_not_eq?: string | null | undefined;
  /** `staker` is none of these. */
  staker_not_in?: Array<string> | null | undefined;
  /** `token` is this. */
  token_eq?: string | null | undefined;
  /** `token` is one of these. */
  token_in?: Array<string> | null | undefined;
  /** Whether `token` is null. */
  token_isNull?: boolean | null | undefined;
  /** `token` is another value, and not null. */
  token_not_eq?: string | null | undefined;
  /** `token` is none of these. */
  token_not_in?: Array<string> | null | undefined;
};

/** What could be done in place of full proofs, for the share that was moved. */
export type StressAlternativeName =
  /** It waits until the hardware is believed again. */
  | 'PAUSE'
  /** Several nodes run all of it, and answers are compared. */
  | 'REDUNDANCY'
  /** A second node runs a share of it again. */
  | 'SAMPLED_REEXECUTION'
  /** Machines of another vendor, that are there already, take all of it. */
  | 'SECOND_VENDOR'
  /** Models small enough are proved, the others go on without a proof: needs `small`. */
  | 'SMALL_MODELS';

/** What was found of a link. */
export type TrustLinkState =
  /** It is shown not to be there, or what there is was rejected. */
  | 'MISSING'
  /** Not decided: not looked at, not said, or watchdogs disagree. This is not a pass. */
  | 'UNKNOWN'
  /** It holds, and its evidence shows it. */
  | 'VERIFIED';

/** All conditions must hold, or all conditions of one member of `OR`. */
export type ValidatorIdentityWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<ValidatorIdentityWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<ValidatorIdentityWhereInput> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `consensus` is this. */
  consensus_eq?: string | null | undefined;
  /** `consensus` is one of these. */
  consensus_in?: Array<string> | null | undefined;
  /** Whether `consensus` is null. */
  consensus_isNull?: boolean | null | undefined;
  /** `consensus` is another value, and not null. */
  consensus_not_eq?: string | null | undefined;
  /** `consensus` is none of these. */
  consensus_not_in?: Array<string> | null | undefined;
  /** `evmAddress` is this. */
  evmAddress_eq?: string | null | undefined;
  /** `evmAddress` is one of these. */
  evmAddress_in?: Array<string> | null | undefined;
  /** Whether `evmAddress` is null. */
  evmAddress_isNull?: boolean | null | undefined;
  /** `evmAddress` is another value, and not null. */
  evmAddress_not_eq?: string | null | undefined;
  /** `evmAddress` is none of these. */
  evmAddress_not_in?: Array<string> | null | undefined;
  /** `fromBlock` is this. */
  fromBlock_eq?: number | null | undefined;
  /** `fromBlock` is greater than this. */
  fromBlock_gt?: number | null | undefined;
  /** `fromBlock` is this or greater. */
  fromBlock_gte?: number | null | undefined;
  /** `fromBlock` is one of these. */
  fromBlock_in?: Array<number> | null | undefined;
  /** Whether `fromBlock` is null. */
  fromBlock_isNull?: boolean | null | undefined;
  /** `fromBlock` is less than this. */
  fromBlock_lt?: number | null | undefined;
  /** `fromBlock` is this or less. */
  fromBlock_lte?: number | null | undefined;
  /** `fromBlock` is another value, and not null. */
  fromBlock_not_eq?: number | null | undefined;
  /** `fromBlock` is none of these. */
  fromBlock_not_in?: Array<number> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `moniker` contains this text. */
  moniker_contains?: string | null | undefined;
  /** `moniker` contains this text, in upper or lower case. */
  moniker_containsInsensitive?: string | null | undefined;
  /** `moniker` ends with this text. */
  moniker_endsWith?: string | null | undefined;
  /** `moniker` is this. */
  moniker_eq?: string | null | undefined;
  /** `moniker` is greater than this. */
  moniker_gt?: string | null | undefined;
  /** `moniker` is this or greater. */
  moniker_gte?: string | null | undefined;
  /** `moniker` is one of these. */
  moniker_in?: Array<string> | null | undefined;
  /** Whether `moniker` is null. */
  moniker_isNull?: boolean | null | undefined;
  /** `moniker` is less than this. */
  moniker_lt?: string | null | undefined;
  /** `moniker` is this or less. */
  moniker_lte?: string | null | undefined;
  /** `moniker` does not contain this text. */
  moniker_not_contains?: string | null | undefined;
  /** `moniker` does not contain this text, in upper or lower case. */
  moniker_not_containsInsensitive?: string | null | undefined;
  /** `moniker` does not end with this text. */
  moniker_not_endsWith?: string | null | undefined;
  /** `moniker` is another value, and not null. */
  moniker_not_eq?: string | null | undefined;
  /** `moniker` is none of these. */
  moniker_not_in?: Array<string> | null | undefined;
  /** `moniker` does not begin with this text. */
  moniker_not_startsWith?: string | null | undefined;
  /** `moniker` begins with this text. */
  moniker_startsWith?: string | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `signingKey` is this. */
  signingKey_eq?: string | null | undefined;
  /** `signingKey` is one of these. */
  signingKey_in?: Array<string> | null | undefined;
  /** Whether `signingKey` is null. */
  signingKey_isNull?: boolean | null | undefined;
  /** `signingKey` is another value, and not null. */
  signingKey_not_eq?: string | null | undefined;
  /** `signingKey` is none of these. */
  signingKey_not_in?: Array<string> | null | undefined;
  /** `source` contains this text. */
  source_contains?: string | null | undefined;
  /** `source` contains this text, in upper or lower case. */
  source_containsInsensitive?: string | null | undefined;
  /** `source` ends with this text. */
  source_endsWith?: string | null | undefined;
  /** `source` is this. */
  source_eq?: string | null | undefined;
  /** `source` is greater than this. */
  source_gt?: string | null | undefined;
  /** `source` is this or greater. */
  source_gte?: string | null | undefined;
  /** `source` is one of these. */
  source_in?: Array<string> | null | undefined;
  /** Whether `source` is null. */
  source_isNull?: boolean | null | undefined;
  /** `source` is less than this. */
  source_lt?: string | null | undefined;
  /** `source` is this or less. */
  source_lte?: string | null | undefined;
  /** `source` does not contain this text. */
  source_not_contains?: string | null | undefined;
  /** `source` does not contain this text, in upper or lower case. */
  source_not_containsInsensitive?: string | null | undefined;
  /** `source` does not end with this text. */
  source_not_endsWith?: string | null | undefined;
  /** `source` is another value, and not null. */
  source_not_eq?: string | null | undefined;
  /** `source` is none of these. */
  source_not_in?: Array<string> | null | undefined;
  /** `source` does not begin with this text. */
  source_not_startsWith?: string | null | undefined;
  /** `source` begins with this text. */
  source_startsWith?: string | null | undefined;
  /** `toBlock` is this. */
  toBlock_eq?: number | null | undefined;
  /** `toBlock` is greater than this. */
  toBlock_gt?: number | null | undefined;
  /** `toBlock` is this or greater. */
  toBlock_gte?: number | null | undefined;
  /** `toBlock` is one of these. */
  toBlock_in?: Array<number> | null | undefined;
  /** Whether `toBlock` is null. */
  toBlock_isNull?: boolean | null | undefined;
  /** `toBlock` is less than this. */
  toBlock_lt?: number | null | undefined;
  /** `toBlock` is this or less. */
  toBlock_lte?: number | null | undefined;
  /** `toBlock` is another value, and not null. */
  toBlock_not_eq?: number | null | undefined;
  /** `toBlock` is none of these. */
  toBlock_not_in?: Array<number> | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type VerdictWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<VerdictWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<VerdictWhereInput> | null | undefined;
  /** `blockHash` is this. */
  blockHash_eq?: string | null | undefined;
  /** `blockHash` is one of these. */
  blockHash_in?: Array<string> | null | undefined;
  /** Whether `blockHash` is null. */
  blockHash_isNull?: boolean | null | undefined;
  /** `blockHash` is another value, and not null. */
  blockHash_not_eq?: string | null | undefined;
  /** `blockHash` is none of these. */
  blockHash_not_in?: Array<string> | null | undefined;
  /** `blockNumber` is this. */
  blockNumber_eq?: number | null | undefined;
  /** `blockNumber` is greater than this. */
  blockNumber_gt?: number | null | undefined;
  /** `blockNumber` is this or greater. */
  blockNumber_gte?: number | null | undefined;
  /** `blockNumber` is one of these. */
  blockNumber_in?: Array<number> | null | undefined;
  /** Whether `blockNumber` is null. */
  blockNumber_isNull?: boolean | null | undefined;
  /** `blockNumber` is less than this. */
  blockNumber_lt?: number | null | undefined;
  /** `blockNumber` is this or less. */
  blockNumber_lte?: number | null | undefined;
  /** `blockNumber` is another value, and not null. */
  blockNumber_not_eq?: number | null | undefined;
  /** `blockNumber` is none of these. */
  blockNumber_not_in?: Array<number> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `checkedAt` is this. */
  checkedAt_eq?: string | null | undefined;
  /** `checkedAt` is greater than this. */
  checkedAt_gt?: string | null | undefined;
  /** `checkedAt` is this or greater. */
  checkedAt_gte?: string | null | undefined;
  /** `checkedAt` is one of these. */
  checkedAt_in?: Array<string> | null | undefined;
  /** Whether `checkedAt` is null. */
  checkedAt_isNull?: boolean | null | undefined;
  /** `checkedAt` is less than this. */
  checkedAt_lt?: string | null | undefined;
  /** `checkedAt` is this or less. */
  checkedAt_lte?: string | null | undefined;
  /** `checkedAt` is another value, and not null. */
  checkedAt_not_eq?: string | null | undefined;
  /** `checkedAt` is none of these. */
  checkedAt_not_in?: Array<string> | null | undefined;
  /** `code` contains this text. */
  code_contains?: string | null | undefined;
  /** `code` contains this text, in upper or lower case. */
  code_containsInsensitive?: string | null | undefined;
  /** `code` ends with this text. */
  code_endsWith?: string | null | undefined;
  /** `code` is this. */
  code_eq?: string | null | undefined;
  /** `code` is greater than this. */
  code_gt?: string | null | undefined;
  /** `code` is this or greater. */
  code_gte?: string | null | undefined;
  /** `code` is one of these. */
  code_in?: Array<string> | null | undefined;
  /** Whether `code` is null. */
  code_isNull?: boolean | null | undefined;
  /** `code` is less than this. */
  code_lt?: string | null | undefined;
  /** `code` is this or less. */
  code_lte?: string | null | undefined;
  /** `code` does not contain this text. */
  code_not_contains?: string | null | undefined;
  /** `code` does not contain this text, in upper or lower case. */
  code_not_containsInsensitive?: string | null | undefined;
  /** `code` does not end with this text. */
  code_not_endsWith?: string | null | undefined;
  /** `code` is another value, and not null. */
  code_not_eq?: string | null | undefined;
  /** `code` is none of these. */
  code_not_in?: Array<string> | null | undefined;
  /** `code` does not begin with this text. */
  code_not_startsWith?: string | null | undefined;
  /** `code` begins with this text. */
  code_startsWith?: string | null | undefined;
  /** Whether `conditions` is null. */
  conditions_isNull?: boolean | null | undefined;
  /** There is a `correctedBy`, and the filter holds for it. */
  correctedBy?: VerdictWhereInput | null | undefined;
  /** `correctedByNumber` is this. */
  correctedByNumber_eq?: string | null | undefined;
  /** `correctedByNumber` is greater than this. */
  correctedByNumber_gt?: string | null | undefined;
  /** `correctedByNumber` is this or greater. */
  correctedByNumber_gte?: string | null | undefined;
  /** `correctedByNumber` is one of these. */
  correctedByNumber_in?: Array<string> | null | undefined;
  /** Whether `correctedByNumber` is null. */
  correctedByNumber_isNull?: boolean | null | undefined;
  /** `correctedByNumber` is less than this. */
  correctedByNumber_lt?: string | null | undefined;
  /** `correctedByNumber` is this or less. */
  correctedByNumber_lte?: string | null | undefined;
  /** `correctedByNumber` is another value, and not null. */
  correctedByNumber_not_eq?: string | null | undefined;
  /** `correctedByNumber` is none of these. */
  correctedByNumber_not_in?: Array<string> | null | undefined;
  /** Whether `correctedBy` is null. */
  correctedBy_isNull?: boolean | null | undefined;
  /** `correctionReason` contains this text. */
  correctionReason_contains?: string | null | undefined;
  /** `correctionReason` contains this text, in upper or lower case. */
  correctionReason_containsInsensitive?: string | null | undefined;
  /** `correctionReason` ends with this text. */
  correctionReason_endsWith?: string | null | undefined;
  /** `correctionReason` is this. */
  correctionReason_eq?: string | null | undefined;
  /** `correctionReason` is greater than this. */
  correctionReason_gt?: string | null | undefined;
  /** `correctionReason` is this or greater. */
  correctionReason_gte?: string | null | undefined;
  /** `correctionReason` is one of these. */
  correctionReason_in?: Array<string> | null | undefined;
  /** Whether `correctionReason` is null. */
  correctionReason_isNull?: boolean | null | undefined;
  /** `correctionReason` is less than this. */
  correctionReason_lt?: string | null | undefined;
  /** `correctionReason` is this or less. */
  correctionReason_lte?: string | null | undefined;
  /** `correctionReason` does not contain this text. */
  correctionReason_not_contains?: string | null | undefined;
  /** `correctionReason` does not contain this text, in upper or lower case. */
  correctionReason_not_containsInsensitive?: string | null | undefined;
  /** `correctionReason` does not end with this text. */
  correctionReason_not_endsWith?: string | null | undefined;
  /** `correctionReason` is another value, and not null. */
  correctionReason_not_eq?: string | null | undefined;
  /** `correctionReason` is none of these. */
  correctionReason_not_in?: Array<string> | null | undefined;
  /** `correctionReason` does not begin with this text. */
  correctionReason_not_startsWith?: string | null | undefined;
  /** `correctionReason` begins with this text. */
  correctionReason_startsWith?: string | null | undefined;
  /** There is a `corrects`, and the filter holds for it. */
  corrects?: VerdictWhereInput | null | undefined;
  /** `correctsNumber` is this. */
  correctsNumber_eq?: string | null | undefined;
  /** `correctsNumber` is greater than this. */
  correctsNumber_gt?: string | null | undefined;
  /** `correctsNumber` is this or greater. */
  correctsNumber_gte?: string | null | undefined;
  /** `correctsNumber` is one of these. */
  correctsNumber_in?: Array<string> | null | undefined;
  /** Whether `correctsNumber` is null. */
  correctsNumber_isNull?: boolean | null | undefined;
  /** `correctsNumber` is less than this. */
  correctsNumber_lt?: string | null | undefined;
  /** `correctsNumber` is this or less. */
  correctsNumber_lte?: string | null | undefined;
  /** `correctsNumber` is another value, and not null. */
  correctsNumber_not_eq?: string | null | undefined;
  /** `correctsNumber` is none of these. */
  correctsNumber_not_in?: Array<string> | null | undefined;
  /** Whether `corrects` is null. */
  corrects_isNull?: boolean | null | undefined;
  /** `detail` contains this text. */
  detail_contains?: string | null | undefined;
  /** `detail` contains this text, in upper or lower case. */
  detail_containsInsensitive?: string | null | undefined;
  /** `detail` ends with this text. */
  detail_endsWith?: string | null | undefined;
  /** `detail` is this. */
  detail_eq?: string | null | undefined;
  /** `detail` is greater than this. */
  detail_gt?: string | null | undefined;
  /** `detail` is this or greater. */
  detail_gte?: string | null | undefined;
  /** `detail` is one of these. */
  detail_in?: Array<string> | null | undefined;
  /** Whether `detail` is null. */
  detail_isNull?: boolean | null | undefined;
  /** `detail` is less than this. */
  detail_lt?: string | null | undefined;
  /** `detail` is this or less. */
  detail_lte?: string | null | undefined;
  /** `detail` does not contain this text. */
  detail_not_contains?: string | null | undefined;
  /** `detail` does not contain this text, in upper or lower case. */
  detail_not_containsInsensitive?: string | null | undefined;
  /** `detail` does not end with this text. */
  detail_not_endsWith?: string | null | undefined;
  /** `detail` is another value, and not null. */
  detail_not_eq?: string | null | undefined;
  /** `detail` is none of these. */
  detail_not_in?: Array<string> | null | undefined;
  /** `detail` does not begin with this text. */
  detail_not_startsWith?: string | null | undefined;
  /** `detail` begins with this text. */
  detail_startsWith?: string | null | undefined;
  /** `fault` is this. */
  fault_eq?: Fault | null | undefined;
  /** `fault` is one of these. */
  fault_in?: Array<Fault> | null | undefined;
  /** Whether `fault` is null. */
  fault_isNull?: boolean | null | undefined;
  /** `fault` is another value, and not null. */
  fault_not_eq?: Fault | null | undefined;
  /** `fault` is none of these. */
  fault_not_in?: Array<Fault> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** The filter holds for every one of `logEntries`. */
  logEntries_every?: LogEntryWhereInput | null | undefined;
  /** The filter holds for none of `logEntries`. */
  logEntries_none?: LogEntryWhereInput | null | undefined;
  /** The filter holds for at least one of `logEntries`. */
  logEntries_some?: LogEntryWhereInput | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** There is a `node`, and the filter holds for it. */
  node?: NodeWhereInput | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** Whether `node` is null. */
  node_isNull?: boolean | null | undefined;
  /** `number` is this. */
  number_eq?: string | null | undefined;
  /** `number` is greater than this. */
  number_gt?: string | null | undefined;
  /** `number` is this or greater. */
  number_gte?: string | null | undefined;
  /** `number` is one of these. */
  number_in?: Array<string> | null | undefined;
  /** Whether `number` is null. */
  number_isNull?: boolean | null | undefined;
  /** `number` is less than this. */
  number_lt?: string | null | undefined;
  /** `number` is this or less. */
  number_lte?: string | null | undefined;
  /** `number` is another value, and not null. */
  number_not_eq?: string | null | undefined;
  /** `number` is none of these. */
  number_not_in?: Array<string> | null | undefined;
  /** `outcome` is this. */
  outcome_eq?: Outcome | null | undefined;
  /** `outcome` is one of these. */
  outcome_in?: Array<Outcome> | null | undefined;
  /** Whether `outcome` is null. */
  outcome_isNull?: boolean | null | undefined;
  /** `outcome` is another value, and not null. */
  outcome_not_eq?: Outcome | null | undefined;
  /** `outcome` is none of these. */
  outcome_not_in?: Array<Outcome> | null | undefined;
  /** `statement` contains this text. */
  statement_contains?: string | null | undefined;
  /** `statement` contains this text, in upper or lower case. */
  statement_containsInsensitive?: string | null | undefined;
  /** `statement` ends with this text. */
  statement_endsWith?: string | null | undefined;
  /** `statement` is this. */
  statement_eq?: string | null | undefined;
  /** `statement` is greater than this. */
  statement_gt?: string | null | undefined;
  /** `statement` is this or greater. */
  statement_gte?: string | null | undefined;
  /** `statement` is one of these. */
  statement_in?: Array<string> | null | undefined;
  /** Whether `statement` is null. */
  statement_isNull?: boolean | null | undefined;
  /** `statement` is less than this. */
  statement_lt?: string | null | undefined;
  /** `statement` is this or less. */
  statement_lte?: string | null | undefined;
  /** `statement` does not contain this text. */
  statement_not_contains?: string | null | undefined;
  /** `statement` does not contain this text, in upper or lower case. */
  statement_not_containsInsensitive?: string | null | undefined;
  /** `statement` does not end with this text. */
  statement_not_endsWith?: string | null | undefined;
  /** `statement` is another value, and not null. */
  statement_not_eq?: string | null | undefined;
  /** `statement` is none of these. */
  statement_not_in?: Array<string> | null | undefined;
  /** `statement` does not begin with this text. */
  statement_not_startsWith?: string | null | undefined;
  /** `statement` begins with this text. */
  statement_startsWith?: string | null | undefined;
  /** Whether `stoppedVerifiers` is null. */
  stoppedVerifiers_isNull?: boolean | null | undefined;
  /** `subjectId` contains this text. */
  subjectId_contains?: string | null | undefined;
  /** `subjectId` contains this text, in upper or lower case. */
  subjectId_containsInsensitive?: string | null | undefined;
  /** `subjectId` ends with this text. */
  subjectId_endsWith?: string | null | undefined;
  /** `subjectId` is this. */
  subjectId_eq?: string | null | undefined;
  /** `subjectId` is greater than this. */
  subjectId_gt?: string | null | undefined;
  /** `subjectId` is this or greater. */
  subjectId_gte?: string | null | undefined;
  /** `subjectId` is one of these. */
  subjectId_in?: Array<string> | null | undefined;
  /** Whether `subjectId` is null. */
  subjectId_isNull?: boolean | null | undefined;
  /** `subjectId` is less than this. */
  subjectId_lt?: string | null | undefined;
  /** `subjectId` is this or less. */
  subjectId_lte?: string | null | undefined;
  /** `subjectId` does not contain this text. */
  subjectId_not_contains?: string | null | undefined;
  /** `subjectId` does not contain this text, in upper or lower case. */
  subjectId_not_containsInsensitive?: string | null | undefined;
  /** `subjectId` does not end with this text. */
  subjectId_not_endsWith?: string | null | undefined;
  /** `subjectId` is another value, and not null. */
  subjectId_not_eq?: string | null | undefined;
  /** `subjectId` is none of these. */
  subjectId_not_in?: Array<string> | null | undefined;
  /** `subjectId` does not begin with this text. */
  subjectId_not_startsWith?: string | null | undefined;
  /** `subjectId` begins with this text. */
  subjectId_startsWith?: string | null | undefined;
  /** `subjectKind` contains this text. */
  subjectKind_contains?: string | null | undefined;
  /** `subjectKind` contains this text, in upper or lower case. */
  subjectKind_containsInsensitive?: string | null | undefined;
  /** `subjectKind` ends with this text. */
  subjectKind_endsWith?: string | null | undefined;
  /** `subjectKind` is this. */
  subjectKind_eq?: string | null | undefined;
  /** `subjectKind` is greater than this. */
  subjectKind_gt?: string | null | undefined;
  /** `subjectKind` is this or greater. */
  subjectKind_gte?: string | null | undefined;
  /** `subjectKind` is one of these. */
  subjectKind_in?: Array<string> | null | undefined;
  /** Whether `subjectKind` is null. */
  subjectKind_isNull?: boolean | null | undefined;
  /** `subjectKind` is less than this. */
  subjectKind_lt?: string | null | undefined;
  /** `subjectKind` is this or less. */
  subjectKind_lte?: string | null | undefined;
  /** `subjectKind` does not contain this text. */
  subjectKind_not_contains?: string | null | undefined;
  /** `subjectKind` does not contain this text, in upper or lower case. */
  subjectKind_not_containsInsensitive?: string | null | undefined;
  /** `subjectKind` does not end with this text. */
  subjectKind_not_endsWith?: string | null | undefined;
  /** `subjectKind` is another value, and not null. */
  subjectKind_not_eq?: string | null | undefined;
  /** `subjectKind` is none of these. */
  subjectKind_not_in?: Array<string> | null | undefined;
  /** `subjectKind` does not begin with this text. */
  subjectKind_not_startsWith?: string | null | undefined;
  /** `subjectKind` begins with this text. */
  subjectKind_startsWith?: string | null | undefined;
  /** `subjectTime` is this. */
  subjectTime_eq?: string | null | undefined;
  /** `subjectTime` is greater than this. */
  subjectTime_gt?: string | null | undefined;
  /** `subjectTime` is this or greater. */
  subjectTime_gte?: string | null | undefined;
  /** `subjectTime` is one of these. */
  subjectTime_in?: Array<string> | null | undefined;
  /** Whether `subjectTime` is null. */
  subjectTime_isNull?: boolean | null | undefined;
  /** `subjectTime` is less than this. */
  subjectTime_lt?: string | null | undefined;
  /** `subjectTime` is this or less. */
  subjectTime_lte?: string | null | undefined;
  /** `subjectTime` is another value, and not null. */
  subjectTime_not_eq?: string | null | undefined;
  /** `subjectTime` is none of these. */
  subjectTime_not_in?: Array<string> | null | undefined;
  /** `superseded` is this. */
  superseded_eq?: boolean | null | undefined;
  /** Whether `superseded` is null. */
  superseded_isNull?: boolean | null | undefined;
  /** `superseded` is another value, and not null. */
  superseded_not_eq?: boolean | null | undefined;
  /** `transient` is this. */
  transient_eq?: boolean | null | undefined;
  /** Whether `transient` is null. */
  transient_isNull?: boolean | null | undefined;
  /** `transient` is another value, and not null. */
  transient_not_eq?: boolean | null | undefined;
  /** `verifierStopped` is this. */
  verifierStopped_eq?: boolean | null | undefined;
  /** Whether `verifierStopped` is null. */
  verifierStopped_isNull?: boolean | null | undefined;
  /** `verifierStopped` is another value, and not null. */
  verifierStopped_not_eq?: boolean | null | undefined;
  /** `watchdog` contains this text. */
  watchdog_contains?: string | null | undefined;
  /** `watchdog` contains this text, in upper or lower case. */
  watchdog_containsInsensitive?: string | null | undefined;
  /** `watchdog` ends with this text. */
  watchdog_endsWith?: string | null | undefined;
  /** `watchdog` is this. */
  watchdog_eq?: string | null | undefined;
  /** `watchdog` is greater than this. */
  watchdog_gt?: string | null | undefined;
  /** `watchdog` is this or greater. */
  watchdog_gte?: string | null | undefined;
  /** `watchdog` is one of these. */
  watchdog_in?: Array<string> | null | undefined;
  /** Whether `watchdog` is null. */
  watchdog_isNull?: boolean | null | undefined;
  /** `watchdog` is less than this. */
  watchdog_lt?: string | null | undefined;
  /** `watchdog` is this or less. */
  watchdog_lte?: string | null | undefined;
  /** `watchdog` does not contain this text. */
  watchdog_not_contains?: string | null | undefined;
  /** `watchdog` does not contain this text, in upper or lower case. */
  watchdog_not_containsInsensitive?: string | null | undefined;
  /** `watchdog` does not end with this text. */
  watchdog_not_endsWith?: string | null | undefined;
  /** `watchdog` is another value, and not null. */
  watchdog_not_eq?: string | null | undefined;
  /** `watchdog` is none of these. */
  watchdog_not_in?: Array<string> | null | undefined;
  /** `watchdog` does not begin with this text. */
  watchdog_not_startsWith?: string | null | undefined;
  /** `watchdog` begins with this text. */
  watchdog_startsWith?: string | null | undefined;
};

/** All conditions must hold, or all conditions of one member of `OR`. */
export type VerificationDayWhereInput = {
  /** All of these must hold as well. */
  AND?: Array<VerificationDayWhereInput> | null | undefined;
  /** One of these is enough, in place of the other conditions. */
  OR?: Array<VerificationDayWhereInput> | null | undefined;
  /** `chainId` is this. */
  chainId_eq?: number | null | undefined;
  /** `chainId` is greater than this. */
  chainId_gt?: number | null | undefined;
  /** `chainId` is this or greater. */
  chainId_gte?: number | null | undefined;
  /** `chainId` is one of these. */
  chainId_in?: Array<number> | null | undefined;
  /** Whether `chainId` is null. */
  chainId_isNull?: boolean | null | undefined;
  /** `chainId` is less than this. */
  chainId_lt?: number | null | undefined;
  /** `chainId` is this or less. */
  chainId_lte?: number | null | undefined;
  /** `chainId` is another value, and not null. */
  chainId_not_eq?: number | null | undefined;
  /** `chainId` is none of these. */
  chainId_not_in?: Array<number> | null | undefined;
  /** `day` is this. */
  day_eq?: string | null | undefined;
  /** `day` is greater than this. */
  day_gt?: string | null | undefined;
  /** `day` is this or greater. */
  day_gte?: string | null | undefined;
  /** `day` is one of these. */
  day_in?: Array<string> | null | undefined;
  /** Whether `day` is null. */
  day_isNull?: boolean | null | undefined;
  /** `day` is less than this. */
  day_lt?: string | null | undefined;
  /** `day` is this or less. */
  day_lte?: string | null | undefined;
  /** `day` is another value, and not null. */
  day_not_eq?: string | null | undefined;
  /** `day` is none of these. */
  day_not_in?: Array<string> | null | undefined;
  /** `id` is this. */
  id_eq?: string | number | null | undefined;
  /** `id` is one of these. */
  id_in?: Array<string | number> | null | undefined;
  /** `id` is another value, and not null. */
  id_not_eq?: string | number | null | undefined;
  /** `id` is none of these. */
  id_not_in?: Array<string | number> | null | undefined;
  /** `network` contains this text. */
  network_contains?: string | null | undefined;
  /** `network` contains this text, in upper or lower case. */
  network_containsInsensitive?: string | null | undefined;
  /** `network` ends with this text. */
  network_endsWith?: string | null | undefined;
  /** `network` is this. */
  network_eq?: string | null | undefined;
  /** `network` is greater than this. */
  network_gt?: string | null | undefined;
  /** `network` is this or greater. */
  network_gte?: string | null | undefined;
  /** `network` is one of these. */
  network_in?: Array<string> | null | undefined;
  /** Whether `network` is null. */
  network_isNull?: boolean | null | undefined;
  /** `network` is less than this. */
  network_lt?: string | null | undefined;
  /** `network` is this or less. */
  network_lte?: string | null | undefined;
  /** `network` does not contain this text. */
  network_not_contains?: string | null | undefined;
  /** `network` does not contain this text, in upper or lower case. */
  network_not_containsInsensitive?: string | null | undefined;
  /** `network` does not end with this text. */
  network_not_endsWith?: string | null | undefined;
  /** `network` is another value, and not null. */
  network_not_eq?: string | null | undefined;
  /** `network` is none of these. */
  network_not_in?: Array<string> | null | undefined;
  /** `network` does not begin with this text. */
  network_not_startsWith?: string | null | undefined;
  /** `network` begins with this text. */
  network_startsWith?: string | null | undefined;
  /** `nodeKey` is this. */
  nodeKey_eq?: string | null | undefined;
  /** `nodeKey` is one of these. */
  nodeKey_in?: Array<string> | null | undefined;
  /** Whether `nodeKey` is null. */
  nodeKey_isNull?: boolean | null | undefined;
  /** `nodeKey` is another value, and not null. */
  nodeKey_not_eq?: string | null | undefined;
  /** `nodeKey` is none of these. */
  nodeKey_not_in?: Array<string> | null | undefined;
  /** `outcome` is this. */
  outcome_eq?: Outcome | null | undefined;
  /** `outcome` is one of these. */
  outcome_in?: Array<Outcome> | null | undefined;
  /** Whether `outcome` is null. */
  outcome_isNull?: boolean | null | undefined;
  /** `outcome` is another value, and not null. */
  outcome_not_eq?: Outcome | null | undefined;
  /** `outcome` is none of these. */
  outcome_not_in?: Array<Outcome> | null | undefined;
  /** `statement` contains this text. */
  statement_contains?: string | null | undefined;
  /** `statement` contains this text, in upper or lower case. */
  statement_containsInsensitive?: string | null | undefined;
  /** `statement` ends with this text. */
  statement_endsWith?: string | null | undefined;
  /** `statement` is this. */
  statement_eq?: string | null | undefined;
  /** `statement` is greater than this. */
  statement_gt?: string | null | undefined;
  /** `statement` is this or greater. */
  statement_gte?: string | null | undefined;
  /** `statement` is one of these. */
  statement_in?: Array<string> | null | undefined;
  /** Whether `statement` is null. */
  statement_isNull?: boolean | null | undefined;
  /** `statement` is less than this. */
  statement_lt?: string | null | undefined;
  /** `statement` is this or less. */
  statement_lte?: string | null | undefined;
  /** `statement` does not contain this text. */
  statement_not_contains?: string | null | undefined;
  /** `statement` does not contain this text, in upper or lower case. */
  statement_not_containsInsensitive?: string | null | undefined;
  /** `statement` does not end with this text. */
  statement_not_endsWith?: string | null | undefined;
  /** `statement` is another value, and not null. */
  statement_not_eq?: string | null | undefined;
  /** `statement` is none of these. */
  statement_not_in?: Array<string> | null | undefined;
  /** `statement` does not begin with this text. */
  statement_not_startsWith?: string | null | undefined;
  /** `statement` begins with this text. */
  statement_startsWith?: string | null | undefined;
  /** `verdicts` is this. */
  verdicts_eq?: number | null | undefined;
  /** `verdicts` is greater than this. */
  verdicts_gt?: number | null | undefined;
  /** `verdicts` is this or greater. */
  verdicts_gte?: number | null | undefined;
  /** `verdicts` is one of these. */
  verdicts_in?: Array<number> | null | undefined;
  /** Whether `verdicts` is null. */
  verdicts_isNull?: boolean | null | undefined;
  /** `verdicts` is less than this. */
  verdicts_lt?: number | null | undefined;
  /** `verdicts` is this or less. */
  verdicts_lte?: number | null | undefined;
  /** `verdicts` is another value, and not null. */
  verdicts_not_eq?: number | null | undefined;
  /** `verdicts` is none of these. */
  verdicts_not_in?: Array<number> | null | undefined;
};

/** Whose word it is that there is evidence. */
export type VerificationViewName =
  /** What the claim itself names. */
  | 'CLAIMED'
  /** What the contract checked before it wrote the claim's log, by the network's file (`checks`). */
  | 'ON_CHAIN'
  /** What watchdogs checked again and found good: standing verdicts about the claim's own evidence. */
  | 'RECHECKED';

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { search: Array<{ type: string, entityId: string, field: string, network: string }> };

export type HeadSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type HeadSubscription = { head: { head: { network: string, chainId: number, number: number, timestamp: string | null } | null, withdrawn: { network: string, chainId: number, fromBlock: number } | null } };

export type HeadsQueryVariables = Exact<{ [key: string]: never; }>;


export type HeadsQuery = { _meta: Array<{ network: string, chainId: number, block: { number: number, hash: string | null } }> };

export type NetworksQueryVariables = Exact<{ [key: string]: never; }>;


export type NetworksQuery = { networks: Array<{ network: string, title: string | null, chains: Array<{ chainId: number, title: string | null, class: NetworkClass | null, height: number, head: number, lag: number, blockTime: string | null, updatedAt: string }> }>, _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }> };

export type FigurePartsFragment = { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null };

export type MetaPartsFragment = { network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null };

export type AmountPartsFragment = { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null };

export type MonthsPartsFragment = { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } };

export type AssumedPartsFragment = { input: string, value: string, source: string, asOf: string, stale: boolean, note: string };

export type ReferencePartsFragment = { rowId: string, value: string, unit: string, source: string, asOf: string, confidence: string, stale: boolean, address: string | null, author: string | null };

export type IfSoldPartsFragment = { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } };

export type OneMorePartsFragment = { daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, oneMore: { perNodeDayAsItWas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } };

export type ExitPartsFragment = { month: number, covers: string, p5: string, p50: string, p95: string };

export type CheckedQueryVariables = Exact<{
  network: string;
  since: string;
  from: string;
  until: string;
  end: string;
}>;


export type CheckedQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, networkDays: Array<{ day: string }>, checked: Array<{ chainId: number, statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, checkedByDay: Array<{ start: string | null, statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, later: { totalCount: number | null }, never: { totalCount: number | null }, byNode: { totalCount: number | null }, byRelayer: { totalCount: number | null }, byRegistry: { totalCount: number | null }, byNobody: { totalCount: number | null }, corrected: { totalCount: number | null } };

export type VerdictsQueryVariables = Exact<{
  where: VerdictWhereInput;
  limit: number;
}>;


export type VerdictsQuery = { verdicts: Array<{ id: string, number: string, watchdog: string, subjectKind: string, subjectId: string, nodeKey: string | null, statement: string, outcome: Outcome, code: string, fault: Fault | null, detail: string, transient: boolean, superseded: boolean, subjectTime: string, checkedAt: string, correctsNumber: string | null, correctedByNumber: string | null }> };

export type SamplesQueryVariables = Exact<{
  network: string;
  limit: number;
}>;


export type SamplesQuery = { samples: Array<{ id: string, watchdog: string, origin: string, entry: string, commitment: string, statement: string, scope: string, nodeKey: string | null, relayer: string | null, size: string, notRecomputable: string, count: string, census: boolean, weakBeacon: boolean, drawnAt: string | null, state: string, timedBy: string | null, verified: string | null, rejected: string | null, undecided: string | null, upperBound: string | null, noBound: string | null, path: unknown, checkpoint: string | null }>, verdictLogs: Array<{ origin: string, key: string }> };

export type DisagreementsQueryVariables = Exact<{
  network: string;
  limit: number;
}>;


export type DisagreementsQuery = { disagreements: Array<{ id: string, subjectKind: string, subjectId: string, statement: string, watchdog: string, outcome: Outcome, code: string, fault: Fault | null, otherWatchdog: string, otherOutcome: Outcome, otherCode: string, otherFault: Fault | null, open: boolean, foundAt: string }> };

export type ClaimQueryVariables = Exact<{
  network: string;
  id: string | number;
}>;


export type ClaimQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, claimById: { id: string, network: string, chainId: number, blockNumber: number, blockHash: string, blockTime: string, txHash: string, position: number, leafIndex: number | null, nodeKey: string | null, evidence: string, requestKey: string | null, requester: string | null, modelKey: string | null, inputHash: string, outputHash: string, claimedAt: string | null, claimedAtSeconds: string | null, claimedAtReason: string | null, blobId: string | null, verificationKeyHash: string | null, node: { key: string, role: string | null, enabled: boolean | null, disabledCause: string | null, lapsed: boolean | null, owner: string | null } | null, settlement: { id: string, kind: string, relayer: string | null, merkleRoot: string | null, batchSize: string | null, blobId: string | null, contract: string, txHash: string, blob: { status: string, code: string | null, detail: string | null, sha256: string | null, size: number | null, merkleRoot: string | null, leafCount: number | null, tries: number, firstSeenAt: string, keptAt: string | null } | null, verdicts: Array<{ stoppedVerifiers: unknown, number: string, watchdog: string, statement: string, outcome: Outcome, code: string, fault: Fault | null, detail: string, transient: boolean, conditions: unknown, superseded: boolean, checkedAt: string, correctsNumber: string | null, correctedByNumber: string | null, correctionReason: string | null, corrects: { number: string, outcome: Outcome, code: string, fault: Fault | null } | null, correctedBy: { number: string, outcome: Outcome, code: string, fault: Fault | null, correctionReason: string | null } | null }> } | null, verdicts: Array<{ stoppedVerifiers: unknown, number: string, watchdog: string, statement: string, outcome: Outcome, code: string, fault: Fault | null, detail: string, transient: boolean, conditions: unknown, superseded: boolean, checkedAt: string, correctsNumber: string | null, correctedByNumber: string | null, correctionReason: string | null, corrects: { number: string, outcome: Outcome, code: string, fault: Fault | null } | null, correctedBy: { number: string, outcome: Outcome, code: string, fault: Fault | null, correctionReason: string | null } | null }> } | null };

export type ClaimVerdictFragment = { stoppedVerifiers: unknown, number: string, watchdog: string, statement: string, outcome: Outcome, code: string, fault: Fault | null, detail: string, transient: boolean, conditions: unknown, superseded: boolean, checkedAt: string, correctsNumber: string | null, correctedByNumber: string | null, correctionReason: string | null, corrects: { number: string, outcome: Outcome, code: string, fault: Fault | null } | null, correctedBy: { number: string, outcome: Outcome, code: string, fault: Fault | null, correctionReason: string | null } | null };

export type ClaimAroundQueryVariables = Exact<{
  network: string;
  chain: number;
  request?: string | null | undefined;
  hasRequest: boolean;
  model?: string | null | undefined;
  hasModel: boolean;
  input: string;
  output: string;
}>;


export type ClaimAroundQuery = { requests?: Array<{ id: string, requester: string, nodeKey: string, blockNumber: number, blockTime: string, txHash: string, deadline: string | null, deadlineReason: string | null }>, fees?: Array<{ id: string, payer: string, payee: string, refund: boolean, txHash: string, blockTime: string, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, models?: Array<{ id: string, system: string, verificationKeyHash: string | null, uri: string | null, blockTime: string }>, same: Array<{ id: string, nodeKey: string | null, blockTime: string }> };

export type CandidatesQueryVariables = Exact<{
  where: NodeWhereInput;
}>;


export type CandidatesQuery = { nodes: Array<{ id: string, key: string, role: string | null, enabled: boolean | null, disabledCause: string | null, lapsed: boolean | null }> };

export type ComparedQueryVariables = Exact<{
  network: string;
  keys: Array<string> | string;
  asOf?: AsOf | null | undefined;
  since: string;
  until: string;
}>;


export type ComparedQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, nodes: Array<{ id: string, key: string, role: string | null, owner: string | null, enabled: boolean | null, disabledCause: string | null, lapsed: boolean | null, firstTime: string, attestedAt: string | null, measurement: string | null, measurementReason: string | null }>, checked: Array<{ nodeKey: string | null, statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, penalised: Array<{ nodeKey: string | null, sum: { penalties: string | null } }> };

export type ComparedNodeQueryVariables = Exact<{
  id: string | number;
  days: number;
  to?: string | null | undefined;
  cost: CostInput;
  payers: Payers;
}>;


export type ComparedNodeQuery = { node: { economics: Array<{ class: NetworkClass, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, emissionsIfSold: { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, statement: { fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissionsAccrued: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, gross: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCash: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, economicProfit: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, revenue: { perDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysWithoutRevenue: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, penalties: { expectedYearlyLoss: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, service: { uptime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, success: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, settlementDelay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, notShownRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null } | null };

export type ComparedNetworkQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  since: string;
  until: string;
}>;


export type ComparedNetworkQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, networks: Array<{ economics: Array<{ class: NetworkClass, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissionsIfSold: { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, notShownRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, penalties: { events: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, ratePerYear: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null }>, serving: { totalCount: number | null }, all: { totalCount: number | null }, claims: Array<{ sum: { claims: string | null, batchLeaves: string | null } }>, checked: Array<{ statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, disclosed: Array<{ rule: string, status: string }> };

export type ComparedRoleQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  role: string;
  cost: CostInput;
}>;


export type ComparedRoleQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, networks: Array<{ economics: Array<{ class: NetworkClass, role: { nodes: number, nodeDays: number, revenue: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, revenueWithoutTopPayer: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, worst: { perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, oneMore: { perNodeDayAsItWas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }> | null }>, serving: { totalCount: number | null }, all: { totalCount: number | null } };

export type DataQueryVariables = Exact<{
  network: string;
}>;


export type DataQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, chains: Array<{ id: string, chainId: number, title: string | null, class: NetworkClass | null, height: number, hash: string, blockTime: string | null, finalizedHeight: number, head: number, lag: number, digest: string, genesisHash: string, updatedAt: string }>, faults: { totalCount: number | null }, providerFaults: Array<{ id: string, chainId: number, endpoint: string, kind: string, blockNumber: number | null, said: string | null, proved: string | null, seenAt: string }>, unknown: { totalCount: number | null }, partial: { totalCount: number | null }, unknownLogs: Array<{ id: string, contract: string, reason: string, detail: string | null, chainId: number, blockNumber: number, blockTime: string, txHash: string }>, differs: { totalCount: number | null }, matches: { totalCount: number | null }, reconciliations: Array<{ id: string, account: string, day: string, status: string, toBlock: number, expected: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, observed: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, difference: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, lost: { totalCount: number | null }, kept: { totalCount: number | null } };

export type DemandQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  links: number;
  skip: number;
}>;


export type DemandQuery = { networks: Array<{ economics: Array<{ class: NetworkClass, window: { from: string, to: string }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhi: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top5: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, refunds: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, repeatedPayloads: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, notShownRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, related: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, protocol: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, costOfFaking: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, excluded: Array<{ rule: string, share: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }>, links: Array<{ rule: string, payer: string, node: string | null, source: string, reason: string | null, payments: number, since: string, share: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, transfers: Array<{ from: string, to: string, at: string, chainId: number, blockNumber: number, txHash: string, proved: boolean, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }> | null }>, tracing: { transfersSeen: number, unprovedTransfers: number, visible: string, maxTransfers: number, sources: number, hubs: number, namedHubs: Array<{ chainId: number | null, address: string, name: string, source: string }> } } }> | null, rest: Array<{ class: NetworkClass, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhi: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top5: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, refunds: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null }> };

export type DemandPayersQueryVariables = Exact<{
  network: string;
  since: string;
  until: string;
}>;


export type DemandPayersQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, payers: Array<{ payer: string | null, chainId: number, token: string, count: number, sum: { payments: string | null, refunds: string | null, paid: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, refunded: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } } }>, payerDays: Array<{ id: string, day: string, payer: string, payments: number, refunds: number, paid: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, refunded: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }> };

export type FleetFindQueryVariables = Exact<{
  network: string;
  text: string;
}>;


export type FleetFindQuery = { byKey: Array<{ key: string, role: string | null }>, byOwner: Array<{ key: string, role: string | null }>, byPayee: Array<{ key: string, role: string | null }> };

export type FleetNodeQueryVariables = Exact<{
  network: string;
  key: string;
  days: number;
  to?: string | null | undefined;
  cost: CostInput;
}>;


export type FleetNodeQuery = { nodes: Array<{ key: string, role: string | null, enabled: boolean | null, disabledCause: string | null, lapsed: boolean | null, economics: Array<{ class: NetworkClass, statement: { fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, refunds: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, power: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hosting: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, upstream: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, gas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, delegators: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCash: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, ownSlashes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, depreciation: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stakeCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, economicProfit: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null }> };

export type HomeQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  asOf?: AsOf | null | undefined;
  since: string;
  from: string;
  until: string;
  end: string;
}>;


export type HomeQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, networks: Array<{ economics: Array<{ class: NetworkClass, window: { from: string, to: string }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissionsIfSold: { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, notShownRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, excluded: Array<{ rule: string, share: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> }, penalties: { events: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, proving: { locksDue: number, fillRate: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, secondary: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rewardPerCycle: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null }>, serving: { totalCount: number | null }, silent: { totalCount: number | null }, disabled: { totalCount: number | null }, all: { totalCount: number | null }, teeGpu: { totalCount: number | null }, teeProxy: { totalCount: number | null }, snarkProver: { totalCount: number | null }, onnxRunner: { totalCount: number | null }, validator: { totalCount: number | null }, networkDays: Array<{ day: string, chainId: number, claims: number, penalties: number, batchLeaves: string }>, networkDayAmounts: Array<{ day: string, kind: string, token: string, events: number, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, checked: Array<{ statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, checkedByDay: Array<{ start: string | null, statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, byNode: { totalCount: number | null }, byOthers: { totalCount: number | null } };

export type ChangesQueryVariables = Exact<{
  network: string;
  end: string;
}>;


export type ChangesQuery = { penalties: Array<{ id: string, nodeKey: string, kind: string, reason: string | null, blockTime: string, txHash: string, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, statusChanges: Array<{ id: string, nodeKey: string, enabled: boolean, cause: string, blockTime: string, txHash: string }>, parameterChanges: Array<{ id: string, parameter: string, blockTime: string, txHash: string }>, measurementChanges: Array<{ id: string, measurement: string, approved: boolean, version: string | null, blockTime: string, txHash: string }>, registrations: Array<{ id: string, nodeKey: string, role: string, blockTime: string, txHash: string }> };

export type HomeRoleQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  role: string;
  cost: CostInput;
}>;


export type HomeRoleQuery = { networks: Array<{ economics: Array<{ class: NetworkClass, role: { nodes: number, nodeDays: number, revenue: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, missing: Array<{ reason: string, input: string }>, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, oneMore: { perNodeDayAsItWas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }> | null }> };

export type NearNodesQueryVariables = Exact<{
  text: string;
}>;


export type NearNodesQuery = { search: Array<{ type: string, entityId: string, field: string, network: string }> };

export type NodeQueryVariables = Exact<{
  where: NodeWhereInput;
  asOf?: AsOf | null | undefined;
}>;


export type NodeQuery = { nodes: Array<{ id: string, network: string, chainId: number, key: string, role: string | null, owner: string | null, paymentAddress: string | null, endpoint: string | null, teeType: number | null, measurement: string | null, measurementVersion: string | null, measurementApproved: boolean | null, measurementFrom: string | null, measurementReason: string | null, attestedBlock: number | null, attestedAt: string | null, contactFrom: string | null, enabled: boolean | null, disabledCause: string | null, disabledBy: string | null, registry: string | null, firstBlock: number, firstTime: string, changedBlock: number, changedTime: string, lastHeartbeatBlock: number | null, lastHeartbeatAt: string | null, lapsed: boolean | null }> };

export type NodeFactsQueryVariables = Exact<{
  network: string;
  chain: number;
  key: string;
  since: string;
  sinceTime: string;
  end: string;
  endDay: string;
}>;


export type NodeFactsQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, versions: Array<{ fromBlock: number, fromTime: string, toTime: string | null, role: string | null, owner: string | null, paymentAddress: string | null, enabled: boolean | null, disabledCause: string | null, measurement: string | null, measurementVersion: string | null, measurementApproved: boolean | null, registry: string | null }>, lapses: Array<{ fromTime: string, toTime: string | null, endedBy: string | null, limitSeconds: string }>, beats: Array<{ blockTime: string }>, beatBefore: Array<{ blockTime: string }>, penalties: Array<{ id: string, kind: string, reason: string | null, staker: string | null, evidence: string | null, blockNumber: number, blockTime: string, txHash: string, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, amounts: Array<{ day: string, kind: string, token: string, attribution: string, events: number, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, older: Array<{ day: string, kind: string, token: string, attribution: string, events: number, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, claimsConnection: { totalCount: number | null, totalCountAtLeast: number }, checked: Array<{ statement: string, outcome: Outcome, sum: { verdicts: string | null } }>, ownFault: { totalCount: number | null }, disclosures: Array<{ rule: string, seenAt: string, status: string, value: string | null, unit: string | null, source: string, detail: string | null, chainId: number | null, blockNumber: number | null }> };

export type NodeTrustQueryVariables = Exact<{
  network: string;
  node: string | number;
  to?: string | null | undefined;
}>;


export type NodeTrustQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, trustChain: { claimId: string | null, sentence: string, approvalsChangedSince: number | null, links: Array<{ name: string, state: TrustLinkState, says: string, value: string | null, code: string | null, blockNumber: number | null, time: string | null, source: string | null }>, gpuAttested: { state: TrustLinkState, says: string }, measuredRuns: { state: TrustLinkState, says: string }, attestationAge: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null };

export type TrustLinkPartsFragment = { name: string, state: TrustLinkState, says: string, value: string | null, code: string | null, blockNumber: number | null, time: string | null, source: string | null };

export type NodeMarketQueryVariables = Exact<{
  network: string;
  key: string;
}>;


export type NodeMarketQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, marketProvers: Array<{ token: string, asOf: string, openLocks: number, slashableLocks: number, slashableSince: string | null, dueLocks: number, inTime: number, locked: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, slashable: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, burned: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, transferred: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, marketDays: Array<{ id: string, day: string, inTime: number, dueLocks: number, secondary: number, transactions: number, whyNoGas: string | null, earned: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, burned: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, movedToTreasury: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, movedToOthers: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, movedToSelf: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, received: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, locked: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, slashable: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, executionFee: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, l1DataFee: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, marketLocks: Array<{ id: string, blockTime: string, nodeKey: string, requestKey: string, outcome: string, deadline: string | null, asOf: string, lateBy: string | null, price: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, collateral: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, workRewards: Array<{ id: string, epoch: string, source: string, state: string, work: string | null, stakeWanted: string | null, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, uncapped: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }> };

export type NodeProvingQueryVariables = Exact<{
  id: string | number;
  days: number;
  to?: string | null | undefined;
}>;


export type NodeProvingQuery = { node: { economics: Array<{ class: NetworkClass, proving: { fillRate: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, secondary: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, workShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rewardPerCycle: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, feesPerCycle: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, pricePerCycle: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null } | null };

export type NodeConsensusQueryVariables = Exact<{
  network: string;
  key: string;
}>;


export type NodeConsensusQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, validatorIdentities: Array<{ id: string, moniker: string | null, consensusAddress: string | null, operatorAddress: string | null, account: string | null, evmAddress: string, fromBlock: number, toBlock: number | null, source: string }>, undrawnRewards: Array<{ id: string, accrued: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, withdrawn: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null }, remainder: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }>, missed: Array<{ value: string | null }>, missedCount: { totalCount: number | null, totalCountAtLeast: number }, recomputed: Array<{ kind: RecomputedKind, blockNumber: number, blockTime: string, reported: string | null, recomputed: string | null, difference: string | null, finding: RecomputedFinding, reason: string | null, vouchedBy: string | null }> };

export type VerdictPartsFragment = { number: string, watchdog: string, statement: string, outcome: Outcome, code: string, fault: Fault | null, detail: string, transient: boolean, conditions: unknown, superseded: boolean, correctsNumber: string | null, correctedByNumber: string | null, correctionReason: string | null, subjectTime: string, checkedAt: string };

export type DayAmountFragment = { day: string, kind: string, token: string, attribution: string, events: number, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } };

export type NodeClaimsQueryVariables = Exact<{
  network: string;
  chain: number;
  key: string;
  end: string;
}>;


export type NodeClaimsQuery = { claims: Array<{ id: string, leafIndex: number | null, evidence: string, blockNumber: number, blockTime: string, txHash: string, outputHash: string, modelKey: string | null, verificationKeyHash: string | null, verdicts: Array<{ statement: string, outcome: Outcome, code: string, fault: Fault | null, superseded: boolean }> }> };

export type NodeMoneyQueryVariables = Exact<{
  id: string | number;
  days: number;
  to?: string | null | undefined;
  cost: CostInput;
  payers: Payers;
}>;


export type NodeMoneyQuery = { node: { economics: Array<{ class: NetworkClass, window: { from: string, to: string }, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, emissionsIfSold: { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, statement: { fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, refunds: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissionsAccrued: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, gross: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, power: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hosting: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, upstream: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, gas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, delegators: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCash: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, ownSlashes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, depreciation: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stakeCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, economicProfit: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, statements: Array<{ window: { from: string, to: string }, gross: { value: string | null, reason: string | null } }>, revenue: { perDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysWithoutRevenue: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, longestGapSeconds: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, service: { upSeconds: number, downSeconds: number, unknownSeconds: number, due: number, inTime: number, late: number, uptime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, success: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, settlementDelay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, penalties: { events: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, checks: Array<{ txHash: string, reason: string | null, finding: string, observedShare: string | null, disclosedShare: string | null, source: string | null }> }, demand: { uniquePayers: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, top1: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, notShownRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, links: Array<{ rule: string, payer: string, source: string, payments: number, since: string, reason: string | null, share: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, transfers: Array<{ from: string, to: string, at: string, txHash: string, proved: boolean, amount: { value: string | null, reason: string | null, token: { chainId: number, address: string, symbol: string | null, decimals: number | null, class: NetworkClass | null } | null } }> | null }>, tracing: { visible: string } } }> | null } | null };

export type NodeRentQueryVariables = Exact<{
  network: string;
  id: string | number;
  days: number;
  to?: string | null | undefined;
  cost: CostInput;
}>;


export type NodeRentQuery = { payback: Array<{ class: NetworkClass, missing: Array<{ reason: string, input: string }>, netCashPerMonth: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rentedOut: { source: string, asOf: string, stale: boolean, rent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, power: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hosting: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, net: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, advantage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null }> };

export type NodePaybackQueryVariables = Exact<{
  network: string;
  id: string | number;
  days: number;
  to?: string | null | undefined;
  cost: CostInput;
  payers: Payers;
}>;


export type NodePaybackQuery = { payback: Array<{ sentence: string, answer: string, class: NetworkClass, horizonMonths: number, paths: number, seed: number, missing: Array<{ reason: string, input: string }>, machine: { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, cash: { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, exitAt: Array<{ month: number, covers: string, p5: string, p50: string, p95: string }>, coverage: { forecasts: number, outcomes: number, held: number } | null, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, references: Array<{ rowId: string, value: string, unit: string, source: string, asOf: string, confidence: string, stale: boolean, address: string | null, author: string | null }> }> };

export type NodesQueryVariables = Exact<{
  network: string;
  where: NodeWhereInput;
  asOf?: AsOf | null | undefined;
  limit: number;
  offset: number;
}>;


export type NodesQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, nodes: Array<{ id: string, key: string, role: string | null, owner: string | null, paymentAddress: string | null, endpoint: string | null, enabled: boolean | null, disabledCause: string | null, lapsed: boolean | null, firstTime: string, changedTime: string, attestedAt: string | null, measurement: string | null, measurementReason: string | null, measurementVersion: string | null, measurementApproved: boolean | null, lastHeartbeatAt: string | null }> };

export type RankPartsFragment = { class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> };

export type RanksQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  dead: boolean;
  independent: boolean;
  emissions: boolean;
  uptime: boolean;
  success: boolean;
  claims: boolean;
  slashed: boolean;
}>;


export type RanksQuery = { gross: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }>, emissions?: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }>, uptime?: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }>, success?: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }>, claims?: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }>, slashed?: Array<{ class: NetworkClass, nodes: number, dead: number, rows: Array<{ nodeId: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, independent?: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }> }> };

export type NodesCostedQueryVariables = Exact<{
  network: string;
  id: string | number;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
  cost: CostInput;
  paths: number;
  months: number;
}>;


export type NodesCostedQuery = { payback: Array<{ class: NetworkClass, sentence: string, missing: Array<{ reason: string }>, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, references: Array<{ rowId: string, value: string, unit: string, source: string, asOf: string, confidence: string, stale: boolean, address: string | null, author: string | null }>, netCashPerMonth: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, machine: { months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null }> };

export type NodesCheckedQueryVariables = Exact<{
  network: string;
  since: string;
  until: string;
  limit: number;
  offset: number;
}>;


export type NodesCheckedQuery = { verificationDaysAggregate: Array<{ nodeKey: string | null, outcome: Outcome, sum: { verdicts: string | null } }> };

export type NodesPenalisedQueryVariables = Exact<{
  network: string;
  since: string;
  until: string;
  limit: number;
  offset: number;
}>;


export type NodesPenalisedQuery = { nodeDaysAggregate: Array<{ nodeKey: string | null, sum: { penalties: string | null } }> };

export type OperatorVersionsQueryVariables = Exact<{
  network: string;
  end: string;
  limit: number;
  offset: number;
}>;


export type OperatorVersionsQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, nodeVersions: Array<{ nodeKey: string, owner: string | null, paymentAddress: string | null, fromTime: string, toTime: string | null, role: string | null, enabled: boolean | null, disabledCause: string | null }> };

export type OperatorsEarnedQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
}>;


export type OperatorsEarnedQuery = { leaderboard: Array<{ class: NetworkClass, nodes: number, rows: Array<{ key: string, leftAt: string | null, figure: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> }> };

export type SettledRootQueryVariables = Exact<{
  network: string;
  root: string;
}>;


export type SettledRootQuery = { settlements: Array<{ chainId: number, blockNumber: number, txHash: string, batchSize: string | null }> };

export type SigningKeysQueryVariables = Exact<{
  network: string;
  nodes: Array<string> | string;
}>;


export type SigningKeysQuery = { registrations: Array<{ nodeKey: string, signingKey: string | null }> };

export type RiskAssumptionsQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
}>;


export type RiskAssumptionsQuery = { vendors: Array<{ class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, half: { most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }>, operators: Array<{ class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, half: { most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }>, approvers: Array<{ class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, half: { most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }>, relayers: Array<{ class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, half: { most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }>, verificationMix: Array<{ class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, views: Array<{ view: VerificationViewName, kinds: Array<{ kind: EvidenceKind, share: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> }> } }>, redundancy: Array<{ class: NetworkClass, sentence: string, avoided: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rerun: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, cpu: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> };

export type LeansOnFragment = { class: NetworkClass, sentence: string, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, half: { most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } };

export type RiskHoldersQueryVariables = Exact<{
  network: string;
  by: ConcentrationBy;
  days: number;
  to?: string | null | undefined;
}>;


export type RiskHoldersQuery = { concentration: Array<{ class: NetworkClass, sentence: string, holderCount: number, claims: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiLow: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiHigh: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, third: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, half: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }, fees: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiLow: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiHigh: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, third: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, half: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }, stake: { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiLow: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiHigh: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, third: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, half: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }, holders: Array<{ holder: string, from: HolderSource, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fails: { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claimsPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, recovery: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> }> };

export type ConcentrationPartsFragment = { total: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, free: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiLow: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hhiHigh: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, third: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, half: { holders: Array<string>, fewest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, most: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } };

export type RiskAdvisoriesQueryVariables = Exact<{
  network: string;
}>;


export type RiskAdvisoriesQuery = { advisories: Array<{ id: string, name: string, published: string, affects: string, forgesAttestation: string | null, fix: string | null, source: string, stale: boolean, author: string | null, hardware: Array<{ forges: AdvisoryForges }> }>, advisoryNodes: Array<{ advisory: string, class: NetworkClass, affected: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unknown: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, patched: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> };

export type RiskBlastQueryVariables = Exact<{
  network: string;
  advisory: string;
  to?: string | null | undefined;
}>;


export type RiskBlastQuery = { blastRadius: Array<{ class: NetworkClass, forges: boolean, sentence: string, known: { affected: { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, unknown: { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }, possible: { affected: { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, unknown: { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } } }> };

export type ExposurePartsFragment = { nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, fees: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, emissions: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, stake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } };

export type RiskStressQueryVariables = Exact<{
  network: string;
  moved: string;
  provable?: string | null | undefined;
  multiple?: string | null | undefined;
  load?: string | null | undefined;
  deadline: string;
  days: number;
  to?: string | null | undefined;
}>;


export type RiskStressQuery = { stressTest: Array<{ class: NetworkClass, sentence: string, multiple: string | null, noFallback: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unverified: { sustainableLoad: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, served: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, utilisation: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, meanWait: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, inTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, largestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedInTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedLargestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, stopped: { sustainableLoad: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, served: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, utilisation: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, meanWait: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, inTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, largestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedInTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedLargestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, alternatives: Array<{ name: StressAlternativeName, capacity: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, unproved: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }>, proofsPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, arrivals: { claims: number, byNode: number, from: string | null, to: string | null, blocks: Array<{ chainId: number, first: number, last: number }> }, references: Array<{ rowId: string, value: string, unit: string, source: string, asOf: string, confidence: string, stale: boolean, address: string | null, author: string | null }> }> };

export type StressPartsFragment = { sustainableLoad: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, served: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, utilisation: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, meanWait: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, inTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, largestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedInTime: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, playedLargestSafeShare: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } };

export type RiskCodeQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
}>;


export type RiskCodeQuery = { measurements: { isListed: boolean, code: Array<{ chainId: number | null, registry: string | null, measurement: string, version: string | null, status: MeasurementStatus, approver: string | null, since: string | null, nodes: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null, claims: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } | null }>, stale: Array<{ nodeId: string }> } };

export type RiskAlertsQueryVariables = Exact<{
  network: string;
}>;


export type RiskAlertsQuery = { alerts: Array<{ id: string, rule: string, subject: string, chainId: number | null, blockNumber: number | null, at: string, says: string }> };

export type RulesQueryVariables = Exact<{
  network: string;
}>;


export type RulesQuery = { _meta: Array<{ network: string, chainId: number, class: NetworkClass | null, head: number, lag: number, digest: string, block: { number: number, hash: string | null, timestamp: string | null }, finality: { number: number }, verification: { block: number } | null }>, disclosures: Array<{ id: string, rule: string, seenAt: string, status: string, value: string | null, unit: string | null, source: string, chainId: number | null, blockNumber: number | null, detail: string | null }>, parameterChanges: Array<{ id: string, parameter: string, oldValue: string | null, newValue: string | null, contract: string, chainId: number, blockNumber: number, blockTime: string, txHash: string }>, roleChanges: Array<{ id: string, role: string, account: string | null, sender: string | null, change: string, contract: string, chainId: number, blockNumber: number, blockTime: string, txHash: string }>, measurementChanges: Array<{ id: string, measurement: string, approved: boolean, version: string | null, graceSeconds: string | null, chainId: number, blockNumber: number, blockTime: string, txHash: string }>, governanceActions: Array<{ id: string, action: string, proposal: string, account: string, detail: string | null, chainId: number, blockNumber: number, blockTime: string, txHash: string }> };

export type CatalogueQueryVariables = Exact<{
  at?: string | null | undefined;
}>;


export type CatalogueQuery = { catalogue: Array<{ kind: CatalogueKind, subject: string, quantity: string, used: boolean, note: string, row: { rowId: string, value: string, low: string | null, high: string | null, unit: string, basis: string | null, source: string, asOf: string, confidence: string, shelfLifeDays: number, stale: boolean } | null }> };

export type RunChoicesQueryVariables = Exact<{
  network: string;
}>;


export type RunChoicesQuery = { teeGpu: { totalCount: number | null }, teeProxy: { totalCount: number | null }, snarkProver: { totalCount: number | null }, onnxRunner: { totalCount: number | null }, validator: { totalCount: number | null }, disclosures: Array<{ id: string, rule: string, status: string, value: string | null, source: string }>, networkDays: Array<{ day: string }>, workReports: Array<{ id: string }> };

export type RunPaybackQueryVariables = Exact<{
  network: string;
  role: string;
  stake?: string | null | undefined;
  cost: CostInput;
  days: number;
  to?: string | null | undefined;
  discount?: string | null | undefined;
  growth?: string | null | undefined;
  payers: Payers;
}>;


export type RunPaybackQuery = { payback: Array<{ sentence: string, answer: string, class: NetworkClass, paths: number, horizonMonths: number, seed: number, missing: Array<{ reason: string, input: string }>, sample: { nodes: number, nodeDays: number, days: number, stake: string | null, stakeToken: string | null, stakeBasis: string } | null, marginPerRequest: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCashPerMonth: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, entry: { nodes: number, share: string, netCashPerMonth: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, emissionsPerMonth: { atQuote: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, sold: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, feesPricedIn: { currency: string, followsToken: boolean, ground: string, source: string }, machine: { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, cash: { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, exit: { within12: string, within24: string, within36: string, never: string, months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, exitAt: Array<{ month: number, covers: string, p5: string, p50: string, p95: string }>, unlock: { seconds: number, status: string, source: string } | null, nodes: { nodes: number, left: number, machine: number, cash: number } | null, drivers: Array<{ driver: string, low: string, high: string, swing: string }>, coverage: { forecasts: number, outcomes: number, held: number, nominal: string, coverage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, breakEven: { months: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, tokenPrice: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, requestsPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, rentedOut: { source: string, asOf: string, stale: boolean, rent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, power: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, hosting: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, net: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, advantage: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } | null, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, references: Array<{ rowId: string, value: string, unit: string, source: string, asOf: string, confidence: string, stale: boolean, address: string | null, author: string | null }> }> };

export type RunTriedQueryVariables = Exact<{
  network: string;
  role: string;
  cost: CostInput;
  days: number;
  to?: string | null | undefined;
  payers: Payers;
}>;


export type RunTriedQuery = { networks: Array<{ economics: Array<{ class: NetworkClass, role: { nodes: number, nodeDays: number, revenue: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, revenueWithoutTopPayer: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, worst: { window: { from: string, to: string } | null, perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, missing: Array<{ reason: string, input: string }>, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, oneMore: { perNodeDayAsItWas: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, perNodeDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysBelowCost: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, daysAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, nodesAboveRent: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }, penalties: { severityBasis: string | null, events: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, slashedOverStake: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, expectedYearlyLoss: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, ratePerYear: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, severities: Array<{ reason: string, events: number, mean: string, p5: string, p50: string, p95: string }>, checks: Array<{ txHash: string, reason: string | null, finding: string, observedShare: string | null, disclosedShare: string | null, source: string | null }> }, survival: { nodes: number, left: number, medianDays: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, steps: Array<{ days: string, atRisk: number, left: number, survival: string, error: string }>, leavers: { basis: string, nodes: number, earned: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, atALoss: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, missing: Array<{ reason: string, input: string }> }, realised: { operators: number | null, nodes: number | null, paid: number | null, left: number | null, open: number | null, unknown: number | null, missing: Array<{ reason: string, input: string }>, assumed: Array<{ input: string, value: string, source: string, asOf: string, stale: boolean, note: string }>, paidWithoutRelated: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, within24: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCash: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, cohorts: Array<{ cohort: string, operators: number | null, nodes: number | null, paid: number | null, left: number | null, open: number | null, unknown: number | null, within24: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, netCash: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }> } } }> | null }> };

export type RunProvingQueryVariables = Exact<{
  network: string;
  days: number;
  to?: string | null | undefined;
  won: string;
  one: string;
  four: string;
  eight: string;
  costOne: CostInput;
  costFour: CostInput;
  costEight: CostInput;
}>;


export type RunProvingQuery = { networks: Array<{ economics: Array<{ class: NetworkClass, proving: { incomePerCycle: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, one: { incomePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, runningPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, keptPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, lossOfValuePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rentPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, paybackMonths: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, four: { incomePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, runningPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, keptPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, lossOfValuePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rentPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, paybackMonths: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } }, eight: { incomePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, runningPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, keptPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, lossOfValuePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rentPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, paybackMonths: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } } }> | null }> };

export type OutlookPartsFragment = { incomePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, runningPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, keptPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, lossOfValuePerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, rentPerDay: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null }, paybackMonths: { value: string | null, reason: string | null, unit: string, class: NetworkClass, methodVersion: string, priceSource: string | null, priceQuality: string | null, caveats: Array<string>, eventsCounted: number, emissionShare: string | null, relatedPartyShare: string | null, finality: string, stale: Array<string>, window: { from: string, to: string }, asOf: Array<{ chainId: number, number: number, hash: string }>, missing: Array<{ reason: string, input: string }>, quantiles: { p5: string | null, p25: string | null, p50: string | null, p75: string | null, p95: string | null } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MetaPartsFragmentDoc = new TypedDocumentString(`
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
    `, {"fragmentName":"MetaParts"}) as unknown as TypedDocumentString<MetaPartsFragment, unknown>;
export const FigurePartsFragmentDoc = new TypedDocumentString(`
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
    `, {"fragmentName":"FigureParts"}) as unknown as TypedDocumentString<FigurePartsFragment, unknown>;
export const MonthsPartsFragmentDoc = new TypedDocumentString(`
    fragment MonthsParts on PaybackDistribution {
  months {
    ...FigureParts
  }
  within12
  within24
  within36
  never
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"MonthsParts"}) as unknown as TypedDocumentString<MonthsPartsFragment, unknown>;
export const AssumedPartsFragmentDoc = new TypedDocumentString(`
    fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
    `, {"fragmentName":"AssumedParts"}) as unknown as TypedDocumentString<AssumedPartsFragment, unknown>;
export const ReferencePartsFragmentDoc = new TypedDocumentString(`
    fragment ReferenceParts on CatalogueRow {
  rowId
  value
  unit
  source
  asOf
  confidence
  stale
  address
  author
}
    `, {"fragmentName":"ReferenceParts"}) as unknown as TypedDocumentString<ReferencePartsFragment, unknown>;
export const IfSoldPartsFragmentDoc = new TypedDocumentString(`
    fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"IfSoldParts"}) as unknown as TypedDocumentString<IfSoldPartsFragment, unknown>;
export const OneMorePartsFragmentDoc = new TypedDocumentString(`
    fragment OneMoreParts on RoleEconomics {
  daysBelowCost {
    ...FigureParts
  }
  daysAboveRent {
    ...FigureParts
  }
  nodesAboveRent {
    ...FigureParts
  }
  oneMore {
    perNodeDayAsItWas {
      ...FigureParts
    }
    perNodeDay {
      ...FigureParts
    }
    daysBelowCost {
      ...FigureParts
    }
    daysAboveRent {
      ...FigureParts
    }
    nodesAboveRent {
      ...FigureParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"OneMoreParts"}) as unknown as TypedDocumentString<OneMorePartsFragment, unknown>;
export const ExitPartsFragmentDoc = new TypedDocumentString(`
    fragment ExitParts on PaybackExitAt {
  month
  covers
  p5
  p50
  p95
}
    `, {"fragmentName":"ExitParts"}) as unknown as TypedDocumentString<ExitPartsFragment, unknown>;
export const ClaimVerdictFragmentDoc = new TypedDocumentString(`
    fragment ClaimVerdict on Verdict {
  stoppedVerifiers
  number
  watchdog
  statement
  outcome
  code
  fault
  detail
  transient
  conditions
  superseded
  checkedAt
  correctsNumber
  correctedByNumber
  correctionReason
  corrects {
    number
    outcome
    code
    fault
  }
  correctedBy {
    number
    outcome
    code
    fault
    correctionReason
  }
}
    `, {"fragmentName":"ClaimVerdict"}) as unknown as TypedDocumentString<ClaimVerdictFragment, unknown>;
export const TrustLinkPartsFragmentDoc = new TypedDocumentString(`
    fragment TrustLinkParts on TrustLink {
  name
  state
  says
  value
  code
  blockNumber
  time
  source
}
    `, {"fragmentName":"TrustLinkParts"}) as unknown as TypedDocumentString<TrustLinkPartsFragment, unknown>;
export const VerdictPartsFragmentDoc = new TypedDocumentString(`
    fragment VerdictParts on Verdict {
  number
  watchdog
  statement
  outcome
  code
  fault
  detail
  transient
  conditions
  superseded
  correctsNumber
  correctedByNumber
  correctionReason
  subjectTime
  checkedAt
}
    `, {"fragmentName":"VerdictParts"}) as unknown as TypedDocumentString<VerdictPartsFragment, unknown>;
export const AmountPartsFragmentDoc = new TypedDocumentString(`
    fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}
    `, {"fragmentName":"AmountParts"}) as unknown as TypedDocumentString<AmountPartsFragment, unknown>;
export const DayAmountFragmentDoc = new TypedDocumentString(`
    fragment DayAmount on NodeDayAmount {
  day
  kind
  token
  attribution
  events
  amount {
    ...AmountParts
  }
}
    fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`, {"fragmentName":"DayAmount"}) as unknown as TypedDocumentString<DayAmountFragment, unknown>;
export const RankPartsFragmentDoc = new TypedDocumentString(`
    fragment RankParts on Leaderboard {
  class
  nodes
  dead
  rows {
    nodeId
    leftAt
    figure {
      ...FigureParts
    }
    independent @include(if: $independent) {
      ...FigureParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"RankParts"}) as unknown as TypedDocumentString<RankPartsFragment, unknown>;
export const LeansOnFragmentDoc = new TypedDocumentString(`
    fragment LeansOn on Concentration {
  class
  sentence
  claims {
    total {
      ...FigureParts
    }
    unknown {
      ...FigureParts
    }
    free {
      ...FigureParts
    }
    half {
      most {
        ...FigureParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"LeansOn"}) as unknown as TypedDocumentString<LeansOnFragment, unknown>;
export const ConcentrationPartsFragmentDoc = new TypedDocumentString(`
    fragment ConcentrationParts on ConcentrationMeasure {
  total {
    ...FigureParts
  }
  unknown {
    ...FigureParts
  }
  free {
    ...FigureParts
  }
  hhiLow {
    ...FigureParts
  }
  hhiHigh {
    ...FigureParts
  }
  third {
    fewest {
      ...FigureParts
    }
    most {
      ...FigureParts
    }
    holders
  }
  half {
    fewest {
      ...FigureParts
    }
    most {
      ...FigureParts
    }
    holders
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"ConcentrationParts"}) as unknown as TypedDocumentString<ConcentrationPartsFragment, unknown>;
export const ExposurePartsFragmentDoc = new TypedDocumentString(`
    fragment ExposureParts on BlastExposure {
  nodes {
    ...FigureParts
  }
  claims {
    ...FigureParts
  }
  fees {
    ...FigureParts
  }
  emissions {
    ...FigureParts
  }
  stake {
    ...FigureParts
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"ExposureParts"}) as unknown as TypedDocumentString<ExposurePartsFragment, unknown>;
export const StressPartsFragmentDoc = new TypedDocumentString(`
    fragment StressParts on StressOutcome {
  sustainableLoad {
    ...FigureParts
  }
  served {
    ...FigureParts
  }
  utilisation {
    ...FigureParts
  }
  meanWait {
    ...FigureParts
  }
  inTime {
    ...FigureParts
  }
  largestSafeShare {
    ...FigureParts
  }
  playedInTime {
    ...FigureParts
  }
  playedLargestSafeShare {
    ...FigureParts
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"StressParts"}) as unknown as TypedDocumentString<StressPartsFragment, unknown>;
export const OutlookPartsFragmentDoc = new TypedDocumentString(`
    fragment OutlookParts on ProvingOutlook {
  incomePerDay {
    ...FigureParts
  }
  runningPerDay {
    ...FigureParts
  }
  keptPerDay {
    ...FigureParts
  }
  lossOfValuePerDay {
    ...FigureParts
  }
  rentPerDay {
    ...FigureParts
  }
  paybackMonths {
    ...FigureParts
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`, {"fragmentName":"OutlookParts"}) as unknown as TypedDocumentString<OutlookPartsFragment, unknown>;
export const SearchDocument = new TypedDocumentString(`
    query Search($text: String!) {
  search(text: $text, limit: 5) {
    type
    entityId
    field
    network
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const HeadDocument = new TypedDocumentString(`
    subscription Head {
  head {
    head {
      network
      chainId
      number
      timestamp
    }
    withdrawn {
      network
      chainId
      fromBlock
    }
  }
}
    `) as unknown as TypedDocumentString<HeadSubscription, HeadSubscriptionVariables>;
export const HeadsDocument = new TypedDocumentString(`
    query Heads {
  _meta {
    network
    chainId
    block {
      number
      hash
    }
  }
}
    `) as unknown as TypedDocumentString<HeadsQuery, HeadsQueryVariables>;
export const NetworksDocument = new TypedDocumentString(`
    query Networks {
  networks {
    network
    title
    chains {
      chainId
      title
      class
      height
      head
      lag
      blockTime
      updatedAt
    }
  }
  _meta {
    ...MetaParts
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<NetworksQuery, NetworksQueryVariables>;
export const CheckedDocument = new TypedDocumentString(`
    query Checked($network: String!, $since: Date!, $from: DateTime!, $until: Date!, $end: DateTime!) {
  _meta(network: $network) {
    ...MetaParts
  }
  networkDays(where: {network_eq: $network}, orderBy: [day_ASC], limit: 1) {
    day
  }
  checked: verificationDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    limit: 1000
  ) {
    chainId
    statement
    outcome
    sum {
      verdicts
    }
  }
  checkedByDay: verificationDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    interval: DAY
    limit: 1000
  ) {
    start
    statement
    outcome
    sum {
      verdicts
    }
  }
  later: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, outcome_eq: undecided, transient_eq: true, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  never: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, outcome_eq: undecided, transient_eq: false, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  byNode: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_eq: node, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  byRelayer: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_eq: relayer, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  byRegistry: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_eq: registry, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  byNobody: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_eq: unknown, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  corrected: verdictsConnection(
    where: {network_eq: $network, correctsNumber_isNull: false, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<CheckedQuery, CheckedQueryVariables>;
export const VerdictsDocument = new TypedDocumentString(`
    query Verdicts($where: VerdictWhereInput!, $limit: Int!) {
  verdicts(where: $where, orderBy: [number_DESC], limit: $limit) {
    id
    number
    watchdog
    subjectKind
    subjectId
    nodeKey
    statement
    outcome
    code
    fault
    detail
    transient
    superseded
    subjectTime
    checkedAt
    correctsNumber
    correctedByNumber
  }
}
    `) as unknown as TypedDocumentString<VerdictsQuery, VerdictsQueryVariables>;
export const SamplesDocument = new TypedDocumentString(`
    query Samples($network: String!, $limit: Int!) {
  samples(where: {network_eq: $network}, orderBy: [number_DESC], limit: $limit) {
    id
    watchdog
    origin
    entry
    commitment
    statement
    scope
    nodeKey
    relayer
    size
    notRecomputable
    count
    census
    weakBeacon
    drawnAt
    state
    timedBy
    verified
    rejected
    undecided
    upperBound
    noBound
    path
    checkpoint
  }
  verdictLogs(where: {network_eq: $network}, limit: 100) {
    origin
    key
  }
}
    `) as unknown as TypedDocumentString<SamplesQuery, SamplesQueryVariables>;
export const DisagreementsDocument = new TypedDocumentString(`
    query Disagreements($network: String!, $limit: Int!) {
  disagreements(
    where: {network_eq: $network}
    orderBy: [number_DESC]
    limit: $limit
  ) {
    id
    subjectKind
    subjectId
    statement
    watchdog
    outcome
    code
    fault
    otherWatchdog
    otherOutcome
    otherCode
    otherFault
    open
    foundAt
  }
}
    `) as unknown as TypedDocumentString<DisagreementsQuery, DisagreementsQueryVariables>;
export const ClaimDocument = new TypedDocumentString(`
    query Claim($network: String!, $id: ID!) {
  _meta(network: $network) {
    ...MetaParts
  }
  claimById(id: $id) {
    id
    network
    chainId
    blockNumber
    blockHash
    blockTime
    txHash
    position
    leafIndex
    nodeKey
    evidence
    requestKey
    requester
    modelKey
    inputHash
    outputHash
    claimedAt
    claimedAtSeconds
    claimedAtReason
    blobId
    verificationKeyHash
    node {
      key
      role
      enabled
      disabledCause
      lapsed
      owner
    }
    settlement {
      id
      kind
      relayer
      merkleRoot
      batchSize
      blobId
      contract
      txHash
      blob {
        status
        code
        detail
        sha256
        size
        merkleRoot
        leafCount
        tries
        firstSeenAt
        keptAt
      }
      verdicts(limit: 50) {
        ...ClaimVerdict
      }
    }
    verdicts(limit: 100) {
      ...ClaimVerdict
    }
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment ClaimVerdict on Verdict {
  stoppedVerifiers
  number
  watchdog
  statement
  outcome
  code
  fault
  detail
  transient
  conditions
  superseded
  checkedAt
  correctsNumber
  correctedByNumber
  correctionReason
  corrects {
    number
    outcome
    code
    fault
  }
  correctedBy {
    number
    outcome
    code
    fault
    correctionReason
  }
}`) as unknown as TypedDocumentString<ClaimQuery, ClaimQueryVariables>;
export const ClaimAroundDocument = new TypedDocumentString(`
    query ClaimAround($network: String!, $chain: ChainId!, $request: Bytes, $hasRequest: Boolean!, $model: Bytes, $hasModel: Boolean!, $input: Bytes!, $output: Bytes!) {
  requests(where: {network_eq: $network, requestKey_eq: $request}, limit: 5) @include(if: $hasRequest) {
    id
    requester
    nodeKey
    blockNumber
    blockTime
    txHash
    deadline
    deadlineReason
  }
  fees(where: {network_eq: $network, requestKey_eq: $request}, limit: 20) @include(if: $hasRequest) {
    id
    payer
    payee
    refund
    txHash
    blockTime
    amount {
      ...AmountParts
    }
  }
  models(where: {network_eq: $network, modelKey_eq: $model}, limit: 10) @include(if: $hasModel) {
    id
    system
    verificationKeyHash
    uri
    blockTime
  }
  same: claims(
    where: {network_eq: $network, chainId_eq: $chain, inputHash_eq: $input, outputHash_eq: $output}
    orderBy: [blockNumber_ASC]
    limit: 20
  ) {
    id
    nodeKey
    blockTime
  }
}
    fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<ClaimAroundQuery, ClaimAroundQueryVariables>;
export const CandidatesDocument = new TypedDocumentString(`
    query Candidates($where: NodeWhereInput!) {
  nodes(where: $where, orderBy: [firstTime_ASC], limit: 10) {
    id
    key
    role
    enabled
    disabledCause
    lapsed
  }
}
    `) as unknown as TypedDocumentString<CandidatesQuery, CandidatesQueryVariables>;
export const ComparedDocument = new TypedDocumentString(`
    query Compared($network: String!, $keys: [Bytes!]!, $asOf: AsOf, $since: Date!, $until: Date!) {
  _meta(network: $network) {
    ...MetaParts
  }
  nodes(where: {network_eq: $network, key_in: $keys}, asOf: $asOf, limit: 8) {
    id
    key
    role
    owner
    enabled
    disabledCause
    lapsed
    firstTime
    attestedAt
    measurement
    measurementReason
  }
  checked: verificationDaysAggregate(
    by: [nodeKey]
    where: {network_eq: $network, nodeKey_in: $keys, day_gte: $since, day_lte: $until}
    limit: 200
  ) {
    nodeKey
    statement
    outcome
    sum {
      verdicts
    }
  }
  penalised: nodeDaysAggregate(
    by: [nodeKey]
    where: {network_eq: $network, nodeKey_in: $keys, day_gte: $since, day_lte: $until}
    limit: 20
  ) {
    nodeKey
    sum {
      penalties
    }
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<ComparedQuery, ComparedQueryVariables>;
export const ComparedNodeDocument = new TypedDocumentString(`
    query ComparedNode($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
  node(id: $id) {
    economics(days: $days, to: $to, cost: $cost, payers: $payers) {
      class
      assumed {
        ...AssumedParts
      }
      emissionsIfSold {
        ...IfSoldParts
      }
      statement {
        fees {
          ...FigureParts
        }
        emissions {
          ...FigureParts
        }
        emissionsAccrued {
          ...FigureParts
        }
        gross {
          ...FigureParts
        }
        netCash {
          ...FigureParts
        }
        economicProfit {
          ...FigureParts
        }
      }
      revenue {
        perDay {
          ...FigureParts
        }
        daysWithoutRevenue {
          ...FigureParts
        }
      }
      coverage {
        ...FigureParts
      }
      penalties {
        expectedYearlyLoss {
          ...FigureParts
        }
      }
      service {
        uptime {
          ...FigureParts
        }
        success {
          ...FigureParts
        }
        settlementDelay {
          ...FigureParts
        }
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        notShownRelated {
          ...FigureParts
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<ComparedNodeQuery, ComparedNodeQueryVariables>;
export const ComparedNetworkDocument = new TypedDocumentString(`
    query ComparedNetwork($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $since: Date!, $until: Date!) {
  _meta(network: $network) {
    ...MetaParts
  }
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to, payers: $payers) {
      class
      fees {
        ...FigureParts
      }
      emissions {
        ...FigureParts
      }
      emissionsIfSold {
        ...IfSoldParts
      }
      coverage {
        ...FigureParts
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        notShownRelated {
          ...FigureParts
        }
      }
      penalties {
        events {
          ...FigureParts
        }
        ratePerYear {
          ...FigureParts
        }
      }
    }
  }
  serving: nodesConnection(
    where: {network_eq: $network, enabled_eq: true, lapsed_eq: false}
    first: 1
  ) {
    totalCount
  }
  all: nodesConnection(where: {network_eq: $network}, first: 1) {
    totalCount
  }
  claims: networkDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    limit: 1
  ) {
    sum {
      claims
      batchLeaves
    }
  }
  checked: verificationDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    limit: 1000
  ) {
    statement
    outcome
    sum {
      verdicts
    }
  }
  disclosed: disclosures(where: {network_eq: $network}, limit: 1000) {
    rule
    status
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<ComparedNetworkQuery, ComparedNetworkQueryVariables>;
export const ComparedRoleDocument = new TypedDocumentString(`
    query ComparedRole($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $role: String!, $cost: CostInput!) {
  _meta(network: $network) {
    ...MetaParts
  }
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to, payers: $payers) {
      class
      role(role: $role, cost: $cost) {
        nodes
        nodeDays
        revenue {
          ...FigureParts
        }
        revenueWithoutTopPayer {
          ...FigureParts
        }
        ...OneMoreParts
        assumed {
          ...AssumedParts
        }
        worst {
          perNodeDay {
            ...FigureParts
          }
        }
      }
    }
  }
  serving: nodesConnection(
    where: {network_eq: $network, role_eq: $role, enabled_eq: true, lapsed_eq: false}
    first: 1
  ) {
    totalCount
  }
  all: nodesConnection(where: {network_eq: $network, role_eq: $role}, first: 1) {
    totalCount
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment OneMoreParts on RoleEconomics {
  daysBelowCost {
    ...FigureParts
  }
  daysAboveRent {
    ...FigureParts
  }
  nodesAboveRent {
    ...FigureParts
  }
  oneMore {
    perNodeDayAsItWas {
      ...FigureParts
    }
    perNodeDay {
      ...FigureParts
    }
    daysBelowCost {
      ...FigureParts
    }
    daysAboveRent {
      ...FigureParts
    }
    nodesAboveRent {
      ...FigureParts
    }
  }
}`) as unknown as TypedDocumentString<ComparedRoleQuery, ComparedRoleQueryVariables>;
export const DataDocument = new TypedDocumentString(`
    query Data($network: String!) {
  _meta(network: $network) {
    ...MetaParts
  }
  chains(where: {network_eq: $network}) {
    id
    chainId
    title
    class
    height
    hash
    blockTime
    finalizedHeight
    head
    lag
    digest
    genesisHash
    updatedAt
  }
  faults: providerFaultsConnection(where: {network_eq: $network}, first: 1) {
    totalCount
  }
  providerFaults(
    where: {network_eq: $network}
    orderBy: [number_DESC]
    limit: 200
  ) {
    id
    chainId
    endpoint
    kind
    blockNumber
    said
    proved
    seenAt
  }
  unknown: unknownLogsConnection(
    where: {network_eq: $network, reason_not_eq: "calldata"}
    first: 1
  ) {
    totalCount
  }
  partial: unknownLogsConnection(
    where: {network_eq: $network, reason_eq: "calldata"}
    first: 1
  ) {
    totalCount
  }
  unknownLogs(
    where: {network_eq: $network}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    contract
    reason
    detail
    chainId
    blockNumber
    blockTime
    txHash
  }
  differs: reconciliationsConnection(
    where: {network_eq: $network, status_eq: "differs"}
    first: 1
  ) {
    totalCount
  }
  matches: reconciliationsConnection(
    where: {network_eq: $network, status_eq: "matches"}
    first: 1
  ) {
    totalCount
  }
  reconciliations(where: {network_eq: $network}, orderBy: [day_DESC], limit: 200) {
    id
    account
    day
    status
    toBlock
    expected {
      ...AmountParts
    }
    observed {
      ...AmountParts
    }
    difference {
      ...AmountParts
    }
  }
  lost: blobsConnection(
    where: {network_eq: $network, status_in: ["lost", "refused"]}
    first: 1
  ) {
    totalCount
  }
  kept: blobsConnection(
    where: {network_eq: $network, status_eq: "kept"}
    first: 1
  ) {
    totalCount
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<DataQuery, DataQueryVariables>;
export const DemandDocument = new TypedDocumentString(`
    query Demand($network: String!, $days: Int!, $to: DateTime, $links: Int!, $skip: Int!) {
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to) {
      class
      window {
        from
        to
      }
      fees {
        ...FigureParts
      }
      emissions {
        ...FigureParts
      }
      coverage {
        ...FigureParts
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        hhi {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        top5 {
          ...FigureParts
        }
        refunds {
          ...FigureParts
        }
        repeatedPayloads {
          ...FigureParts
        }
        notShownRelated {
          ...FigureParts
        }
        related {
          ...FigureParts
        }
        protocol {
          ...FigureParts
        }
        costOfFaking {
          ...FigureParts
        }
        excluded {
          rule
          share {
            ...FigureParts
          }
        }
        links(limit: $links, offset: $skip) {
          rule
          payer
          node
          source
          reason
          payments
          since
          share {
            ...FigureParts
          }
          transfers {
            from
            to
            at
            chainId
            blockNumber
            txHash
            proved
            amount {
              ...AmountParts
            }
          }
        }
        tracing {
          transfersSeen
          unprovedTransfers
          visible
          maxTransfers
          sources
          hubs
          namedHubs {
            chainId
            address
            name
            source
          }
        }
      }
    }
    rest: economics(days: $days, to: $to, payers: INDEPENDENT) {
      class
      fees {
        ...FigureParts
      }
      coverage {
        ...FigureParts
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        hhi {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        top5 {
          ...FigureParts
        }
        refunds {
          ...FigureParts
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<DemandQuery, DemandQueryVariables>;
export const DemandPayersDocument = new TypedDocumentString(`
    query DemandPayers($network: String!, $since: Date!, $until: Date!) {
  _meta(network: $network) {
    ...MetaParts
  }
  payers: payerDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    by: [payer]
    limit: 1000
  ) {
    payer
    chainId
    token
    count
    sum {
      payments
      refunds
      paid {
        ...AmountParts
      }
      refunded {
        ...AmountParts
      }
    }
  }
  payerDays(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    orderBy: [day_DESC, payer_ASC]
    limit: 1000
  ) {
    id
    day
    payer
    payments
    refunds
    paid {
      ...AmountParts
    }
    refunded {
      ...AmountParts
    }
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<DemandPayersQuery, DemandPayersQueryVariables>;
export const FleetFindDocument = new TypedDocumentString(`
    query FleetFind($network: String!, $text: Bytes!) {
  byKey: nodes(where: {network_eq: $network, key_eq: $text}, limit: 1) {
    key
    role
  }
  byOwner: nodes(
    where: {network_eq: $network, owner_eq: $text}
    orderBy: [key_ASC]
    limit: 50
  ) {
    key
    role
  }
  byPayee: nodes(
    where: {network_eq: $network, paymentAddress_eq: $text}
    orderBy: [key_ASC]
    limit: 50
  ) {
    key
    role
  }
}
    `) as unknown as TypedDocumentString<FleetFindQuery, FleetFindQueryVariables>;
export const FleetNodeDocument = new TypedDocumentString(`
    query FleetNode($network: String!, $key: Bytes!, $days: Int!, $to: DateTime, $cost: CostInput!) {
  nodes(where: {network_eq: $network, key_eq: $key}, limit: 1) {
    key
    role
    enabled
    disabledCause
    lapsed
    economics(days: $days, to: $to, cost: $cost) {
      class
      statement {
        fees {
          ...FigureParts
        }
        refunds {
          ...FigureParts
        }
        emissions {
          ...FigureParts
        }
        power {
          ...FigureParts
        }
        hosting {
          ...FigureParts
        }
        upstream {
          ...FigureParts
        }
        gas {
          ...FigureParts
        }
        delegators {
          ...FigureParts
        }
        netCash {
          ...FigureParts
        }
        ownSlashes {
          ...FigureParts
        }
        depreciation {
          ...FigureParts
        }
        stakeCost {
          ...FigureParts
        }
        economicProfit {
          ...FigureParts
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<FleetNodeQuery, FleetNodeQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $asOf: AsOf, $since: Date!, $from: DateTime!, $until: Date!, $end: DateTime!) {
  _meta(network: $network) {
    ...MetaParts
  }
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to, payers: $payers) {
      class
      window {
        from
        to
      }
      fees {
        ...FigureParts
      }
      emissions {
        ...FigureParts
      }
      emissionsIfSold {
        ...IfSoldParts
      }
      coverage {
        ...FigureParts
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        notShownRelated {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        excluded {
          rule
          share {
            ...FigureParts
          }
        }
      }
      penalties {
        events {
          ...FigureParts
        }
      }
      proving {
        locksDue
        fillRate {
          ...FigureParts
        }
        secondary {
          ...FigureParts
        }
        rewardPerCycle {
          ...FigureParts
        }
      }
    }
  }
  serving: nodesConnection(
    where: {network_eq: $network, enabled_eq: true, lapsed_eq: false}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  silent: nodesConnection(
    where: {network_eq: $network, enabled_eq: true, lapsed_eq: true}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  disabled: nodesConnection(
    where: {network_eq: $network, enabled_eq: false}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  all: nodesConnection(where: {network_eq: $network}, asOf: $asOf, first: 1) {
    totalCount
  }
  teeGpu: nodesConnection(
    where: {network_eq: $network, role_eq: "tee-gpu"}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  teeProxy: nodesConnection(
    where: {network_eq: $network, role_eq: "tee-proxy"}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  snarkProver: nodesConnection(
    where: {network_eq: $network, role_eq: "snark-prover"}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  onnxRunner: nodesConnection(
    where: {network_eq: $network, role_eq: "onnx-runner"}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  validator: nodesConnection(
    where: {network_eq: $network, role_eq: "validator"}
    asOf: $asOf
    first: 1
  ) {
    totalCount
  }
  networkDays(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    orderBy: [day_ASC]
    limit: 731
  ) {
    day
    chainId
    claims
    penalties
    batchLeaves
  }
  networkDayAmounts(
    where: {network_eq: $network, day_gte: $since, day_lte: $until, kind_in: ["fee", "emission"]}
    orderBy: [day_ASC]
    limit: 1000
  ) {
    day
    kind
    token
    events
    amount {
      ...AmountParts
    }
  }
  checked: verificationDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    limit: 1000
  ) {
    statement
    outcome
    sum {
      verdicts
    }
  }
  checkedByDay: verificationDaysAggregate(
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    interval: DAY
    limit: 1000
  ) {
    start
    statement
    outcome
    sum {
      verdicts
    }
  }
  byNode: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_eq: node, subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  byOthers: verdictsConnection(
    where: {network_eq: $network, superseded_eq: false, fault_in: [relayer, registry, unknown], subjectTime_gte: $from, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}
fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($network: String!, $end: DateTime!) {
  penalties(
    where: {network_eq: $network, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 5
  ) {
    id
    nodeKey
    kind
    reason
    blockTime
    txHash
    amount {
      ...AmountParts
    }
  }
  statusChanges(
    where: {network_eq: $network, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 5
  ) {
    id
    nodeKey
    enabled
    cause
    blockTime
    txHash
  }
  parameterChanges(
    where: {network_eq: $network, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 5
  ) {
    id
    parameter
    blockTime
    txHash
  }
  measurementChanges(
    where: {network_eq: $network, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 5
  ) {
    id
    measurement
    approved
    version
    blockTime
    txHash
  }
  registrations(
    where: {network_eq: $network, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 5
  ) {
    id
    nodeKey
    role
    blockTime
    txHash
  }
}
    fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const HomeRoleDocument = new TypedDocumentString(`
    query HomeRole($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $role: String!, $cost: CostInput!) {
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to, payers: $payers) {
      class
      role(role: $role, cost: $cost) {
        nodes
        nodeDays
        revenue {
          ...FigureParts
        }
        ...OneMoreParts
        assumed {
          ...AssumedParts
        }
        missing {
          reason
          input
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment OneMoreParts on RoleEconomics {
  daysBelowCost {
    ...FigureParts
  }
  daysAboveRent {
    ...FigureParts
  }
  nodesAboveRent {
    ...FigureParts
  }
  oneMore {
    perNodeDayAsItWas {
      ...FigureParts
    }
    perNodeDay {
      ...FigureParts
    }
    daysBelowCost {
      ...FigureParts
    }
    daysAboveRent {
      ...FigureParts
    }
    nodesAboveRent {
      ...FigureParts
    }
  }
}`) as unknown as TypedDocumentString<HomeRoleQuery, HomeRoleQueryVariables>;
export const NearNodesDocument = new TypedDocumentString(`
    query NearNodes($text: String!) {
  search(text: $text, limit: 5) {
    type
    entityId
    field
    network
  }
}
    `) as unknown as TypedDocumentString<NearNodesQuery, NearNodesQueryVariables>;
export const NodeDocument = new TypedDocumentString(`
    query Node($where: NodeWhereInput!, $asOf: AsOf) {
  nodes(where: $where, asOf: $asOf, limit: 2) {
    id
    network
    chainId
    key
    role
    owner
    paymentAddress
    endpoint
    teeType
    measurement
    measurementVersion
    measurementApproved
    measurementFrom
    measurementReason
    attestedBlock
    attestedAt
    contactFrom
    enabled
    disabledCause
    disabledBy
    registry
    firstBlock
    firstTime
    changedBlock
    changedTime
    lastHeartbeatBlock
    lastHeartbeatAt
    lapsed
  }
}
    `) as unknown as TypedDocumentString<NodeQuery, NodeQueryVariables>;
export const NodeFactsDocument = new TypedDocumentString(`
    query NodeFacts($network: String!, $chain: ChainId!, $key: Bytes!, $since: Date!, $sinceTime: DateTime!, $end: DateTime!, $endDay: Date!) {
  _meta(network: $network) {
    ...MetaParts
  }
  versions: nodeVersions(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key}
    orderBy: [fromBlock_ASC]
    limit: 200
  ) {
    fromBlock
    fromTime
    toTime
    role
    owner
    paymentAddress
    enabled
    disabledCause
    measurement
    measurementVersion
    measurementApproved
    registry
  }
  lapses(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key}
    orderBy: [fromTime_ASC]
    limit: 500
  ) {
    fromTime
    toTime
    endedBy
    limitSeconds
  }
  beats: heartbeats(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_gte: $sinceTime, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 1000
  ) {
    blockTime
  }
  beatBefore: heartbeats(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $sinceTime}
    orderBy: [blockNumber_DESC]
    limit: 1
  ) {
    blockTime
  }
  penalties(
    where: {network_eq: $network, nodeKey_eq: $key, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 100
  ) {
    id
    kind
    reason
    staker
    evidence
    blockNumber
    blockTime
    txHash
    amount {
      ...AmountParts
    }
  }
  amounts: nodeDayAmounts(
    where: {network_eq: $network, nodeKey_eq: $key, day_gte: $since, kind_in: ["fee", "emission", "refund"]}
    orderBy: [day_DESC]
    limit: 1000
  ) {
    ...DayAmount
  }
  older: nodeDayAmounts(
    where: {network_eq: $network, nodeKey_eq: $key, day_gte: $since, kind_in: ["fee", "emission", "refund"]}
    orderBy: [day_DESC]
    limit: 1000
    offset: 1000
  ) {
    ...DayAmount
  }
  claimsConnection(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $end}
    first: 1
  ) {
    totalCount
    totalCountAtLeast
  }
  checked: verificationDaysAggregate(
    where: {network_eq: $network, nodeKey_eq: $key, day_lte: $endDay}
    limit: 100
  ) {
    statement
    outcome
    sum {
      verdicts
    }
  }
  ownFault: verdictsConnection(
    where: {network_eq: $network, nodeKey_eq: $key, outcome_eq: rejected, fault_eq: node, superseded_eq: false, subjectTime_lt: $end}
    first: 1
  ) {
    totalCount
  }
  disclosures(where: {network_eq: $network}, orderBy: [seenAt_ASC], limit: 500) {
    rule
    seenAt
    status
    value
    unit
    source
    detail
    chainId
    blockNumber
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}
fragment DayAmount on NodeDayAmount {
  day
  kind
  token
  attribution
  events
  amount {
    ...AmountParts
  }
}`) as unknown as TypedDocumentString<NodeFactsQuery, NodeFactsQueryVariables>;
export const NodeTrustDocument = new TypedDocumentString(`
    query NodeTrust($network: String!, $node: ID!, $to: DateTime) {
  _meta(network: $network) {
    ...MetaParts
  }
  trustChain(node: $node, to: $to) {
    claimId
    sentence
    links {
      ...TrustLinkParts
    }
    gpuAttested {
      state
      says
    }
    measuredRuns {
      state
      says
    }
    attestationAge {
      ...FigureParts
    }
    approvalsChangedSince
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment TrustLinkParts on TrustLink {
  name
  state
  says
  value
  code
  blockNumber
  time
  source
}`) as unknown as TypedDocumentString<NodeTrustQuery, NodeTrustQueryVariables>;
export const NodeMarketDocument = new TypedDocumentString(`
    query NodeMarket($network: String!, $key: Bytes!) {
  _meta(network: $network) {
    ...MetaParts
  }
  marketProvers(where: {network_eq: $network, nodeKey_eq: $key}, limit: 5) {
    token
    asOf
    openLocks
    slashableLocks
    slashableSince
    dueLocks
    inTime
    locked {
      ...AmountParts
    }
    slashable {
      ...AmountParts
    }
    burned {
      ...AmountParts
    }
    transferred {
      ...AmountParts
    }
  }
  marketDays(
    where: {network_eq: $network, nodeKey_eq: $key}
    orderBy: [day_DESC]
    limit: 90
  ) {
    id
    day
    inTime
    dueLocks
    secondary
    earned {
      ...AmountParts
    }
    burned {
      ...AmountParts
    }
    movedToTreasury {
      ...AmountParts
    }
    movedToOthers {
      ...AmountParts
    }
    movedToSelf {
      ...AmountParts
    }
    received {
      ...AmountParts
    }
    locked {
      ...AmountParts
    }
    slashable {
      ...AmountParts
    }
    transactions
    executionFee {
      ...AmountParts
    }
    l1DataFee {
      ...AmountParts
    }
    whyNoGas
  }
  marketLocks(
    where: {network_eq: $network, nodeKey_eq: $key}
    orderBy: [blockNumber_DESC]
    limit: 100
  ) {
    id
    blockTime
    nodeKey
    requestKey
    outcome
    deadline
    asOf
    lateBy
    price {
      ...AmountParts
    }
    collateral {
      ...AmountParts
    }
  }
  workRewards(
    where: {network_eq: $network, nodeKey_eq: $key}
    orderBy: [epoch_DESC]
    limit: 50
  ) {
    id
    epoch
    source
    state
    work
    stakeWanted
    amount {
      ...AmountParts
    }
    uncapped {
      ...AmountParts
    }
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<NodeMarketQuery, NodeMarketQueryVariables>;
export const NodeProvingDocument = new TypedDocumentString(`
    query NodeProving($id: ID!, $days: Int!, $to: DateTime) {
  node(id: $id) {
    economics(days: $days, to: $to) {
      class
      proving {
        fillRate {
          ...FigureParts
        }
        secondary {
          ...FigureParts
        }
        workShare {
          ...FigureParts
        }
        rewardPerCycle {
          ...FigureParts
        }
        feesPerCycle {
          ...FigureParts
        }
        pricePerCycle {
          ...FigureParts
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<NodeProvingQuery, NodeProvingQueryVariables>;
export const NodeConsensusDocument = new TypedDocumentString(`
    query NodeConsensus($network: String!, $key: Bytes!) {
  _meta(network: $network) {
    ...MetaParts
  }
  validatorIdentities(
    where: {network_eq: $network, nodeKey_eq: $key}
    orderBy: [fromBlock_DESC]
    limit: 20
  ) {
    id
    moniker
    consensusAddress
    operatorAddress
    account
    evmAddress
    fromBlock
    toBlock
    source
  }
  undrawnRewards(where: {network_eq: $network, nodeKey_eq: $key}, limit: 5) {
    id
    accrued {
      ...AmountParts
    }
    withdrawn {
      ...AmountParts
    }
    remainder {
      ...AmountParts
    }
  }
  missed: nodeReports(
    where: {network_eq: $network, nodeKey_eq: $key, topic_eq: "missed_signature"}
    orderBy: [blockNumber_DESC]
    limit: 1
  ) {
    value
  }
  missedCount: nodeReportsConnection(
    where: {network_eq: $network, nodeKey_eq: $key, topic_eq: "missed_signature"}
    first: 1
  ) {
    totalCount
    totalCountAtLeast
  }
  recomputed(network: $network, nodeKey: $key, limit: 50) {
    kind
    blockNumber
    blockTime
    reported
    recomputed
    difference
    finding
    reason
    vouchedBy
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}`) as unknown as TypedDocumentString<NodeConsensusQuery, NodeConsensusQueryVariables>;
export const NodeClaimsDocument = new TypedDocumentString(`
    query NodeClaims($network: String!, $chain: ChainId!, $key: Bytes!, $end: DateTime!) {
  claims(
    where: {network_eq: $network, chainId_eq: $chain, nodeKey_eq: $key, blockTime_lt: $end}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    leafIndex
    evidence
    blockNumber
    blockTime
    txHash
    outputHash
    modelKey
    verificationKeyHash
    verdicts(limit: 20) {
      statement
      outcome
      code
      fault
      superseded
    }
  }
}
    `) as unknown as TypedDocumentString<NodeClaimsQuery, NodeClaimsQueryVariables>;
export const NodeMoneyDocument = new TypedDocumentString(`
    query NodeMoney($id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
  node(id: $id) {
    economics(days: $days, to: $to, cost: $cost, payers: $payers) {
      class
      window {
        from
        to
      }
      assumed {
        ...AssumedParts
      }
      emissionsIfSold {
        ...IfSoldParts
      }
      statement {
        fees {
          ...FigureParts
        }
        refunds {
          ...FigureParts
        }
        emissions {
          ...FigureParts
        }
        emissionsAccrued {
          ...FigureParts
        }
        gross {
          ...FigureParts
        }
        power {
          ...FigureParts
        }
        hosting {
          ...FigureParts
        }
        upstream {
          ...FigureParts
        }
        gas {
          ...FigureParts
        }
        delegators {
          ...FigureParts
        }
        netCash {
          ...FigureParts
        }
        ownSlashes {
          ...FigureParts
        }
        depreciation {
          ...FigureParts
        }
        stakeCost {
          ...FigureParts
        }
        economicProfit {
          ...FigureParts
        }
      }
      statements(period: DAY) {
        window {
          from
          to
        }
        gross {
          value
          reason
        }
      }
      revenue {
        perDay {
          ...FigureParts
        }
        daysWithoutRevenue {
          ...FigureParts
        }
        longestGapSeconds {
          ...FigureParts
        }
      }
      coverage {
        ...FigureParts
      }
      service {
        uptime {
          ...FigureParts
        }
        upSeconds
        downSeconds
        unknownSeconds
        success {
          ...FigureParts
        }
        due
        inTime
        late
        settlementDelay {
          ...FigureParts
        }
      }
      penalties {
        events {
          ...FigureParts
        }
        checks {
          txHash
          reason
          finding
          observedShare
          disclosedShare
          source
        }
      }
      demand {
        uniquePayers {
          ...FigureParts
        }
        top1 {
          ...FigureParts
        }
        notShownRelated {
          ...FigureParts
        }
        links(limit: 50) {
          rule
          payer
          source
          payments
          since
          share {
            ...FigureParts
          }
          reason
          transfers {
            from
            to
            at
            txHash
            proved
            amount {
              ...AmountParts
            }
          }
        }
        tracing {
          visible
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AmountParts on Amount {
  value
  reason
  token {
    chainId
    address
    symbol
    decimals
    class
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<NodeMoneyQuery, NodeMoneyQueryVariables>;
export const NodeRentDocument = new TypedDocumentString(`
    query NodeRent($network: String!, $id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!) {
  payback(
    network: $network
    nodeId: $id
    days: $days
    to: $to
    cost: $cost
    paths: 100
    horizonMonths: 1
  ) {
    class
    missing {
      reason
      input
    }
    netCashPerMonth {
      ...FigureParts
    }
    rentedOut {
      rent {
        ...FigureParts
      }
      power {
        ...FigureParts
      }
      hosting {
        ...FigureParts
      }
      net {
        ...FigureParts
      }
      source
      asOf
      stale
      advantage {
        ...FigureParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<NodeRentQuery, NodeRentQueryVariables>;
export const NodePaybackDocument = new TypedDocumentString(`
    query NodePayback($network: String!, $id: ID!, $days: Int!, $to: DateTime, $cost: CostInput!, $payers: Payers!) {
  payback(
    network: $network
    nodeId: $id
    days: $days
    to: $to
    cost: $cost
    payers: $payers
  ) {
    sentence
    answer
    class
    missing {
      reason
      input
    }
    horizonMonths
    paths
    seed
    machine {
      ...MonthsParts
    }
    cash {
      ...MonthsParts
    }
    exitAt {
      ...ExitParts
    }
    coverage {
      forecasts
      outcomes
      held
    }
    assumed {
      ...AssumedParts
    }
    references {
      ...ReferenceParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MonthsParts on PaybackDistribution {
  months {
    ...FigureParts
  }
  within12
  within24
  within36
  never
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment ReferenceParts on CatalogueRow {
  rowId
  value
  unit
  source
  asOf
  confidence
  stale
  address
  author
}
fragment ExitParts on PaybackExitAt {
  month
  covers
  p5
  p50
  p95
}`) as unknown as TypedDocumentString<NodePaybackQuery, NodePaybackQueryVariables>;
export const NodesDocument = new TypedDocumentString(`
    query Nodes($network: String!, $where: NodeWhereInput!, $asOf: AsOf, $limit: Int!, $offset: Int!) {
  _meta(network: $network) {
    ...MetaParts
  }
  nodes(
    where: $where
    asOf: $asOf
    orderBy: [id_ASC]
    limit: $limit
    offset: $offset
  ) {
    id
    key
    role
    owner
    paymentAddress
    endpoint
    enabled
    disabledCause
    lapsed
    firstTime
    changedTime
    attestedAt
    measurement
    measurementReason
    measurementVersion
    measurementApproved
    lastHeartbeatAt
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<NodesQuery, NodesQueryVariables>;
export const RanksDocument = new TypedDocumentString(`
    query Ranks($network: String!, $days: Int!, $to: DateTime, $payers: Payers!, $dead: Boolean!, $independent: Boolean!, $emissions: Boolean!, $uptime: Boolean!, $success: Boolean!, $claims: Boolean!, $slashed: Boolean!) {
  gross: leaderboard(
    network: $network
    metric: GROSS
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) {
    ...RankParts
  }
  emissions: leaderboard(
    network: $network
    metric: EMISSIONS
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) @include(if: $emissions) {
    ...RankParts
  }
  uptime: leaderboard(
    network: $network
    metric: UPTIME
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) @include(if: $uptime) {
    ...RankParts
  }
  success: leaderboard(
    network: $network
    metric: SUCCESS
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) @include(if: $success) {
    ...RankParts
  }
  claims: leaderboard(
    network: $network
    metric: CLAIMS
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) @include(if: $claims) {
    ...RankParts
  }
  slashed: leaderboard(
    network: $network
    metric: SLASHED
    days: $days
    to: $to
    payers: $payers
    includeDead: $dead
    top: 1000
  ) @include(if: $slashed) {
    ...RankParts
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment RankParts on Leaderboard {
  class
  nodes
  dead
  rows {
    nodeId
    leftAt
    figure {
      ...FigureParts
    }
    independent @include(if: $independent) {
      ...FigureParts
    }
  }
}`) as unknown as TypedDocumentString<RanksQuery, RanksQueryVariables>;
export const NodesCostedDocument = new TypedDocumentString(`
    query NodesCosted($network: String!, $id: ID!, $days: Int!, $to: DateTime, $payers: Payers!, $cost: CostInput!, $paths: Int!, $months: Int!) {
  payback(
    network: $network
    nodeId: $id
    days: $days
    to: $to
    payers: $payers
    cost: $cost
    paths: $paths
    horizonMonths: $months
  ) {
    class
    sentence
    missing {
      reason
    }
    assumed {
      ...AssumedParts
    }
    references {
      ...ReferenceParts
    }
    netCashPerMonth {
      ...FigureParts
    }
    machine {
      months {
        ...FigureParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment ReferenceParts on CatalogueRow {
  rowId
  value
  unit
  source
  asOf
  confidence
  stale
  address
  author
}`) as unknown as TypedDocumentString<NodesCostedQuery, NodesCostedQueryVariables>;
export const NodesCheckedDocument = new TypedDocumentString(`
    query NodesChecked($network: String!, $since: Date!, $until: Date!, $limit: Int!, $offset: Int!) {
  verificationDaysAggregate(
    by: [nodeKey]
    where: {network_eq: $network, day_gte: $since, day_lte: $until}
    limit: $limit
    offset: $offset
  ) {
    nodeKey
    outcome
    sum {
      verdicts
    }
  }
}
    `) as unknown as TypedDocumentString<NodesCheckedQuery, NodesCheckedQueryVariables>;
export const NodesPenalisedDocument = new TypedDocumentString(`
    query NodesPenalised($network: String!, $since: Date!, $until: Date!, $limit: Int!, $offset: Int!) {
  nodeDaysAggregate(
    by: [nodeKey]
    where: {network_eq: $network, day_gte: $since, day_lte: $until, penalties_gt: 0}
    limit: $limit
    offset: $offset
  ) {
    nodeKey
    sum {
      penalties
    }
  }
}
    `) as unknown as TypedDocumentString<NodesPenalisedQuery, NodesPenalisedQueryVariables>;
export const OperatorVersionsDocument = new TypedDocumentString(`
    query OperatorVersions($network: String!, $end: DateTime!, $limit: Int!, $offset: Int!) {
  _meta(network: $network) {
    ...MetaParts
  }
  nodeVersions(
    where: {network_eq: $network, fromTime_lt: $end}
    orderBy: [id_ASC]
    limit: $limit
    offset: $offset
  ) {
    nodeKey
    owner
    paymentAddress
    fromTime
    toTime
    role
    enabled
    disabledCause
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<OperatorVersionsQuery, OperatorVersionsQueryVariables>;
export const OperatorsEarnedDocument = new TypedDocumentString(`
    query OperatorsEarned($network: String!, $days: Int!, $to: DateTime, $payers: Payers!) {
  leaderboard(
    network: $network
    metric: GROSS
    days: $days
    to: $to
    payers: $payers
    includeDead: true
    top: 1000
  ) {
    class
    nodes
    rows {
      key
      leftAt
      figure {
        ...FigureParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<OperatorsEarnedQuery, OperatorsEarnedQueryVariables>;
export const SettledRootDocument = new TypedDocumentString(`
    query SettledRoot($network: String!, $root: Bytes!) {
  settlements(where: {network_eq: $network, merkleRoot_eq: $root}, limit: 1) {
    chainId
    blockNumber
    txHash
    batchSize
  }
}
    `) as unknown as TypedDocumentString<SettledRootQuery, SettledRootQueryVariables>;
export const SigningKeysDocument = new TypedDocumentString(`
    query SigningKeys($network: String!, $nodes: [Bytes!]!) {
  registrations(
    where: {network_eq: $network, nodeKey_in: $nodes, signingKey_isNull: false}
    limit: 1000
  ) {
    nodeKey
    signingKey
  }
}
    `) as unknown as TypedDocumentString<SigningKeysQuery, SigningKeysQueryVariables>;
export const RiskAssumptionsDocument = new TypedDocumentString(`
    query RiskAssumptions($network: String!, $days: Int!, $to: DateTime) {
  vendors: concentration(
    network: $network
    by: TEE_VENDOR
    days: $days
    to: $to
    top: 1
  ) {
    ...LeansOn
  }
  operators: concentration(
    network: $network
    by: OPERATOR
    days: $days
    to: $to
    top: 1
  ) {
    ...LeansOn
  }
  approvers: concentration(
    network: $network
    by: APPROVER
    days: $days
    to: $to
    top: 1
  ) {
    ...LeansOn
  }
  relayers: concentration(
    network: $network
    by: RELAYER
    days: $days
    to: $to
    top: 1
  ) {
    ...LeansOn
  }
  verificationMix(network: $network, days: $days, to: $to) {
    class
    sentence
    claims {
      total {
        ...FigureParts
      }
      views {
        view
        kinds {
          kind
          share {
            ...FigureParts
          }
        }
      }
    }
  }
  redundancy(network: $network, days: $days, to: $to) {
    class
    sentence
    avoided {
      ...FigureParts
    }
    rerun {
      ...FigureParts
    }
    cpu {
      ...FigureParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment LeansOn on Concentration {
  class
  sentence
  claims {
    total {
      ...FigureParts
    }
    unknown {
      ...FigureParts
    }
    free {
      ...FigureParts
    }
    half {
      most {
        ...FigureParts
      }
    }
  }
}`) as unknown as TypedDocumentString<RiskAssumptionsQuery, RiskAssumptionsQueryVariables>;
export const RiskHoldersDocument = new TypedDocumentString(`
    query RiskHolders($network: String!, $by: ConcentrationBy!, $days: Int!, $to: DateTime) {
  concentration(network: $network, by: $by, days: $days, to: $to, top: 100) {
    class
    sentence
    holderCount
    claims {
      ...ConcentrationParts
    }
    fees {
      ...ConcentrationParts
    }
    stake {
      ...ConcentrationParts
    }
    holders {
      holder
      from
      claims {
        ...FigureParts
      }
      fees {
        ...FigureParts
      }
      stake {
        ...FigureParts
      }
      fails {
        nodes {
          ...FigureParts
        }
        claimsPerDay {
          ...FigureParts
        }
        stake {
          ...FigureParts
        }
        recovery {
          ...FigureParts
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment ConcentrationParts on ConcentrationMeasure {
  total {
    ...FigureParts
  }
  unknown {
    ...FigureParts
  }
  free {
    ...FigureParts
  }
  hhiLow {
    ...FigureParts
  }
  hhiHigh {
    ...FigureParts
  }
  third {
    fewest {
      ...FigureParts
    }
    most {
      ...FigureParts
    }
    holders
  }
  half {
    fewest {
      ...FigureParts
    }
    most {
      ...FigureParts
    }
    holders
  }
}`) as unknown as TypedDocumentString<RiskHoldersQuery, RiskHoldersQueryVariables>;
export const RiskAdvisoriesDocument = new TypedDocumentString(`
    query RiskAdvisories($network: String!) {
  advisories {
    id
    name
    published
    affects
    forgesAttestation
    fix
    source
    stale
    author
    hardware {
      forges
    }
  }
  advisoryNodes(network: $network) {
    advisory
    class
    affected {
      ...FigureParts
    }
    unknown {
      ...FigureParts
    }
    patched {
      ...FigureParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<RiskAdvisoriesQuery, RiskAdvisoriesQueryVariables>;
export const RiskBlastDocument = new TypedDocumentString(`
    query RiskBlast($network: String!, $advisory: String!, $to: DateTime) {
  blastRadius(network: $network, advisory: $advisory, to: $to) {
    class
    forges
    sentence
    known {
      affected {
        ...ExposureParts
      }
      unknown {
        ...ExposureParts
      }
    }
    possible {
      affected {
        ...ExposureParts
      }
      unknown {
        ...ExposureParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment ExposureParts on BlastExposure {
  nodes {
    ...FigureParts
  }
  claims {
    ...FigureParts
  }
  fees {
    ...FigureParts
  }
  emissions {
    ...FigureParts
  }
  stake {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<RiskBlastQuery, RiskBlastQueryVariables>;
export const RiskStressDocument = new TypedDocumentString(`
    query RiskStress($network: String!, $moved: String!, $provable: String, $multiple: String, $load: String, $deadline: String!, $days: Int!, $to: DateTime) {
  stressTest(
    network: $network
    moved: $moved
    provable: $provable
    multiple: $multiple
    load: $load
    deadline: $deadline
    days: $days
    to: $to
  ) {
    class
    sentence
    multiple
    noFallback {
      ...FigureParts
    }
    unverified {
      ...StressParts
    }
    stopped {
      ...StressParts
    }
    alternatives {
      name
      capacity {
        ...FigureParts
      }
      unproved {
        ...FigureParts
      }
    }
    proofsPerDay {
      ...FigureParts
    }
    arrivals {
      claims
      byNode
      from
      to
      blocks {
        chainId
        first
        last
      }
    }
    references {
      ...ReferenceParts
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment ReferenceParts on CatalogueRow {
  rowId
  value
  unit
  source
  asOf
  confidence
  stale
  address
  author
}
fragment StressParts on StressOutcome {
  sustainableLoad {
    ...FigureParts
  }
  served {
    ...FigureParts
  }
  utilisation {
    ...FigureParts
  }
  meanWait {
    ...FigureParts
  }
  inTime {
    ...FigureParts
  }
  largestSafeShare {
    ...FigureParts
  }
  playedInTime {
    ...FigureParts
  }
  playedLargestSafeShare {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<RiskStressQuery, RiskStressQueryVariables>;
export const RiskCodeDocument = new TypedDocumentString(`
    query RiskCode($network: String!, $days: Int!, $to: DateTime) {
  measurements(network: $network, days: $days, to: $to) {
    isListed
    code {
      chainId
      registry
      measurement
      version
      status
      approver
      since
      nodes {
        ...FigureParts
      }
      claims {
        ...FigureParts
      }
    }
    stale {
      nodeId
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}`) as unknown as TypedDocumentString<RiskCodeQuery, RiskCodeQueryVariables>;
export const RiskAlertsDocument = new TypedDocumentString(`
    query RiskAlerts($network: String!) {
  alerts(where: {network_eq: $network}, orderBy: [number_DESC], limit: 50) {
    id
    rule
    subject
    chainId
    blockNumber
    at
    says
  }
}
    `) as unknown as TypedDocumentString<RiskAlertsQuery, RiskAlertsQueryVariables>;
export const RulesDocument = new TypedDocumentString(`
    query Rules($network: String!) {
  _meta(network: $network) {
    ...MetaParts
  }
  disclosures(where: {network_eq: $network}, orderBy: [seenAt_DESC], limit: 1000) {
    id
    rule
    seenAt
    status
    value
    unit
    source
    chainId
    blockNumber
    detail
  }
  parameterChanges(
    where: {network_eq: $network}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    parameter
    oldValue
    newValue
    contract
    chainId
    blockNumber
    blockTime
    txHash
  }
  roleChanges(
    where: {network_eq: $network}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    role
    account
    sender
    change
    contract
    chainId
    blockNumber
    blockTime
    txHash
  }
  measurementChanges(
    where: {network_eq: $network}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    measurement
    approved
    version
    graceSeconds
    chainId
    blockNumber
    blockTime
    txHash
  }
  governanceActions(
    where: {network_eq: $network}
    orderBy: [blockNumber_DESC]
    limit: 200
  ) {
    id
    action
    proposal
    account
    detail
    chainId
    blockNumber
    blockTime
    txHash
  }
}
    fragment MetaParts on Meta {
  network
  chainId
  class
  block {
    number
    hash
    timestamp
  }
  head
  lag
  finality {
    number
  }
  digest
  verification {
    block
  }
}`) as unknown as TypedDocumentString<RulesQuery, RulesQueryVariables>;
export const CatalogueDocument = new TypedDocumentString(`
    query Catalogue($at: DateTime) {
  catalogue(at: $at) {
    kind
    subject
    quantity
    used
    note
    row {
      rowId
      value
      low
      high
      unit
      basis
      source
      asOf
      confidence
      shelfLifeDays
      stale
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogueQuery, CatalogueQueryVariables>;
export const RunChoicesDocument = new TypedDocumentString(`
    query RunChoices($network: String!) {
  teeGpu: nodesConnection(
    where: {network_eq: $network, role_eq: "tee-gpu"}
    first: 1
  ) {
    totalCount
  }
  teeProxy: nodesConnection(
    where: {network_eq: $network, role_eq: "tee-proxy"}
    first: 1
  ) {
    totalCount
  }
  snarkProver: nodesConnection(
    where: {network_eq: $network, role_eq: "snark-prover"}
    first: 1
  ) {
    totalCount
  }
  onnxRunner: nodesConnection(
    where: {network_eq: $network, role_eq: "onnx-runner"}
    first: 1
  ) {
    totalCount
  }
  validator: nodesConnection(
    where: {network_eq: $network, role_eq: "validator"}
    first: 1
  ) {
    totalCount
  }
  disclosures(where: {network_eq: $network}, orderBy: [rule_ASC], limit: 200) {
    id
    rule
    status
    value
    source
  }
  networkDays(where: {network_eq: $network}, orderBy: [day_ASC], limit: 1) {
    day
  }
  workReports(where: {network_eq: $network}, limit: 1) {
    id
  }
}
    `) as unknown as TypedDocumentString<RunChoicesQuery, RunChoicesQueryVariables>;
export const RunPaybackDocument = new TypedDocumentString(`
    query RunPayback($network: String!, $role: String!, $stake: String, $cost: CostInput!, $days: Int!, $to: DateTime, $discount: String, $growth: String, $payers: Payers!) {
  payback(
    network: $network
    role: $role
    stake: $stake
    cost: $cost
    days: $days
    to: $to
    discount: $discount
    nodeGrowth: $growth
    payers: $payers
  ) {
    sentence
    answer
    class
    missing {
      reason
      input
    }
    sample {
      nodes
      nodeDays
      days
      stake
      stakeToken
      stakeBasis
    }
    marginPerRequest {
      ...FigureParts
    }
    netCashPerMonth {
      ...FigureParts
    }
    entry {
      nodes
      share
      netCashPerMonth {
        ...FigureParts
      }
    }
    emissionsPerMonth {
      ...IfSoldParts
    }
    feesPricedIn {
      currency
      followsToken
      ground
      source
    }
    machine {
      ...MonthsParts
    }
    cash {
      ...MonthsParts
    }
    exit {
      ...MonthsParts
    }
    exitAt {
      ...ExitParts
    }
    unlock {
      seconds
      status
      source
    }
    nodes {
      nodes
      left
      machine
      cash
    }
    drivers {
      driver
      low
      high
      swing
    }
    coverage {
      forecasts
      outcomes
      held
      nominal
      coverage {
        ...FigureParts
      }
    }
    breakEven {
      months {
        ...FigureParts
      }
      tokenPrice {
        ...FigureParts
      }
      requestsPerDay {
        ...FigureParts
      }
    }
    rentedOut {
      rent {
        ...FigureParts
      }
      power {
        ...FigureParts
      }
      hosting {
        ...FigureParts
      }
      net {
        ...FigureParts
      }
      advantage {
        ...FigureParts
      }
      source
      asOf
      stale
    }
    assumed {
      ...AssumedParts
    }
    references {
      ...ReferenceParts
    }
    paths
    horizonMonths
    seed
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment MonthsParts on PaybackDistribution {
  months {
    ...FigureParts
  }
  within12
  within24
  within36
  never
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment ReferenceParts on CatalogueRow {
  rowId
  value
  unit
  source
  asOf
  confidence
  stale
  address
  author
}
fragment IfSoldParts on IfSold {
  atQuote {
    ...FigureParts
  }
  sold {
    ...FigureParts
  }
}
fragment ExitParts on PaybackExitAt {
  month
  covers
  p5
  p50
  p95
}`) as unknown as TypedDocumentString<RunPaybackQuery, RunPaybackQueryVariables>;
export const RunTriedDocument = new TypedDocumentString(`
    query RunTried($network: String!, $role: String!, $cost: CostInput!, $days: Int!, $to: DateTime, $payers: Payers!) {
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to, payers: $payers) {
      class
      role(role: $role, cost: $cost) {
        nodes
        nodeDays
        revenue {
          ...FigureParts
        }
        revenueWithoutTopPayer {
          ...FigureParts
        }
        worst {
          window {
            from
            to
          }
          perNodeDay {
            ...FigureParts
          }
        }
        ...OneMoreParts
        missing {
          reason
          input
        }
        assumed {
          ...AssumedParts
        }
      }
      penalties {
        events {
          ...FigureParts
        }
        slashedOverStake {
          ...FigureParts
        }
        expectedYearlyLoss {
          ...FigureParts
        }
        ratePerYear {
          ...FigureParts
        }
        severityBasis
        severities {
          reason
          events
          mean
          p5
          p50
          p95
        }
        checks {
          txHash
          reason
          finding
          observedShare
          disclosedShare
          source
        }
      }
      survival {
        nodes
        left
        medianDays {
          ...FigureParts
        }
        steps {
          days
          atRisk
          left
          survival
          error
        }
        leavers(role: $role, cost: $cost) {
          basis
          nodes
          earned {
            ...FigureParts
          }
          atALoss {
            ...FigureParts
          }
          missing {
            reason
            input
          }
        }
        realised(role: $role, cost: $cost) {
          missing {
            reason
            input
          }
          assumed {
            ...AssumedParts
          }
          operators
          nodes
          paid
          paidWithoutRelated {
            ...FigureParts
          }
          left
          open
          unknown
          within24 {
            ...FigureParts
          }
          netCash {
            ...FigureParts
          }
          cohorts {
            cohort
            operators
            nodes
            paid
            left
            open
            unknown
            within24 {
              ...FigureParts
            }
            netCash {
              ...FigureParts
            }
          }
        }
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment AssumedParts on AssumedInput {
  input
  value
  source
  asOf
  stale
  note
}
fragment OneMoreParts on RoleEconomics {
  daysBelowCost {
    ...FigureParts
  }
  daysAboveRent {
    ...FigureParts
  }
  nodesAboveRent {
    ...FigureParts
  }
  oneMore {
    perNodeDayAsItWas {
      ...FigureParts
    }
    perNodeDay {
      ...FigureParts
    }
    daysBelowCost {
      ...FigureParts
    }
    daysAboveRent {
      ...FigureParts
    }
    nodesAboveRent {
      ...FigureParts
    }
  }
}`) as unknown as TypedDocumentString<RunTriedQuery, RunTriedQueryVariables>;
export const RunProvingDocument = new TypedDocumentString(`
    query RunProving($network: String!, $days: Int!, $to: DateTime, $won: String!, $one: String!, $four: String!, $eight: String!, $costOne: CostInput!, $costFour: CostInput!, $costEight: CostInput!) {
  networks(where: {network_eq: $network}, limit: 1) {
    economics(days: $days, to: $to) {
      class
      proving {
        incomePerCycle {
          ...FigureParts
        }
      }
      one: provingOutlook(mhz: $one, wonShare: $won, cost: $costOne) {
        ...OutlookParts
      }
      four: provingOutlook(mhz: $four, wonShare: $won, cost: $costFour) {
        ...OutlookParts
      }
      eight: provingOutlook(mhz: $eight, wonShare: $won, cost: $costEight) {
        ...OutlookParts
      }
    }
  }
}
    fragment FigureParts on Figure {
  value
  reason
  unit
  class
  window {
    from
    to
  }
  methodVersion
  priceSource
  priceQuality
  caveats
  eventsCounted
  emissionShare
  relatedPartyShare
  asOf {
    chainId
    number
    hash
  }
  finality
  missing {
    reason
    input
  }
  stale
  quantiles {
    p5
    p25
    p50
    p75
    p95
  }
}
fragment OutlookParts on ProvingOutlook {
  incomePerDay {
    ...FigureParts
  }
  runningPerDay {
    ...FigureParts
  }
  keptPerDay {
    ...FigureParts
  }
  lossOfValuePerDay {
    ...FigureParts
  }
  rentPerDay {
    ...FigureParts
  }
  paybackMonths {
    ...FigureParts
  }
}`) as unknown as TypedDocumentString<RunProvingQuery, RunProvingQueryVariables>;