// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Payments of TEE nodes, with the settle() and the Settled() of x402's upto proxy
/// @notice Settled() says nothing: the fee is the token's Transfer in the same transaction, the cap stands in the call.
/// Unlike the original it moves money by allowance, without Permit2, and so ignores the signature.
contract UptoPayment {
    struct TokenPermissions {
        address token;
        uint256 amount;
    }

    struct PermitTransferFrom {
        TokenPermissions permitted;
        uint256 nonce;
        uint256 deadline;
    }

    struct Witness {
        address to;
        address facilitator;
        uint256 validAfter;
    }

    event Settled();

    error AmountExceedsPermitted();
    error UnauthorizedFacilitator();
    error PaymentTooEarly();
    error PaymentTooLate();
    error NonceUsed();

    mapping(address => mapping(uint256 => bool)) private _used;

    function settle(
        PermitTransferFrom calldata permit,
        uint256 amount,
        address owner,
        Witness calldata witness,
        bytes calldata
    ) external {
        if (amount > permit.permitted.amount) revert AmountExceedsPermitted();
        if (msg.sender != witness.facilitator) revert UnauthorizedFacilitator();
        if (block.timestamp < witness.validAfter) revert PaymentTooEarly();
        if (block.timestamp > permit.deadline) revert PaymentTooLate();
        if (_used[owner][permit.nonce]) revert NonceUsed();
        _used[owner][permit.nonce] = true;
        require(IERC20(permit.permitted.token).transferFrom(owner, witness.to, amount), "transfer refused");
        emit Settled();
    }
}
