// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAssayV1} from "./IAssayV1.sol";
import {TEERegistry} from "./TEERegistry.sol";

/// @title Work, stake, slashing and rewards of the devnet, written in the events of IAssayV1
/// @notice It moves real balances: what an event says was paid, was paid. It checks no proof; that is the watchdogs' work.
contract AssayWork is IAssayV1 {
    struct Node {
        address operator;
        address payee;
        uint256 stake;
    }

    struct Request {
        address requester;
        uint256 paid;
        bool assigned;
    }

    address public immutable ADMIN;
    IERC20 public immutable TOKEN;
    TEERegistry public immutable REGISTRY;

    mapping(bytes32 => Node) public nodes;
    mapping(bytes32 => mapping(address => uint256)) public stakes;
    mapping(bytes32 => Request) public requests;
    mapping(bytes32 => bytes) private _parameters;

    modifier onlyAdmin() {
        require(msg.sender == ADMIN, "not the admin");
        _;
    }

    constructor(IERC20 token, TEERegistry registry) {
        ADMIN = msg.sender;
        TOKEN = token;
        REGISTRY = registry;
    }

    // ------------------------------------------------------------------ nodes and models

    function register(bytes32 node, bytes32 role, address payee, string calldata endpoint) external {
        Node storage known = nodes[node];
        require(known.operator == address(0) || known.operator == msg.sender, "another operator's node");
        known.operator = msg.sender;
        known.payee = payee;
        emit NodeRegistered(node, msg.sender, role, payee, endpoint);
    }

    function setStatus(bytes32 node, bool active, bytes32 reason) external {
        require(msg.sender == ADMIN || msg.sender == nodes[node].operator, "not yours");
        emit NodeStatusChanged(node, active, reason);
    }

    function publishModel(bytes32 model, bytes32 system, bytes32 verificationKeyHash, string calldata uri)
        external
        onlyAdmin
    {
        emit ModelPublished(model, system, verificationKeyHash, uri);
    }

    // ------------------------------------------------------------------ work

    function assign(bytes32 request, bytes32 node, address requester, bytes32 model, bytes32 inputHash, uint64 deadline)
        external
        onlyAdmin
    {
        require(!requests[request].assigned, "assigned already");
        payeeOf(node);
        requests[request] = Request(requester, 0, true);
        emit RequestAssigned(request, node, requester, model, inputHash, deadline);
    }

    function submitProof(
        bytes32 node,
        bytes32 model,
        bytes32 request,
        bytes32 system,
        bytes32 verificationKeyHash,
        bytes32 inputHash,
        bytes32 outputHash,
        bytes calldata proof,
        bytes calldata publicSignals
    ) external {
        require(msg.sender == nodes[node].operator, "not the operator");
        emit ProofSubmitted(
            node, model, request, system, verificationKeyHash, inputHash, outputHash, proof, publicSignals
        );
    }

    // ------------------------------------------------------------------ money

    function pay(bytes32 node, bytes32 request, uint256 amount) external {
        address payee = payeeOf(node);
        requests[request].paid += amount;
        require(TOKEN.transferFrom(msg.sender, payee, amount), "transfer refused");
        emit FeePaid(node, msg.sender, request, payee, address(TOKEN), amount);
    }

    /// @notice The node's payee gives back a part of what was paid for a request.
    function refund(bytes32 node, bytes32 request, address payer, uint256 amount) external {
        require(msg.sender == payeeOf(node), "not the payee");
        requests[request].paid -= amount;
        require(TOKEN.transferFrom(msg.sender, payer, amount), "transfer refused");
        emit FeeRefunded(node, payer, request, address(TOKEN), amount);
    }

    /// @notice From the treasury, which is the admin's account.
    function reward(bytes32 node, uint256 amount, uint64 period, bytes32 reason) external onlyAdmin {
        address payee = payeeOf(node);
        require(TOKEN.transferFrom(msg.sender, payee, amount), "transfer refused");
        emit RewardPaid(node, payee, address(TOKEN), amount, period, reason);
    }

    function stake(bytes32 node, uint256 amount) external {
        payeeOf(node);
        require(TOKEN.transferFrom(msg.sender, address(this), amount), "transfer refused");
        stakes[node][msg.sender] += amount;
        nodes[node].stake += amount;
        emit StakeChanged(node, msg.sender, address(TOKEN), int256(amount), nodes[node].stake);
    }

    function unstake(bytes32 node, uint256 amount) external {
        stakes[node][msg.sender] -= amount;
        nodes[node].stake -= amount;
        require(TOKEN.transfer(msg.sender, amount), "transfer refused");
        emit StakeChanged(node, msg.sender, address(TOKEN), -int256(amount), nodes[node].stake);
    }

    /// @notice Taken stake goes to the treasury. An amount of 0 is a finding without a loss.
    function slash(bytes32 node, address staker, uint256 amount, bytes32 reason, bytes32 evidence) external onlyAdmin {
        stakes[node][staker] -= amount;
        nodes[node].stake -= amount;
        require(TOKEN.transfer(ADMIN, amount), "transfer refused");
        emit NodeSlashed(node, reason, staker, address(TOKEN), amount, evidence);
    }

    // ------------------------------------------------------------------ rules

    function setParameter(bytes32 parameter, bytes calldata value) external onlyAdmin {
        emit ParameterChanged(parameter, _parameters[parameter], value);
        _parameters[parameter] = value;
    }

    /// @notice Who is paid for a node: a node of this contract, or a TEE node of the registry.
    function payeeOf(bytes32 node) public view returns (address payee) {
        payee = nodes[node].payee;
        if (payee == address(0)) (, payee,,,,,,,,) = REGISTRY.tees(node);
        require(payee != address(0), "unknown node");
    }
}
