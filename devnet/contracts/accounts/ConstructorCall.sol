// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Makes a call while it is created: the call stands among the arguments behind the creation code
contract ConstructorCall {
    error CallFailed(bytes answer);

    constructor(address target, bytes memory data) {
        (bool done, bytes memory answer) = target.call(data);
        if (!done) revert CallFailed(answer);
    }
}
