// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITEEVerifier} from "./TEERegistry.sol";

/// @title A stand-in for the native verifier at 0x900
/// @notice The real chain verifies attestations and RSA-PSS signatures natively (og-evm precompiles/tee). This one
/// verifies nothing: it looks up what an admin registered as valid. So a registry can be made to let a forgery
/// through, which is what a watchdog has to find. Its code is placed with `anvil_setCode`.
contract NativeVerifier is ITEEVerifier {
    /// @dev The first account of the local chain. Code that is placed has no constructor.
    address private constant ADMIN = 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266;

    mapping(bytes32 => bytes32) private _pcrHashes;
    mapping(bytes32 => bool) private _signatures;

    /// @param evidence keccak256 of the attestation document ‖ signing key ‖ TLS certificate
    function allowAttestation(bytes32 evidence, bytes32 pcrHash) external {
        require(msg.sender == ADMIN, "not the admin");
        _pcrHashes[evidence] = pcrHash;
    }

    /// @param evidence keccak256 of key ‖ message hash ‖ signature, each
    function allowSignatures(bytes32[] calldata evidence) external {
        require(msg.sender == ADMIN, "not the admin");
        for (uint256 i = 0; i < evidence.length; i++) _signatures[evidence[i]] = true;
    }

    function verifyAttestation(
        bytes calldata attestationDocument,
        bytes calldata signingPublicKey,
        bytes calldata tlsCertificate,
        bytes calldata
    ) external view returns (bool valid, bytes32 pcrHash) {
        pcrHash = _pcrHashes[keccak256(bytes.concat(attestationDocument, signingPublicKey, tlsCertificate))];
        valid = pcrHash != bytes32(0);
    }

    function verifyRSAPSS(bytes calldata publicKeyDER, bytes32 messageHash, bytes calldata signature)
        external
        view
        returns (bool)
    {
        return _signatures[keccak256(bytes.concat(publicKeyDER, messageHash, signature))];
    }
}
