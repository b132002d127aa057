// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title IAssayV1: what a verifiable-compute network writes so that anyone can index and recheck it
/// @notice A network that emits these events from any of its contracts is indexed without an adapter.
/// It is an interface of events only: how a contract decides to emit one is the network's own affair.
///
/// Units and meanings, the same everywhere:
///  - `node` names the unit that serves work and never changes; it is not an account. For a TEE node it is
///    keccak256 of its signing key's SPKI DER bytes; for anything else any 32 bytes that are unique in the network.
///  - `token` is the ERC-20 contract on this chain; the zero address is the chain's own coin. It stands beside every amount.
///  - an amount is in the token's base units (never scaled, never a share count).
///  - a time is in Unix seconds; a `deadline` is the last second at which the act still counts.
///  - a `reason` is a short UTF-8 word padded with zero bytes to 32, e.g. "invalid-proof"; zero means not given.
///  - `model`, `inputHash`, `outputHash` are keccak256 of the exact bytes (of the model file, of the input as it was
///    served, of the output as it was delivered), so that anybody who holds the bytes can check the name.
///  - `system` names the proof system: a word as for `reason`: "groth16", "plonk", "fflonk", "onnx-replay", …
/// Version rule: a changed or added argument is a new event in IAssayV2; an event here is never redefined.
interface IAssayV1 {
    // ------------------------------------------------------------------ nodes

    /// @notice A node entered the network, or (same `node` again) changed one of these properties.
    /// @param node     the node's name
    /// @param operator the account that answers for the node
    /// @param role     what it does: a word: "tee-proxy", "tee-gpu", "snark-prover", "validator", …
    /// @param payee    the account that fees and rewards of this node are paid to
    /// @param endpoint where it is reached; may be empty
    event NodeRegistered(
        bytes32 indexed node, address indexed operator, bytes32 indexed role, address payee, string endpoint
    );

    /// @notice The node may (`active`) or may no longer serve work.
    event NodeStatusChanged(bytes32 indexed node, bool active, bytes32 reason);

    // ------------------------------------------------------------------ models

    /// @notice A model may be claimed against; for a proof system, with the verification key that binds the proof to it.
    /// @param verificationKeyHash keccak256 of the key file's exact bytes; zero when `system` has no key
    /// @param uri where the model's bytes may be fetched; `blob:<id>` is a blob of the network's own store, empty says
    /// that they are found by their hash alone. The hash decides, not the place
    event ModelPublished(
        bytes32 indexed model, bytes32 indexed system, bytes32 verificationKeyHash, string uri
    );

    // ------------------------------------------------------------------ work

    /// @notice A requester's work was given to a node.
    /// @param request  unique in the network
    /// @param deadline Unix seconds; a delivery in a later block is late
    event RequestAssigned(
        bytes32 indexed request, bytes32 indexed node, address indexed requester, bytes32 model, bytes32 inputHash, uint64 deadline
    );

    /// @notice The node states: `model` makes output `outputHash` from input `inputHash`, and here is the proof.
    /// @param request             the work it answers; zero when it answers none
    /// @param system              the proof system
    /// @param verificationKeyHash the key the proof is for; zero when the system has none
    /// @param proof               the proof's bytes as the system's own encoding has them (groth16, plonk, fflonk:
    ///                            the prover's JSON in UTF-8; onnx-replay: empty)
    /// @param publicSignals       the public signals, 32 bytes big-endian each, in the circuit's order
    event ProofSubmitted(
        bytes32 indexed node,
        bytes32 indexed model,
        bytes32 indexed request,
        bytes32 system,
        bytes32 verificationKeyHash,
        bytes32 inputHash,
        bytes32 outputHash,
        bytes proof,
        bytes publicSignals
    );

    // ------------------------------------------------------------------ money

    /// @notice A requester paid for work of this node.
    /// @param request the work it pays for; zero when it pays for none in particular
    /// @param payee   who received it
    event FeePaid(
        bytes32 indexed node, address indexed payer, bytes32 indexed request, address payee, address token, uint256 amount
    );

    /// @notice A fee, or a part of it, went back to who had paid it.
    event FeeRefunded(
        bytes32 indexed node, address indexed payer, bytes32 indexed request, address token, uint256 amount
    );

    /// @notice The protocol paid the node from issuance or a treasury: an emission, not a fee.
    /// @param period the first second of the period that is rewarded
    /// @param reason what for: a word: "availability", "proofs", …
    event RewardPaid(
        bytes32 indexed node, address indexed payee, address token, uint256 amount, uint64 period, bytes32 reason
    );

    /// @notice Somebody's stake behind a node rose (`delta` > 0) or fell (`delta` < 0) by a movement of their own:
    /// a deposit or a withdrawal. A slash is not a movement: it has its own event.
    /// @param total the whole stake behind the node after this
    event StakeChanged(
        bytes32 indexed node, address indexed staker, address token, int256 delta, uint256 total
    );

    /// @notice Stake behind a node was taken as a penalty. An amount of 0 is a finding without a loss, and counts as an event.
    /// @param staker    whose share was taken; the zero address when all stakers lose in proportion
    /// @param reason    which rule was broken: a word: "invalid-proof", "downtime", …
    /// @param evidence  keccak256 of the evidence, or the transaction that shows it; zero when none is given
    event NodeSlashed(
        bytes32 indexed node, bytes32 indexed reason, address staker, address token, uint256 amount, bytes32 evidence
    );

    // ------------------------------------------------------------------ rules

    /// @notice A rule of the protocol changed. Numbers as 32-byte big-endian words, texts as UTF-8.
    /// @param parameter a word: "slash-fraction", "heartbeat-max-age", …
    event ParameterChanged(bytes32 indexed parameter, bytes oldValue, bytes newValue);
}
