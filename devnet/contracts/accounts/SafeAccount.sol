// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title An account of one owner that anybody may bring signed orders to, with the call of Safe's execTransaction
/// @notice Written anew from the public interface: one owner, no refund of gas, no modules.
contract SafeAccount {
    error ExecutionFailed(bytes answer);
    error NotSignedByOwner();

    event ExecutionSuccess(bytes32 indexed order);

    address public immutable OWNER;
    uint256 public nonce;

    constructor(address owner) {
        OWNER = owner;
    }

    /// @param operation 0 calls `to`, 1 runs the code of `to` as this account
    function execTransaction(
        address to,
        uint256 value,
        bytes memory data,
        uint8 operation,
        uint256,
        uint256,
        uint256,
        address,
        address payable,
        bytes memory signatures
    ) external payable returns (bool) {
        _execute(to, value, data, operation, signatures);
        return true;
    }

    /// @return What the owner signs, as it is: without the prefix of a message.
    function hashOrder(address to, uint256 value, bytes memory data, uint8 operation, uint256 orderNonce)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, this, to, value, keccak256(data), operation, orderNonce));
    }

    function _execute(
        address to,
        uint256 value,
        bytes memory data,
        uint8 operation,
        bytes memory signatures
    ) private {
        bytes32 order = hashOrder(to, value, data, operation, nonce++);
        if (ECDSA.recover(order, signatures) != OWNER) revert NotSignedByOwner();
        (bool done, bytes memory answer) = operation == 1 ? to.delegatecall(data) : to.call{value: value}(data);
        if (!done) revert ExecutionFailed(answer);
        emit ExecutionSuccess(order);
    }
}
