// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title xZKC: a token of the synthetic class with ZKC's events of rewards
contract SyntheticZkc is ERC20 {
    event PoVWRewardsClaimed(address indexed recipient, uint256 amount);
    event StakingRewardsClaimed(address indexed recipient, uint256 amount);

    uint256 public constant EPOCH_DURATION = 172800;
    address public immutable OWNER;
    uint256 public immutable epoch0StartTime;

    constructor(address[] memory holders, uint256 each, uint256 epoch0) ERC20("Synthetic ZKC", "xZKC") {
        OWNER = msg.sender;
        epoch0StartTime = epoch0;
        for (uint256 i = 0; i < holders.length; i++) _mint(holders[i], each);
    }

    function getCurrentEpoch() public view returns (uint256) {
        return (block.timestamp - epoch0StartTime) / EPOCH_DURATION;
    }

    function mintPoVWRewardsForRecipient(address recipient, uint256 amount) external {
        require(tx.origin == OWNER, "not the minter");
        _mint(recipient, amount);
        emit PoVWRewardsClaimed(recipient, amount);
    }

    function mintStakingRewardsForRecipient(address recipient, uint256 amount) external {
        require(tx.origin == OWNER, "not the minter");
        _mint(recipient, amount);
        emit StakingRewardsClaimed(recipient, amount);
    }
}

/// @title Work by epoch, in PovwAccounting's events
contract WorkAccounting {
    event WorkLogUpdated(
        address indexed workLogId,
        uint256 epochNumber,
        bytes32 initialCommit,
        bytes32 updatedCommit,
        uint256 updateValue,
        address valueRecipient
    );
    event EpochFinalized(uint256 indexed epoch, uint256 totalWork);

    bytes32 private constant EMPTY = 0xb26927f749929e8484785e36e7ec93d5eeae4b58182f76f1e760263ab67f540c;
    SyntheticZkc public immutable TOKEN;
    mapping(address => bytes32) private _commits;
    uint256 public epoch;
    uint256 public work;

    constructor(SyntheticZkc token) {
        TOKEN = token;
    }

    function workLogCommit(address workLogId) public view returns (bytes32) {
        bytes32 commit = _commits[workLogId];
        return commit == 0 ? EMPTY : commit;
    }

    /// @notice Takes an update at its word: no proof of it is checked.
    function updateWorkLog(
        address workLogId,
        bytes32 updatedCommit,
        uint64 updateValue,
        address valueRecipient,
        bytes calldata
    ) external {
        require(msg.sender == workLogId, "another's work");
        if (TOKEN.getCurrentEpoch() > epoch) finalizeEpoch();
        bytes32 before = workLogCommit(workLogId);
        _commits[workLogId] = updatedCommit;
        work += updateValue;
        emit WorkLogUpdated(workLogId, epoch, before, updatedCommit, updateValue, valueRecipient);
    }

    function finalizeEpoch() public {
        uint256 current = TOKEN.getCurrentEpoch();
        require(current > epoch, "not over");
        // Epochs without work are skipped.
        if (work > 0) emit EpochFinalized(epoch, work);
        epoch = current;
        work = 0;
    }
}

struct MintRecipient {
    address recipient;
    uint256 value;
}

struct MintUpdate {
    address workLogId;
    bytes32 updatedCommit;
}

struct MintJournal {
    MintRecipient[] mints;
    MintUpdate[] updates;
}

/// @title Mints rewards of work as its calls say, which PovwMint takes from a proof
contract WorkMint {
    SyntheticZkc public immutable TOKEN;

    constructor(SyntheticZkc token) {
        TOKEN = token;
    }

    function mint(bytes calldata journalBytes, bytes calldata) external {
        MintJournal memory journal = abi.decode(journalBytes, (MintJournal));
        for (uint256 i = 0; i < journal.mints.length; i++)
            TOKEN.mintPoVWRewardsForRecipient(journal.mints[i].recipient, journal.mints[i].value);
    }
}

/// @title Stake behind work, in veZKC's events
contract StakedZkc {
    event StakeCreated(uint256 indexed tokenId, address indexed owner, uint256 amount);
    event StakeAdded(uint256 indexed tokenId, address indexed owner, uint256 addedAmount, uint256 newTotal);
    event UnstakeInitiated(uint256 indexed tokenId, address indexed owner, uint256 withdrawableAt);
    event RewardDelegateChanged(
        address indexed delegator, address indexed fromDelegate, address indexed toDelegate
    );
    event DelegateRewardsChanged(address indexed delegate, uint256 previousRewards, uint256 newRewards);

    uint256 private constant DELAY = 30 days;
    IERC20 public immutable zkcToken;
    mapping(address => uint256) public getActiveTokenId;
    mapping(address => uint256) public staked;
    mapping(address => uint256) public withdrawableAt;
    mapping(address => address) private _delegates;
    mapping(address => uint256) public getStakingRewards;
    uint256 private _last;

    constructor(IERC20 token) {
        zkcToken = token;
    }

    function rewardDelegates(address account) public view returns (address) {
        address chosen = _delegates[account];
        return chosen == address(0) ? account : chosen;
    }

    function stake(uint256 amount) external returns (uint256 tokenId) {
        require(getActiveTokenId[msg.sender] == 0, "one position an account");
        tokenId = ++_last;
        getActiveTokenId[msg.sender] = tokenId;
        _take(amount);
        emit StakeCreated(tokenId, msg.sender, amount);
    }

    function addToStake(uint256 amount) external {
        require(getActiveTokenId[msg.sender] != 0 && withdrawableAt[msg.sender] == 0, "no position");
        _take(amount);
        emit StakeAdded(getActiveTokenId[msg.sender], msg.sender, amount, staked[msg.sender]);
    }

    function initiateUnstake() external {
        require(getActiveTokenId[msg.sender] != 0 && withdrawableAt[msg.sender] == 0, "no position");
        withdrawableAt[msg.sender] = block.timestamp + DELAY;
        address to = rewardDelegates(msg.sender);
        _setPower(to, getStakingRewards[to] - staked[msg.sender]);
        emit UnstakeInitiated(getActiveTokenId[msg.sender], msg.sender, withdrawableAt[msg.sender]);
    }

    function delegateRewards(address delegatee) external {
        address from = rewardDelegates(msg.sender);
        _delegates[msg.sender] = delegatee;
        emit RewardDelegateChanged(msg.sender, from, delegatee);
        if (withdrawableAt[msg.sender] != 0) return;
        _setPower(from, getStakingRewards[from] - staked[msg.sender]);
        _setPower(delegatee, getStakingRewards[delegatee] + staked[msg.sender]);
    }

    function _take(uint256 amount) private {
        staked[msg.sender] += amount;
        require(zkcToken.transferFrom(msg.sender, address(this), amount), "not paid");
        address to = rewardDelegates(msg.sender);
        _setPower(to, getStakingRewards[to] + amount);
    }

    function _setPower(address delegate, uint256 power) private {
        emit DelegateRewardsChanged(delegate, getStakingRewards[delegate], power);
        getStakingRewards[delegate] = power;
    }
}
