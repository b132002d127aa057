// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title xUSD: money of the synthetic class, which buys nothing
contract SyntheticDollar is ERC20 {
    constructor(address[] memory holders, uint256 each) ERC20("Synthetic dollar", "xUSD") {
        for (uint256 i = 0; i < holders.length; i++) _mint(holders[i], each);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
