// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Calls in one transaction of which each may be allowed to fail, with the call of Multicall3's aggregate3
/// @notice The called contracts see this contract, whoever sent the transaction.
contract Multicall {
    struct Call3 {
        address target;
        bool allowFailure;
        bytes callData;
    }

    struct Result {
        bool success;
        bytes returnData;
    }

    error CallFailed(uint256 index);

    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory results) {
        results = new Result[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done, bytes memory answer) = calls[i].target.call(calls[i].callData);
            if (!done && !calls[i].allowFailure) revert CallFailed(i);
            results[i] = Result(done, answer);
        }
    }
}
