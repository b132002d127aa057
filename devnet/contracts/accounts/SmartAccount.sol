// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IAccount, PackedUserOperation} from "./EntryPoint.sol";

/// @title An account that an entry point brings orders to (ERC-4337)
/// @notice Nothing is stored, so its code serves three: an account of its own, what a proxy stands before, and what a
/// key's own account takes by delegation (ERC-7702). The last obeys its own key, whoever owns the code.
contract SmartAccount is IAccount {
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    error CallFailed(bytes answer);
    error NotAllowed();

    address public immutable ENTRY_POINT;
    address public immutable OWNER;

    constructor(address entryPoint, address owner) {
        ENTRY_POINT = entryPoint;
        OWNER = owner;
    }

    function execute(address target, uint256 value, bytes calldata data) external {
        _assertAllowed();
        _call(target, value, data);
    }

    function executeBatch(Call[] calldata calls) external {
        _assertAllowed();
        for (uint256 i = 0; i < calls.length; i++) _call(calls[i].target, calls[i].value, calls[i].data);
    }

    /// @return 0 when the owner, or the account's own key, signed the order's hash as it is; else 1.
    function validateUserOp(PackedUserOperation calldata op, bytes32 opHash, uint256) external view returns (uint256) {
        if (msg.sender != ENTRY_POINT) revert NotAllowed();
        address signer = ECDSA.recover(opHash, op.signature);
        return signer == OWNER || signer == address(this) ? 0 : 1;
    }

    function _assertAllowed() private view {
        if (msg.sender != ENTRY_POINT && msg.sender != OWNER && msg.sender != address(this)) revert NotAllowed();
    }

    function _call(address target, uint256 value, bytes calldata data) private {
        (bool done, bytes memory answer) = target.call{value: value}(data);
        if (!done) revert CallFailed(answer);
    }
}
