// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Notes roots of proofs with the seal that proves them, in RiscZeroSetVerifier's event
/// @notice It checks no seal; that is the watchdogs' work.
contract SetVerifier {
    event VerifiedRoot(bytes32 indexed root, bytes seal);

    function submitMerkleRoot(bytes32 root, bytes calldata seal) external {
        emit VerifiedRoot(root, seal);
    }
}

/// @title Stops a verifier for good, in RiscZeroVerifierEmergencyStop's event
contract EmergencyStop {
    event Paused(address account);

    address public immutable OWNER;
    bool public paused;

    constructor() {
        OWNER = msg.sender;
    }

    function estop() external {
        require(msg.sender == OWNER && !paused, "not the owner, or stopped already");
        paused = true;
        emit Paused(msg.sender);
    }
}
