// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {TEEInferenceVerifier} from "./TEEInferenceVerifier.sol";

/// @title Puts settlements on chain, with the interface of og-evm's InferenceSettlementRelay
/// @notice A batch is emitted as it comes: nothing of it is checked here. There is no replay protection either.
contract InferenceSettlementRelay is AccessControl {
    event BatchSettlement(bytes32 indexed merkleRoot, uint256 batchSize, bytes walrusBlobId);
    event IndividualSettlement(
        bytes32 indexed teeId,
        address indexed ethAddress,
        bytes32 inputHash,
        bytes32 outputHash,
        uint256 timestamp,
        bytes walrusBlobId,
        bytes signature
    );

    bytes32 public constant SETTLEMENT_RELAY_ROLE = keccak256("SETTLEMENT_RELAY_ROLE");
    TEEInferenceVerifier public immutable SETTLEMENT_CONTRACT;

    constructor(address _settlement_contract) {
        SETTLEMENT_CONTRACT = TEEInferenceVerifier(_settlement_contract);
        _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
        _grantRole(SETTLEMENT_RELAY_ROLE, msg.sender);
    }

    function batchSettle(bytes32 _merkleRoot, uint256 _batchSize, bytes calldata _walrusBlobId)
        external
        onlyRole(SETTLEMENT_RELAY_ROLE)
    {
        emit BatchSettlement(_merkleRoot, _batchSize, _walrusBlobId);
    }

    function settleIndividual(
        bytes32 _teeId,
        bytes32 _inputHash,
        bytes32 _outputHash,
        uint256 _timestamp,
        address _ethAddress,
        bytes calldata _walrusBlobId,
        bytes calldata _signature
    ) external onlyRole(SETTLEMENT_RELAY_ROLE) {
        require(
            SETTLEMENT_CONTRACT.verifySignature(_teeId, _inputHash, _outputHash, _timestamp, _signature),
            "signature refused"
        );
        emit IndividualSettlement(_teeId, _ethAddress, _inputHash, _outputHash, _timestamp, _walrusBlobId, _signature);
    }

    function verifyProof(bytes32[] memory _proof, bytes32 _root, bytes32 _leaf) external pure returns (bool) {
        return MerkleProof.verify(_proof, _root, _leaf);
    }
}
