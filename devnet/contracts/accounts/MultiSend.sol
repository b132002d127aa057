// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Several calls in one, packed as Safe's MultiSendCallOnly takes them
/// @notice Its code is run as the account that sends: the called contracts see the account.
contract MultiSend {
    error CallFailed(uint256 at, bytes answer);
    error OnlyCalls();

    /// @param transactions one after the other: operation (1 byte, always 0) ‖ to (20) ‖ value (32) ‖ length (32) ‖ data
    function multiSend(bytes calldata transactions) external payable {
        uint256 at;
        while (at < transactions.length) {
            if (uint8(transactions[at]) != 0) revert OnlyCalls();
            address to = address(bytes20(transactions[at + 1:at + 21]));
            uint256 value = uint256(bytes32(transactions[at + 21:at + 53]));
            uint256 start = at + 85;
            uint256 end = start + uint256(bytes32(transactions[at + 53:start]));
            (bool done, bytes memory answer) = to.call{value: value}(transactions[start:end]);
            if (!done) revert CallFailed(at, answer);
            at = end;
        }
    }
}
