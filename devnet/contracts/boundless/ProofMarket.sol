// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AssessorReceipt, Fulfillment, Offer, ProofRequest, Requests} from "./MarketTypes.sol";
import {SetVerifier} from "./Verifiers.sol";

/// @title A market of proofs with Boundless' interface and money rules
/// @notice It holds real balances: what is derived from its logs can be compared with them. It checks no proof; that is the
/// watchdogs' work.
contract ProofMarket is EIP712 {
    using Requests for ProofRequest;
    using Requests for Offer;

    event RequestSubmitted(uint256 indexed requestId, ProofRequest request, bytes clientSignature);
    event RequestLocked(uint256 indexed requestId, address prover, ProofRequest request, bytes clientSignature);
    event RequestFulfilled(uint256 indexed requestId, address indexed prover, bytes32 requestDigest);
    event ProofDelivered(uint256 indexed requestId, address indexed prover, Fulfillment fulfillment);
    event PaymentRequirementsFailed(bytes error);
    event ProverSlashed(
        uint256 indexed requestId,
        uint256 collateralBurned,
        uint256 collateralTransferred,
        address collateralRecipient
    );
    event Deposit(address indexed account, uint256 value);
    event Withdrawal(address indexed account, uint256 value);
    event CollateralDeposit(address indexed account, uint256 value);
    event CollateralWithdrawal(address indexed account, uint256 value);

    error InsufficientBalance(address account);
    error InvalidSignature();
    error PartialPayment(uint256 fullAmount, uint256 paidAmount);
    error RequestIsFulfilled(uint256 requestId);
    error RequestIsLocked(uint256 requestId);
    error RequestIsNotExpired(uint256 requestId, uint64 deadline);
    error RequestIsNotLocked(uint256 requestId);
    error RequestIsNotLockedOrPriced(uint256 requestId);
    error RequestIsSlashed(uint256 requestId);
    error RequestLockIsExpired(uint256 requestId, uint64 lockDeadline);
    error TransferFailed();

    uint256 public constant SLASHING_BURN_BPS = 5000;
    uint96 public constant MARKET_FEE_BPS = 0;
    address private constant BURNT = 0x000000000000000000000000000000000000dEaD;
    // The selector of RequestIsExpired(uint256,uint64), behind which one word stands.
    bytes4 private constant EXPIRED = 0x873fd26b;

    enum Paid {
        No,
        InTime,
        Late
    }

    struct Lock {
        bytes32 digest;
        /// Who is paid in time; after a late delivery, who gets what is not burned.
        address prover;
        uint96 price;
        uint256 collateral;
        uint64 lockDeadline;
        uint64 deadline;
        Paid paid;
        bool slashed;
    }

    IERC20 public immutable COLLATERAL_TOKEN_CONTRACT;
    mapping(uint256 => Lock) public requestLocks;
    mapping(uint256 => bool) public requestIsFulfilled;
    mapping(address => uint256) public balanceOf;
    mapping(address => uint256) public balanceOfCollateral;

    constructor(IERC20 token) EIP712("IBoundlessMarket", "1") {
        COLLATERAL_TOKEN_CONTRACT = token;
    }

    // ------------------------------------------------------------------ money in and out

    function deposit() public payable {
        depositTo(msg.sender);
    }

    function depositTo(address to) public payable {
        balanceOf[to] += msg.value;
        emit Deposit(to, msg.value);
    }

    function withdraw(uint256 value) external {
        _withdraw(msg.sender, value);
    }

    function depositCollateral(uint256 value) external {
        depositCollateralTo(msg.sender, value);
    }

    function depositCollateralTo(address to, uint256 value) public {
        balanceOfCollateral[to] += value;
        if (!COLLATERAL_TOKEN_CONTRACT.transferFrom(msg.sender, address(this), value)) revert TransferFailed();
        emit CollateralDeposit(to, value);
    }

    function withdrawCollateral(uint256 value) external {
        if (balanceOfCollateral[msg.sender] < value) revert InsufficientBalance(msg.sender);
        balanceOfCollateral[msg.sender] -= value;
        if (!COLLATERAL_TOKEN_CONTRACT.transfer(msg.sender, value)) revert TransferFailed();
        emit CollateralWithdrawal(msg.sender, value);
    }

    function _withdraw(address account, uint256 value) private {
        if (balanceOf[account] < value) revert InsufficientBalance(account);
        balanceOf[account] -= value;
        (bool sent,) = account.call{value: value}("");
        if (!sent) revert TransferFailed();
        emit Withdrawal(account, value);
    }

    // ------------------------------------------------------------------ requests

    function submitRequest(ProofRequest calldata request, bytes calldata clientSignature) external payable {
        if (msg.value > 0) deposit();
        emit RequestSubmitted(request.id, request, clientSignature);
    }

    function lockRequest(ProofRequest calldata request, bytes calldata clientSignature) external {
        uint256 id = request.id;
        bytes32 digest = _signed(request, clientSignature);
        if (requestLocks[id].digest != 0) revert RequestIsLocked(id);
        if (requestIsFulfilled[id]) revert RequestIsFulfilled(id);
        if (block.timestamp > request.offer.lockDeadline())
            revert RequestLockIsExpired(id, request.offer.lockDeadline());
        address client = Requests.client(id);
        uint96 price = request.offer.priceAt(uint64(block.timestamp));
        uint256 collateral = request.offer.lockCollateral;
        if (balanceOf[client] < price) revert InsufficientBalance(client);
        if (balanceOfCollateral[msg.sender] < collateral) revert InsufficientBalance(msg.sender);
        balanceOf[client] -= price;
        balanceOfCollateral[msg.sender] -= collateral;
        requestLocks[id] = Lock({
            digest: digest,
            prover: msg.sender,
            price: price,
            collateral: collateral,
            lockDeadline: request.offer.lockDeadline(),
            deadline: request.offer.deadline(),
            paid: Paid.No,
            slashed: false
        });
        emit RequestLocked(id, msg.sender, request, clientSignature);
    }

    /// @notice Notes what a request costs until the end of the transaction.
    function priceRequest(ProofRequest calldata request, bytes calldata clientSignature) public {
        bytes32 digest = _signed(request, clientSignature);
        uint256 noted = 1;
        if (block.timestamp > request.offer.deadline()) noted |= 2;
        noted |= uint256(request.offer.priceAt(uint64(block.timestamp))) << 8;
        assembly ("memory-safe") {
            tstore(digest, noted)
        }
    }

    function _signed(ProofRequest calldata request, bytes calldata signature) private view returns (bytes32 digest) {
        digest = _hashTypedDataV4(request.hash());
        if (ECDSA.recover(digest, signature) != Requests.client(request.id)) revert InvalidSignature();
    }

    // ------------------------------------------------------------------ deliveries

    function priceAndFulfill(
        ProofRequest[] calldata requests,
        bytes[] calldata clientSignatures,
        Fulfillment[] calldata fills,
        AssessorReceipt calldata assessorReceipt
    ) external {
        for (uint256 i = 0; i < requests.length; i++) priceRequest(requests[i], clientSignatures[i]);
        fulfill(fills, assessorReceipt);
    }

    function submitRootAndFulfill(
        address setVerifier,
        bytes32 root,
        bytes calldata seal,
        Fulfillment[] calldata fills,
        AssessorReceipt calldata assessorReceipt
    ) external {
        SetVerifier(setVerifier).submitMerkleRoot(root, seal);
        fulfill(fills, assessorReceipt);
    }

    function fulfillAndWithdraw(Fulfillment[] calldata fills, AssessorReceipt calldata assessorReceipt) external {
        fulfill(fills, assessorReceipt);
        uint256 balance = balanceOf[assessorReceipt.prover];
        if (balance > 0) _withdraw(assessorReceipt.prover, balance);
    }

    function fulfill(Fulfillment[] calldata fills, AssessorReceipt calldata assessorReceipt) public {
        for (uint256 i = 0; i < fills.length; i++) _fulfill(fills[i], assessorReceipt.prover);
    }

    function _fulfill(Fulfillment calldata fill, address prover) private {
        Lock storage lock = requestLocks[fill.id];
        (bool priced, bool expired, uint96 price) = _noted(fill.requestDigest);
        bool isLocked = lock.digest == fill.requestDigest;
        if (!priced && !isLocked) revert RequestIsNotLockedOrPriced(fill.id);
        if (expired || (isLocked && block.timestamp > lock.deadline)) {
            emit PaymentRequirementsFailed(abi.encodeWithSelector(EXPIRED, fill.id));
            return;
        }
        bytes memory failed;
        if (lock.digest == 0) failed = _payUnlocked(fill, prover, price);
        else if (block.timestamp <= lock.lockDeadline) failed = _payLocked(lock, fill, prover);
        else failed = _payLate(lock, fill, prover, price);
        if (failed.length > 0) emit PaymentRequirementsFailed(failed);
        emit ProofDelivered(fill.id, prover, fill);
    }

    function _noted(bytes32 digest) private view returns (bool priced, bool expired, uint96 price) {
        uint256 noted;
        assembly ("memory-safe") {
            noted := tload(digest)
        }
        return (noted & 1 != 0, noted & 2 != 0, uint96(noted >> 8));
    }

    function _payUnlocked(Fulfillment calldata fill, address prover, uint96 price) private returns (bytes memory) {
        if (requestIsFulfilled[fill.id]) return abi.encodeWithSelector(RequestIsFulfilled.selector, fill.id);
        _setFulfilled(fill, prover);
        address client = Requests.client(fill.id);
        if (balanceOf[client] < price) return abi.encodeWithSelector(InsufficientBalance.selector, client);
        balanceOf[client] -= price;
        balanceOf[prover] += price;
        return "";
    }

    function _payLocked(Lock storage lock, Fulfillment calldata fill, address prover) private returns (bytes memory) {
        if (lock.paid != Paid.No) return abi.encodeWithSelector(RequestIsFulfilled.selector, fill.id);
        _setFulfilled(fill, prover);
        if (lock.prover != prover || lock.digest != fill.requestDigest)
            return abi.encodeWithSelector(RequestIsLocked.selector, fill.id);
        lock.paid = Paid.InTime;
        balanceOf[prover] += lock.price;
        balanceOfCollateral[prover] += lock.collateral;
        return "";
    }

    function _payLate(Lock storage lock, Fulfillment calldata fill, address prover, uint96 price)
        private
        returns (bytes memory failed)
    {
        if (lock.paid != Paid.No) return abi.encodeWithSelector(RequestIsFulfilled.selector, fill.id);
        _setFulfilled(fill, prover);
        address client = Requests.client(fill.id);
        uint256 purse = balanceOf[client] + lock.price;
        if (price > purse) {
            failed = abi.encodeWithSelector(PartialPayment.selector, price, purse);
            price = uint96(purse);
        }
        balanceOf[client] = purse - price;
        balanceOf[prover] += price;
        lock.paid = Paid.Late;
        lock.prover = prover;
    }

    function _setFulfilled(Fulfillment calldata fill, address prover) private {
        if (requestIsFulfilled[fill.id]) return;
        requestIsFulfilled[fill.id] = true;
        emit RequestFulfilled(fill.id, prover, fill.requestDigest);
    }

    // ------------------------------------------------------------------ slashes

    function slash(uint256 requestId) external {
        Lock storage lock = requestLocks[requestId];
        if (lock.digest == 0) revert RequestIsNotLocked(requestId);
        if (lock.slashed) revert RequestIsSlashed(requestId);
        if (lock.paid == Paid.InTime) revert RequestIsFulfilled(requestId);
        if (block.timestamp <= lock.deadline) revert RequestIsNotExpired(requestId, lock.deadline);
        lock.slashed = true;
        uint256 burned = (lock.collateral * SLASHING_BURN_BPS) / 10000;
        uint256 kept = lock.collateral - burned;
        address recipient = lock.paid == Paid.Late ? lock.prover : address(this);
        if (lock.paid == Paid.No) balanceOf[Requests.client(requestId)] += lock.price;
        // Given back: whoever delivers another request of the id yet is paid by its client anew.
        lock.price = 0;
        balanceOfCollateral[recipient] += kept;
        if (!COLLATERAL_TOKEN_CONTRACT.transfer(BURNT, burned)) revert TransferFailed();
        emit ProverSlashed(requestId, burned, kept, recipient);
    }
}
