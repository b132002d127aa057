// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

struct Callback {
    address addr;
    uint96 gasLimit;
}

struct Predicate {
    uint8 predicateType;
    bytes data;
}

struct Requirements {
    Callback callback;
    Predicate predicate;
    bytes4 selector;
}

struct Input {
    uint8 inputType;
    bytes data;
}

struct Offer {
    uint256 minPrice;
    uint256 maxPrice;
    uint64 rampUpStart;
    uint32 rampUpPeriod;
    uint32 lockTimeout;
    uint32 timeout;
    uint256 lockCollateral;
}

struct ProofRequest {
    uint256 id;
    Requirements requirements;
    string imageUrl;
    Input input;
    Offer offer;
}

struct Fulfillment {
    uint256 id;
    bytes32 requestDigest;
    bytes32 claimDigest;
    uint8 fulfillmentDataType;
    bytes fulfillmentData;
    bytes seal;
}

struct AssessorCallback {
    uint16 index;
    address addr;
    uint96 gasLimit;
}

struct AssessorSelector {
    uint16 index;
    bytes4 value;
}

struct AssessorReceipt {
    bytes seal;
    AssessorCallback[] callbacks;
    AssessorSelector[] selectors;
    address prover;
}

/// @title What a request is called where it is signed, and what it costs when
library Requests {
    string private constant CALLBACK = "Callback(address addr,uint96 gasLimit)";
    string private constant INPUT = "Input(uint8 inputType,bytes data)";
    string private constant OFFER =
        "Offer(uint256 minPrice,uint256 maxPrice,uint64 rampUpStart,uint32 rampUpPeriod,uint32 lockTimeout,uint32 timeout,uint256 lockCollateral)";
    string private constant PREDICATE = "Predicate(uint8 predicateType,bytes data)";
    string private constant REQUIREMENTS = "Requirements(Callback callback,Predicate predicate,bytes4 selector)";
    string private constant REQUEST =
        "ProofRequest(uint256 id,Requirements requirements,string imageUrl,Input input,Offer offer)";

    function hash(ProofRequest calldata request) internal pure returns (bytes32) {
        bytes32 kind = keccak256(abi.encodePacked(REQUEST, CALLBACK, INPUT, OFFER, PREDICATE, REQUIREMENTS));
        return keccak256(
            abi.encode(
                kind,
                request.id,
                _hash(request.requirements),
                keccak256(bytes(request.imageUrl)),
                keccak256(
                    abi.encode(keccak256(bytes(INPUT)), request.input.inputType, keccak256(request.input.data))
                ),
                keccak256(abi.encode(keccak256(bytes(OFFER)), request.offer))
            )
        );
    }

    function _hash(Requirements calldata needs) private pure returns (bytes32) {
        bytes32 kind = keccak256(abi.encodePacked(REQUIREMENTS, CALLBACK, PREDICATE));
        bytes32 callback = keccak256(abi.encode(keccak256(bytes(CALLBACK)), needs.callback));
        bytes32 predicate = keccak256(
            abi.encode(keccak256(bytes(PREDICATE)), needs.predicate.predicateType, keccak256(needs.predicate.data))
        );
        return keccak256(abi.encode(kind, callback, predicate, needs.selector));
    }

    function lockDeadline(Offer calldata offer) internal pure returns (uint64) {
        return offer.rampUpStart + offer.lockTimeout;
    }

    function deadline(Offer calldata offer) internal pure returns (uint64) {
        return offer.rampUpStart + offer.timeout;
    }

    /// @notice The least price until the climb begins, the most at its end, nothing once locks have run out.
    function priceAt(Offer calldata offer, uint64 time) internal pure returns (uint96) {
        if (time <= offer.rampUpStart) return uint96(offer.minPrice);
        if (time > lockDeadline(offer)) return 0;
        uint64 passed = time - offer.rampUpStart;
        if (passed > offer.rampUpPeriod) return uint96(offer.maxPrice);
        return uint96(offer.minPrice + (passed * (offer.maxPrice - offer.minPrice)) / offer.rampUpPeriod);
    }

    function client(uint256 id) internal pure returns (address) {
        return address(uint160(id >> 32));
    }
}
