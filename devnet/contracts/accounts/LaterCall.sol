// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Makes a call that was left with it before: the transaction that makes it holds nothing of it
contract LaterCall {
    error CallFailed(bytes answer);

    mapping(address => bytes) private _left;

    function leave(address target, bytes calldata data) external {
        _left[target] = data;
    }

    function make(address target) external {
        (bool done, bytes memory answer) = target.call(_left[target]);
        if (!done) revert CallFailed(answer);
    }
}
