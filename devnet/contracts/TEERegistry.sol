// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";

/// @title What the chain's own verifier at 0x900 answers. Source of the interface: og-evm precompiles/tee.
interface ITEEVerifier {
    function verifyAttestation(
        bytes calldata attestationDocument,
        bytes calldata signingPublicKey,
        bytes calldata tlsCertificate,
        bytes calldata rootCertificate
    ) external view returns (bool valid, bytes32 pcrHash);

    function verifyRSAPSS(bytes calldata publicKeyDER, bytes32 messageHash, bytes calldata signature)
        external
        view
        returns (bool);
}

/// @title A registry of TEE nodes with the interface and the rules of og-evm's TEERegistry
/// @notice Written anew from the public interface; its ABI equals the published one, which a test compares.
contract TEERegistry is AccessControl {
    struct PCRMeasurements {
        bytes pcr0;
        bytes pcr1;
        bytes pcr2;
    }

    struct PCRKey {
        bytes32 pcrHash;
        uint8 teeType;
    }

    struct PCRRecord {
        bool approved;
        uint8 teeType;
        uint256 approvedAt;
        string version;
    }

    struct TEETypeInfo {
        string name;
        uint256 addedAt;
    }

    struct TEEInfo {
        address owner;
        address paymentAddress;
        string endpoint;
        bytes publicKey;
        bytes tlsCertificate;
        bytes32 pcrHash;
        uint8 teeType;
        bool enabled;
        uint256 registeredAt;
        uint256 lastHeartbeatAt;
    }

    error AttestationInvalid(string reason);
    error HeartbeatSignatureInvalid();
    error HeartbeatTimestampInFuture();
    error HeartbeatTimestampTooOld();
    error InvalidTEEType();
    error KeyBindingFailed(string reason);
    error NotTEEOwner();
    error PCRAlreadyExists();
    error PCRNotApproved();
    error TEEAlreadyExists();
    error TEENotEnabled();
    error TEENotFound();
    error TEETypeExists();
    error TEETypeNotFound();

    event TEETypeAdded(uint8 indexed typeId, string name);
    event PCRApproved(bytes32 indexed pcrHash, uint8 indexed teeType, string version);
    event PCRRevoked(bytes32 indexed pcrHash, uint8 indexed teeType);
    event TEERegistered(bytes32 indexed teeId, address indexed owner, uint8 teeType);
    event TEEDisabled(bytes32 indexed teeId);
    event TEEEnabled(bytes32 indexed teeId);
    event AWSCertificateUpdated(bytes32 indexed certHash);
    event HeartbeatReceived(bytes32 indexed teeId, uint256 timestamp);

    bytes32 public constant TEE_OPERATOR = keccak256("TEE_OPERATOR");
    ITEEVerifier public constant VERIFIER = ITEEVerifier(0x0000000000000000000000000000000000000900);

    uint256 public heartbeatMaxAge = 1800;
    bytes public awsRootCertificate;
    mapping(uint8 => TEETypeInfo) public teeTypes;
    mapping(uint8 => mapping(bytes32 => PCRRecord)) public pcrRecords;
    mapping(bytes32 => TEEInfo) public tees;

    uint8[] private _typeIds;
    PCRKey[] private _pcrKeys;
    mapping(uint8 => bytes32[]) private _byType;
    mapping(address => bytes32[]) private _byOwner;

    constructor() {
        _grantRole(DEFAULT_ADMIN_ROLE, msg.sender);
        _grantRole(TEE_OPERATOR, msg.sender);
    }

    // ------------------------------------------------------------------ rules, by the admin

    function addTEEType(uint8 typeId, string calldata name) external onlyRole(DEFAULT_ADMIN_ROLE) {
        if (isValidTEEType(typeId)) revert TEETypeExists();
        teeTypes[typeId] = TEETypeInfo(name, block.timestamp);
        _typeIds.push(typeId);
        emit TEETypeAdded(typeId, name);
    }

    function approvePCR(PCRMeasurements calldata pcrs, string calldata version, uint8 teeType)
        external
        onlyRole(DEFAULT_ADMIN_ROLE)
    {
        if (!isValidTEEType(teeType)) revert InvalidTEEType();
        bytes32 pcrHash = computePCRHash(pcrs);
        if (pcrRecords[teeType][pcrHash].approved) revert PCRAlreadyExists();
        pcrRecords[teeType][pcrHash] = PCRRecord(true, teeType, block.timestamp, version);
        _pcrKeys.push(PCRKey(pcrHash, teeType));
        emit PCRApproved(pcrHash, teeType, version);
    }

    /// @dev The nodes that run the measurement are disabled first, one event each.
    function revokePCR(bytes32 pcrHash, uint8 teeType) external onlyRole(DEFAULT_ADMIN_ROLE) {
        PCRRecord storage record = pcrRecords[teeType][pcrHash];
        if (!record.approved) revert PCRNotApproved();
        record.approved = false;
        bytes32[] storage ids = _byType[teeType];
        for (uint256 i = 0; i < ids.length; i++) {
            TEEInfo storage tee = tees[ids[i]];
            if (tee.pcrHash != pcrHash || !tee.enabled) continue;
            tee.enabled = false;
            emit TEEDisabled(ids[i]);
        }
        emit PCRRevoked(pcrHash, teeType);
    }

    function setAWSRootCertificate(bytes calldata certificate) external onlyRole(DEFAULT_ADMIN_ROLE) {
        awsRootCertificate = certificate;
        emit AWSCertificateUpdated(keccak256(certificate));
    }

    /// @dev Emits nothing, as the original.
    function setHeartbeatMaxAge(uint256 maxAge) external onlyRole(DEFAULT_ADMIN_ROLE) {
        heartbeatMaxAge = maxAge;
    }

    // ------------------------------------------------------------------ nodes

    function registerTEEWithAttestation(
        bytes calldata attestationDocument,
        bytes calldata signingPublicKey,
        bytes calldata tlsCertificate,
        address paymentAddress,
        string calldata endpoint,
        uint8 teeType
    ) external onlyRole(TEE_OPERATOR) returns (bytes32 teeId) {
        if (!isValidTEEType(teeType)) revert InvalidTEEType();
        teeId = keccak256(signingPublicKey);
        if (tees[teeId].registeredAt != 0) revert TEEAlreadyExists();
        (bool valid, bytes32 pcrHash) =
            VERIFIER.verifyAttestation(attestationDocument, signingPublicKey, tlsCertificate, awsRootCertificate);
        if (!valid) revert AttestationInvalid("verifier refused the document");
        if (!pcrRecords[teeType][pcrHash].approved) revert PCRNotApproved();
        tees[teeId] = TEEInfo(
            msg.sender,
            paymentAddress,
            endpoint,
            signingPublicKey,
            tlsCertificate,
            pcrHash,
            teeType,
            true,
            block.timestamp,
            block.timestamp
        );
        _byType[teeType].push(teeId);
        _byOwner[msg.sender].push(teeId);
        emit TEERegistered(teeId, msg.sender, teeType);
    }

    /// @notice Anyone may bring a heartbeat; the node's key must have signed keccak256(teeId ‖ timestamp).
    function heartbeat(bytes32 teeId, uint256 timestamp, bytes calldata signature) external {
        TEEInfo storage tee = _existing(teeId);
        if (!tee.enabled) revert TEENotEnabled();
        if (timestamp > block.timestamp) revert HeartbeatTimestampInFuture();
        if (block.timestamp - timestamp > heartbeatMaxAge) revert HeartbeatTimestampTooOld();
        bytes32 message = keccak256(abi.encodePacked(teeId, timestamp));
        if (!VERIFIER.verifyRSAPSS(tee.publicKey, message, signature)) revert HeartbeatSignatureInvalid();
        tee.lastHeartbeatAt = block.timestamp;
        emit HeartbeatReceived(teeId, timestamp);
    }

    function disableTEE(bytes32 teeId) external {
        _ownedOrAdmin(teeId).enabled = false;
        emit TEEDisabled(teeId);
    }

    function enableTEE(bytes32 teeId) external {
        TEEInfo storage tee = _ownedOrAdmin(teeId);
        if (!pcrRecords[tee.teeType][tee.pcrHash].approved) revert PCRNotApproved();
        tee.enabled = true;
        emit TEEEnabled(teeId);
    }

    // ------------------------------------------------------------------ reading

    function getTEE(bytes32 teeId) external view returns (TEEInfo memory) {
        return _existing(teeId);
    }

    function getTEEPublicKey(bytes32 teeId) external view returns (bytes memory) {
        return _existing(teeId).publicKey;
    }

    function getActiveTEEs(uint8 teeType) external view returns (TEEInfo[] memory) {
        bytes32[] storage ids = _byType[teeType];
        uint256 count;
        for (uint256 i = 0; i < ids.length; i++) if (isTEEActive(ids[i])) count++;
        TEEInfo[] memory active = new TEEInfo[](count);
        for (uint256 i = ids.length; i > 0; i--) if (isTEEActive(ids[i - 1])) active[--count] = tees[ids[i - 1]];
        return active;
    }

    function getEnabledTEEs(uint8 teeType) external view returns (bytes32[] memory) {
        bytes32[] storage ids = _byType[teeType];
        uint256 count;
        for (uint256 i = 0; i < ids.length; i++) if (tees[ids[i]].enabled) count++;
        bytes32[] memory enabled = new bytes32[](count);
        for (uint256 i = ids.length; i > 0; i--) if (tees[ids[i - 1]].enabled) enabled[--count] = ids[i - 1];
        return enabled;
    }

    function getTEEsByType(uint8 teeType) external view returns (bytes32[] memory) {
        return _byType[teeType];
    }

    function getTEEsByOwner(address owner) external view returns (bytes32[] memory) {
        return _byOwner[owner];
    }

    function getApprovedPCRs() external view returns (PCRKey[] memory) {
        uint256 count;
        for (uint256 i = 0; i < _pcrKeys.length; i++) if (_isApproved(_pcrKeys[i])) count++;
        PCRKey[] memory approved = new PCRKey[](count);
        for (uint256 i = _pcrKeys.length; i > 0; i--) {
            if (_isApproved(_pcrKeys[i - 1])) approved[--count] = _pcrKeys[i - 1];
        }
        return approved;
    }

    function getTEETypes() external view returns (uint8[] memory typeIds, TEETypeInfo[] memory infos) {
        typeIds = _typeIds;
        infos = new TEETypeInfo[](typeIds.length);
        for (uint256 i = 0; i < typeIds.length; i++) infos[i] = teeTypes[typeIds[i]];
    }

    function isPCRApproved(uint8 teeType, bytes32 pcrHash) external view returns (bool) {
        return pcrRecords[teeType][pcrHash].approved;
    }

    function isTEEEnabled(bytes32 teeId) external view returns (bool) {
        return tees[teeId].enabled;
    }

    function isTEEActive(bytes32 teeId) public view returns (bool) {
        TEEInfo storage tee = tees[teeId];
        return tee.enabled && block.timestamp - tee.lastHeartbeatAt <= heartbeatMaxAge;
    }

    function isValidTEEType(uint8 typeId) public view returns (bool) {
        return teeTypes[typeId].addedAt != 0;
    }

    function computePCRHash(PCRMeasurements calldata pcrs) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(pcrs.pcr0, pcrs.pcr1, pcrs.pcr2));
    }

    function computeTEEId(bytes calldata publicKey) external pure returns (bytes32) {
        return keccak256(publicKey);
    }

    function _isApproved(PCRKey storage key) private view returns (bool) {
        return pcrRecords[key.teeType][key.pcrHash].approved;
    }

    function _existing(bytes32 teeId) private view returns (TEEInfo storage tee) {
        tee = tees[teeId];
        if (tee.registeredAt == 0) revert TEENotFound();
    }

    function _ownedOrAdmin(bytes32 teeId) private view returns (TEEInfo storage tee) {
        tee = _existing(teeId);
        if (tee.owner != msg.sender && !hasRole(DEFAULT_ADMIN_ROLE, msg.sender)) revert NotTEEOwner();
    }
}
