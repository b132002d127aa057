// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

struct PackedUserOperation {
    address sender;
    uint256 nonce;
    bytes initCode;
    bytes callData;
    bytes32 accountGasLimits;
    uint256 preVerificationGas;
    bytes32 gasFees;
    bytes paymasterAndData;
    bytes signature;
}

interface IAccount {
    function validateUserOp(PackedUserOperation calldata op, bytes32 opHash, uint256 missingFunds)
        external
        returns (uint256 validationData);
}

/// @title Brings the orders of accounts to them, with the calls and the event of ERC-4337's entry point
/// @notice Written anew from the standard: nobody is paid, no account is made here and no paymaster is asked.
contract EntryPoint {
    error FailedOp(uint256 index, string reason);

    event UserOperationEvent(
        bytes32 indexed userOpHash,
        address indexed sender,
        address indexed paymaster,
        uint256 nonce,
        bool success,
        uint256 actualGasCost,
        uint256 actualGasUsed
    );

    mapping(address => uint256) public nonces;

    /// @dev An order that fails stops no other: its event says so.
    function handleOps(PackedUserOperation[] calldata ops, address payable) external {
        for (uint256 i = 0; i < ops.length; i++) _handle(i, ops[i]);
    }

    function getUserOpHash(PackedUserOperation calldata op) public view returns (bytes32) {
        return keccak256(abi.encode(op.sender, op.nonce, keccak256(op.callData), this, block.chainid));
    }

    function _handle(uint256 index, PackedUserOperation calldata op) private {
        bytes32 opHash = getUserOpHash(op);
        if (op.nonce != nonces[op.sender]++) revert FailedOp(index, "nonce");
        if (IAccount(op.sender).validateUserOp(op, opHash, 0) != 0) revert FailedOp(index, "signature");
        (bool done,) = op.sender.call(op.callData);
        emit UserOperationEvent(opHash, op.sender, address(0), op.nonce, done, 0, 0);
    }
}
