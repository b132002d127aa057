// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ITEEVerifier, TEERegistry} from "./TEERegistry.sol";

/// @title Checks one signed response against the registry, with the interface of og-evm's TEEInferenceVerifier
contract TEEInferenceVerifier is AccessControl {
    error InvalidRegistryAddress();

    event RegistryUpdated(address indexed oldRegistry, address indexed newRegistry);

    uint256 public constant MAX_INFERENCE_AGE = 1 hours;
    uint256 public constant FUTURE_TOLERANCE = 5 minutes;
    ITEEVerifier public constant VERIFIER = ITEEVerifier(0x0000000000000000000000000000000000000900);

    TEERegistry public registry;

    constructor(address _registry) {
        if (_registry == address(0)) revert InvalidRegistryAddress();
        _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
        registry = TEERegistry(_registry);
        emit RegistryUpdated(address(0), _registry);
    }

    function setRegistry(address _registry) external onlyRole(DEFAULT_ADMIN_ROLE) {
        if (_registry == address(0)) revert InvalidRegistryAddress();
        emit RegistryUpdated(address(registry), _registry);
        registry = TEERegistry(_registry);
    }

    /// @return True when the node is enabled, the time is near and the node's key signed the response.
    function verifySignature(
        bytes32 teeId,
        bytes32 inputHash,
        bytes32 outputHash,
        uint256 timestamp,
        bytes calldata signature
    ) external view returns (bool) {
        if (!registry.isTEEEnabled(teeId)) return false;
        if (timestamp + MAX_INFERENCE_AGE < block.timestamp) return false;
        if (timestamp > block.timestamp + FUTURE_TOLERANCE) return false;
        bytes32 message = computeMessageHash(inputHash, outputHash, timestamp);
        return VERIFIER.verifyRSAPSS(registry.getTEEPublicKey(teeId), message, signature);
    }

    function computeMessageHash(bytes32 inputHash, bytes32 outputHash, uint256 timestamp)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(inputHash, outputHash, timestamp));
    }
}
