// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Runs the code of another contract, named where ERC-1967 says
contract AccountProxy {
    error NotAdmin();

    event Upgraded(address indexed implementation);

    /// @dev ERC-1967: keccak256("eip1967.proxy.implementation") - 1
    bytes32 private constant IMPLEMENTATION = bytes32(uint256(keccak256("eip1967.proxy.implementation")) - 1);
    address private immutable ADMIN;

    constructor(address implementation, address admin) {
        ADMIN = admin;
        _upgrade(implementation, "");
    }

    /// @notice Takes other code and runs `data` on it at once.
    function upgradeToAndCall(address implementation, bytes calldata data) external {
        if (msg.sender != ADMIN) revert NotAdmin();
        _upgrade(implementation, data);
    }

    fallback() external payable {
        address implementation;
        bytes32 slot = IMPLEMENTATION;
        assembly {
            implementation := sload(slot)
        }
        _return(implementation, msg.data);
    }

    function _upgrade(address implementation, bytes memory data) private {
        bytes32 slot = IMPLEMENTATION;
        assembly {
            sstore(slot, implementation)
        }
        emit Upgraded(implementation);
        if (data.length > 0) _return(implementation, data);
    }

    /// @dev Ends the call with what the implementation answers, as if it had been called.
    function _return(address implementation, bytes memory data) private {
        (bool done, bytes memory answer) = implementation.delegatecall(data);
        assembly {
            switch done
            case 0 { revert(add(answer, 32), mload(answer)) }
            default { return(add(answer, 32), mload(answer)) }
        }
    }
}
