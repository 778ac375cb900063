//! Why something is refused: one enum, one number each, and the rule it carries.
//!
//! The words for a number are in `assets/text`; the fields of a refusal fill the `{places}` in them.

mod table;

use serde::Serialize;

use table::refusals;

refusals! {
    /// The serial is not 8 to 12 digits.
    "E0101" "R3.2" SerialForm { min: u32, max: u32 };
    /// The one-time password is not 6 digits; such a thing is not counted as a wrong one.
    "E0102" "R9.1" CodeForm { digits: u32 };
    /// A login ID is 1 to 30 of the ASCII letters, digits and `-_.@`.
    "E0103" "R12.1" LoginIdForm;
    /// A contract number is 3 to 16 ASCII digits, letters and hyphens.
    "E0104" "R10.1" ContractNumberForm;
    /// A text is empty, has control characters or is longer than allowed.
    "E0105" "R12.1" TextForm { max: usize };
    /// Kana is kana, letters and digits only.
    "E0106" "R12.1" KanaForm;
    /// A telephone number is 9 to 15 digits, hyphens aside.
    "E0107" "R10.2" PhoneForm;
    /// A date is YYYY-MM-DD.
    "E0108" "R2.1" DateForm;
    /// A staff ID is 2 to 16 ASCII letters and digits.
    "E0109" "R12.1" StaffIdForm;
    /// A branch code is three digits.
    "E0110" "R12.1" BranchForm;
    /// An account is a kind and seven digits.
    "E0111" "R12.1" AccountForm;
    /// A staff password is too short, or not ASCII.
    "E0112" "R11.1" PasswordForm { min: u32 };
    /// An identifier of the console (a check, a request) is 32 hexadecimal digits.
    "E0113" "R12.1" IdForm;
    /// A mail address is ASCII, with one `@`, and at most 254 characters.
    "E0114" "R14.1" MailForm;
    /// An account of the host is 1 to 32 ASCII letters, digits and `._-`.
    "E0117" "R12.1" HostAccountForm;

    /// There is no such contract.
    "E0201" "R10.1" NoContract { number: String };
    /// There is no such user in this contract.
    "E0202" "R7.5" NoUser { login_id: String };
    /// No user was chosen.
    "E0203" "R7.1" NobodyChosen;
    /// There is no such request.
    "E0204" "R11.2" NoRequest;
    /// A contract of this number is there already.
    "E0205" "R15.2" ContractExists { number: String };
    /// The same user was named twice.
    "E0206" "R7.1" NamedTwice { login_id: String };
    /// There is no such member of the staff.
    "E0207" "R11.2" NoStaff { staff: String };

    /// Unknown, or a token of another contract: one message for both (no probing).
    "E0301" "R3.3" TokenUnknown;
    /// The token is past its expiry.
    "E0302" "R3.2" TokenExpired { serial: String, expired: String };
    /// The token was reported lost and is dead for ever.
    "E0303" "R7.4" TokenLost { serial: String };
    /// The token was scrapped.
    "E0304" "R15.1" TokenScrapped { serial: String };
    /// The token is suspended.
    "E0305" "R3.2" TokenSuspended { serial: String };
    /// The user is registered already.
    "E0306" "R3.1" AlreadyRegistered { login_id: String, serial: String };
    /// The closed period after a revocation is running.
    "E0307" "R8.1" ClosedPeriod { login_id: String, opens: String };
    /// The user may do nothing that needs a token.
    "E0308" "R3.1" NoTokenNeeded { login_id: String };
    /// The contract's token use has not started.
    "E0309" "R3.1" BeforeStart { start: String };
    /// The token's seed was never given to this store, so its codes can't be checked.
    "E0310" "R6.1" NoSeed { serial: String };

    /// The user has not the permission for this operation.
    "E0501" "R5.1" NotPermitted { operation: String };
    /// The grace period is over and the user has no registration: registering is the way out.
    "E0502" "R5.2" GraceOver { until: String };
    /// This operation asks for the one-time password at this step.
    "E0503" "R5.3" CodeNeeded;
    /// This operation asks for the confirmation password.
    "E0504" "R5.5" ConfirmationNeeded;
    /// The confirmation password is wrong.
    "E0505" "R5.5" ConfirmationWrong { left: u32 };
    /// The confirmation password is stopped.
    "E0506" "R5.5" ConfirmationStopped;
    /// An amount is 1 to 9,999,999,999 yen.
    "E0511" "R5.1" AmountForm { max: String };
    /// A number of a transfer form or a bill has not as many digits as it must.
    "E0512" "R5.1" DigitsForm { what: String, digits: String };
    /// A batch has too few or too many rows, or its total is no amount.
    "E0513" "R5.1" BatchForm { rows: usize, max: String };
    /// The user may not use the account, or it is not kept here: one message for both.
    "E0514" "R5.1" AccountNotUsable { account: String };
    /// The amount is above what the user may move in one go.
    "E0515" "R5.1" OverLimit { limit: String };
    /// The balance is not enough.
    "E0516" "R5.1" BalanceShort { balance: String };
    /// The contract's mode asks for approvers that were not chosen.
    "E0517" "R5.3" ApproverNeeded { needed: usize };
    /// More approvers were chosen than the contract's mode asks for.
    "E0518" "R5.3" ApproverNotNeeded { needed: usize };
    /// The chosen user may not approve this kind of payment, or is stopped.
    "E0519" "R5.3" MayNotApprove { login_id: String };
    /// Nobody approves a payment that they entered.
    "E0520" "R5.3" OwnPayment;
    /// The first and the final approver are one person.
    "E0521" "R5.3" SameApprover { login_id: String };
    /// There is no such payment, or it is none of the user's business: one message for both.
    "E0522" "R5.3" NoPayment;
    /// The payment does not wait for this user now.
    "E0523" "R5.3" NotYourApproval;
    /// The payment has ended already.
    "E0524" "R5.3" PaymentEnded { what: String };
    /// Only the one who entered a payment takes it back.
    "E0525" "R5.3" NotYourPayment;
    /// The one who entered the payment may no longer make it.
    "E0526" "R5.3" MakerMayNot { login_id: String, reason: String };
    /// An account is kept here already.
    "E0527" "R15.2" AccountExists { account: String };
    /// A payment of this id was entered already; asking again enters none.
    "E0528" "R5.3" PaymentKnown { id: String };

    /// The code is wrong; the attempt was counted.
    "E0601" "R6.2" WrongCode { left: u32 };
    /// The code was used already; wait for the next one. Not counted.
    "E0602" "R6.3" CodeUsed;
    /// The code is wrong, and the token is suspended now.
    "E0603" "R9.1" SuspendedNow { times: u32 };
    /// The action names no accepted code of that token for that purpose.
    "E0604" "R3.2" NoProof;
    /// The accepted code is too old, or was used for another request.
    "E0605" "R3.2" ProofSpent;
    /// The two codes say that the fob's clock is just as it is known; they are used up.
    "E0606" "R6.5" ClockRight { serial: String };
    /// The two codes are none of two steps in a row within the distance of a resynchronisation; counted as one wrong code.
    "E0607" "R6.5" NotInRow { steps: u32, left: u32 };
    /// The second code is the first one again. Not counted.
    "E0608" "R6.5" SameCode;

    /// The user has no registration to revoke.
    "E0701" "R7.5" NothingToRevoke { login_id: String };
    /// The user is no master or admin user with a usable token, so they can't revoke.
    "E0702" "R7.1" MayNotRevoke;

    /// The user's token is not suspended.
    "E0901" "R9.3" NotSuspended { login_id: String };
    /// The customer's own users can unlock it.
    "E0902" "R9.3" CustomerCanUnlock { who: String };
    /// Unlocking revives no expired, lost or scrapped token.
    "E0903" "R9.4" NotRevived { serial: String };
    /// The user is no master or admin user with a usable token other than this one, so they can't unlock it.
    "E0904" "R9.2" MayNotUnlock;

    /// The action needs an identity check.
    "E1001" "R10.1" NoCheck;
    /// The identity check is older than allowed.
    "E1002" "R10.1" CheckLapsed { minutes: i64 };
    /// The identity check is of another contract.
    "E1003" "R10.1" CheckOfAnother;
    /// The identity check has served a request already.
    "E1004" "R10.1" CheckUsed;
    /// Too few methods of different kinds for this action.
    "E1005" "R10.3" ChecksTooFew { needed: u32, have: u32 };
    /// On the telephone one method must be the call back.
    "E1006" "R10.3" CallBackNeeded;
    /// The number of this kind of document must not be kept.
    "E1007" "R10.4" NumberForbidden;
    /// A letter of proxy counts only beside another method.
    "E1008" "R10.2" ProxyAlone;
    /// The identity check failed.
    "E1009" "R10.5" CheckFailed;
    /// Too few facts were answered right.
    "E1010" "R10.2" FactsTooFew { needed: u32 };
    /// An agent needs a letter of proxy, and nobody else brings one.
    "E1011" "R10.2" ProxyForAgent;
    /// The identity check is finished and can't be changed.
    "E1012" "R10.1" CheckFinished;
    /// The fact was not among those that the console drew.
    "E1013" "R10.2" FactNotDrawn;
    /// The identity check is still open.
    "E1014" "R10.1" CheckOpen;
    /// The support desk checks on the telephone only.
    "E1015" "R10.1" TelephoneOnly;
    /// The identity check was made by somebody else.
    "E1016" "R10.1" CheckOfColleague;
    /// A seal, a document or a letter can't be seen on the telephone.
    "E1017" "R10.2" NotByTelephone;
    /// Too many checks of the contract failed: it goes to a supervisor.
    "E1018" "R10.5" UnderCaution { since: String };
    /// No caution stands on the contract.
    "E1019" "R10.5" NoCaution;
    /// A caution is not lifted by the one whose check raised it.
    "E1020" "R10.5" OwnCaution;
    /// The bank stopped the token, and lifts it alone.
    "E1021" "R9.6" HeldByBank { serial: String };
    /// The token is stopped on a caller's word already.
    "E1022" "R9.6" TokenStopped { serial: String };
    /// The token can't be used any more, so there is nothing to stop.
    "E1023" "R9.6" NothingToStop { serial: String };
    /// The telephone was changed too lately for a call back to count.
    "E1024" "R10.7" PhoneTooNew { from: String };
    /// A fact may be answered so often and no more.
    "E1040" "R10.6" FactTriesSpent { tries: u32 };
    /// The fact was answered right already.
    "E1041" "R10.6" FactKnown;
    /// A fact counts when the console has judged an answer to it right.
    "E1042" "R10.6" FactNotJudged;
    /// The check belongs to another session.
    "E1043" "R10.1" CheckOfSession;
    /// Who answered the call back was not said.
    "E1044" "R10.7" CalledWhom;
    /// その他 takes a note.
    "E1045" "R10.5" WhyNoteNeeded;
    /// A check that fails takes a reason.
    "E1046" "R10.5" WhyNeeded;
    /// The policy has no such kind of document.
    "E1047" "R10.4" NoSuchDocument { allowed: String };
    /// Who answered was recorded already.
    "E1048" "R10.7" CalledAlready;
    /// One's own list is taken over by others.
    "E1049" "R11.7" OwnList;
    /// Somebody of another branch.
    "E1050" "R11.7" NotAColleague { staff: String };
    /// They have nothing of which the result is to come, or to be seen.
    "E1051" "R11.7" NothingToTakeOver { staff: String };
    /// What was said has not the form of the fact, so it is not judged, and no try is used up.
    "E1052" "R10.6" FactForm;

    /// The passwords were given by somebody else: they are changed before anything else is done.
    "E1061" "R17.1" PasswordsGiven;
    /// Both passwords are changed, where somebody else gave them.
    "E1062" "R17.1" BothPasswords;
    /// The login password of now is not that one.
    "E1063" "R17.1" OwnPasswordWrong;
    /// The new password is the one of now.
    "E1064" "R17.1" OwnPasswordStays;
    /// Neither password of the user is stopped.
    "E1065" "R17.1" NoPasswordStopped { login_id: String };
    /// Somebody of the company can lift it themselves.
    "E1066" "R17.1" CompanyLifts { who: String };
    /// There is no spool that sealed letters could go into.
    "E1067" "R17.1" NoLetters { reason: String };
    /// Nobody approves or looks over their own request.
    "E1101" "R11.2" OwnRequest;
    /// Something changed since the request was shown.
    "E1102" "R11.3" Changed;
    /// The request lapsed at the end of its business day.
    "E1103" "R11.3" RequestLapsed;
    /// Somebody else decided already.
    "E1104" "R11.2" AlreadyDecided { by: String };
    /// A reason must be given.
    "E1105" "R11.1" ReasonNeeded;
    /// Only the one who made a request withdraws it.
    "E1106" "R11.1" NotYourRequest;
    /// This request goes to a supervisor at the branch, not at this terminal.
    "E1107" "R11.1" BranchApproves;
    /// The requester no longer has the role in which they asked.
    "E1108" "R11.2" RequesterChanged { staff: String };
    /// The user was registered once and was revoked: registering again is the way out, whatever day it is.
    "E1120" "R5.2" RegisterAgain;
    /// By the bank's policy the last approver uses another fob than the one who entered the payment.
    "E1121" "R5.6" SharedFob { login_id: String, serial: String };
    /// A text has a sign in it that can't be seen, or the mark of one that was lost.
    "E1122" "R12.1" InvisibleSign { sign: String };
    /// The days are over within which a revocation for loss or theft is taken back.
    "E1123" "R7.7" LostForEver { days: i64 };
    /// The fob was replaced, so that its loss is not taken back.
    "E1124" "R7.7" LossReplaced { serial: String };
    /// The fob is not as it was after the revocation: it was handed in, or scrapped.
    "E1125" "R7.7" LossMovedOn { serial: String };
    /// The token is not suspended.
    "E1126" "R9.3" FobNotSuspended { serial: String };
    /// Somebody is registered with the fob: who they are is said.
    "E1127" "R9.3" FobHasUsers { serial: String };

    /// Staff ID or password is wrong.
    "E1201" "R11.1" WrongPassword;
    /// The staff member is locked.
    "E1202" "R11.1" StaffLocked;
    /// The role may not do this.
    "E1203" "R11.2" RoleMayNot { role: String };
    /// A staff member with this ID is there already.
    "E1204" "R11.2" StaffExists { staff: String };
    /// Only on a training store.
    "E1205" "R2.4" TrainingOnly;
    /// The host's clock is behind the newest entry of the trail.
    "E1206" "R2.4" ClockBehind { minutes: i64 };
    /// The password was hashed with less than a live store asks.
    "E1207" "R11.1" WeakHash;
    /// Nobody changes their own role, locks themselves or resets their own password: who administers remains.
    "E1208" "R11.2" OwnStanding;
    /// The try comes too soon after a wrong password; it was not looked at and does not count.
    "E1209" "R11.1" WaitFirst { seconds: i64 };
    /// The password was given by an administrator: it is changed before anything else.
    "E1210" "R11.1" PasswordToChange { staff: String };
    /// The new password is the old one.
    "E1211" "R11.1" SamePassword;
    /// The console was not started from the account that the member is bound to. Only the trail says so; who tries is told
    /// E1201.
    "E1212" "R11.1" OtherAccount;
    /// Another member is bound to this account.
    "E1213" "R11.2" AccountTaken { account: String };

    /// Another ID of the one who asked: maker and decider are two persons.
    "E1214" "R11.4" SamePerson { staff: String };
    /// No second administrator is there to be asked.
    "E1215" "R11.5" NoSecondAdministrator;
    /// A person's number has not the form of one.
    "E1216" "R11.4" PersonNumberForm;

    /// An administrator has locked the requester meanwhile.
    "E1217" "R11.4" RequesterLocked { staff: String };

    /// The host's clock leapt ahead of the newest entry that was not doubted.
    "E1220" "R2.5" ClockAhead { days: i64 };
    /// The clock is not doubted, so that there is nothing to confirm.
    "E1221" "R2.5" ClockTrusted;
    /// The time is confirmed by two people, each with their own password.
    "E1222" "R2.5" SecondNeeded;
    /// The time that was confirmed is no longer the time.
    "E1223" "R2.5" ClockMoved;
    /// The one more who is to confirm the time is who asks, by this ID or another one of theirs.
    "E1224" "R2.5" SecondIsFirst { staff: String };

    /// Why a code of this token was refused was asked often enough for an hour.
    "E1232" "R6.7" TooManyQuestions { serial: String, times: u32, minutes: i64 };
    /// A session of the staff has lasted as long as one lasts, whatever was done in it.
    "E1233" "R11.6" SessionOver { minutes: i64 };
    /// A password is one that many people have, or is made of what everybody knows of its owner.
    "E1234" "R11.6" PasswordCommon;
    /// A policy has a key that is not known.
    "E1301" "R1.1" PolicyKey { key: String };
    /// A policy lacks a key.
    "E1302" "R1.1" PolicyMissing { key: String };
    /// A figure of the policy has no unit, or another than it needs.
    "E1303" "R1.1" PolicyUnit { key: String, unit: String };
    /// A figure of the policy is out of range.
    "E1304" "R1.1" PolicyRange { key: String, min: String, max: String };
    /// The policy is no TOML.
    "E1305" "R1.1" PolicySyntax { line: usize };
    /// A word of the policy is none of those it may be.
    "E1306" "R1.1" PolicyWord { key: String, allowed: String };

    /// A row of a file of contracts can't be taken.
    "E1401" "R15.2" RowRefused { line: u64, column: String, reason: String };
    /// A file of contracts lacks a column.
    "E1402" "R15.2" ColumnMissing { column: String };
    /// A file is damaged or no such file at all.
    "E1403" "R15.2" FileDamaged { line: u64, reason: String };
    /// A key of a seed file can't be taken.
    "E1404" "R15.2" KeyRefused { serial: String, reason: String };
    /// A file is larger than is taken.
    "E1405" "R15.2" FileTooLarge { limit: String };
    /// A token of this maker and serial is there already: it is never re-seeded.
    "E1406" "R15.2" TokenExists { serial: String };
    /// A seed file is encrypted or signed in a way that is not taken yet.
    "E1407" "R15.2" FileUnsupported { line: u64, what: String };
    /// More rows of a file belong together than are kept in memory.
    "E1408" "R16.1" RowsApart { line: u64, rows: usize };
    /// Rows of a file that belong together take more memory than they may.
    "E1409" "R16.1" RowsHeavy { line: u64, mib: usize };
    /// A file became another while what it said was carried out, contract by contract.
    "E1410" "R16.1" FileBecameAnother { left: usize };
    /// A file is being taken in already.
    "E1420" "R12.1" LoadGoesOn;
    /// The taking in of a file was broken off by whoever began it.
    "E1421" "R12.1" LoadBrokenOff;
    /// A token's passwords have another number of digits than the policy's.
    "E1430" "R6.1" KeyDigits { serial: String, digits: String, expected: u32 };
    /// A serial of a seed file has not as many digits as the policy allows, or signs that are none.
    "E1431" "R3.2" KeySerialForm { serial: String, signs: usize, min: u32, max: u32 };
    /// A plain seed looks like one that was written in another alphabet than base64: it would become a wrong one.
    "E1432" "R15.2" SeedIsText { serial: String, signs: usize, what: String };
    /// A seed is one byte again and again.
    "E1433" "R15.2" SeedIsPlain { serial: String };
    /// The seed is that of another token, of the same file or taken in before.
    "E1434" "R15.2" SeedOfAnother { serial: String, other: String };
    /// An element stands twice in a key of a seed file.
    "E1435" "R15.2" ElementTwice { serial: String, element: String };
    /// The drift that a file says is further than a resynchronisation could set it.
    "E1436" "R6.5" DriftTooFar { serial: String, steps: String, max: u32 };
    /// A serial of a file of contracts has not as many digits as the policy allows, or signs that are none.
    "E1437" "R3.2" RowSerialForm { line: u64, column: String, signs: usize, min: u32, max: u32 };
    /// A row says another thing about its contract than the first one did.
    "E1438" "R15.2" RowDiffers { line: u64, column: String, other: u64 };
    /// A row has not as many columns as the headings.
    "E1439" "R15.2" RowColumns { line: u64, columns: u64, expected: u64 };
    /// The token's time has not come.
    "E1440" "R3.2" TokenNotYet { serial: String, start: String };
    /// Elements of a file are nested deeper than is taken.
    "E1441" "R15.2" FileTooDeep { line: u64, depth: usize };
    /// A tag or a value of a file is longer than is taken.
    "E1442" "R15.2" PieceTooLong { line: u64, bytes: usize };
    /// A number is digits alone, from 1 to the largest that makes sense.
    "E1444" "R15.1" NumberForm { max: u64 };
    /// There is no such batch.
    "E1445" "R15.3" NoBatch { batch: u32 };
    /// No fob of the batch waits for its release.
    "E1446" "R15.3" NothingWaits { batch: u32 };
    /// The batch is received by another branch, and whoever acts is not of the centre.
    "E1447" "R15.3" BatchElsewhere { batch: u32, branch: String };
    /// Who took a batch in does not release it, under whatever ID.
    "E1448" "R15.3" OwnBatch { batch: u32 };
    /// A line of a delivery note is no serial. What it is, is not said.
    "E1449" "R15.3" NoteSerialForm { line: u64, min: u32, max: u32 };
    /// The delivery note differs from the batch.
    "E1450" "R15.3" NoteDiffers { there: usize, missing: usize, extra: usize, lacking: String, beside: String };
    /// A delivery note names nothing.
    "E1451" "R15.3" EmptyNote;
    /// One person has asked which fob it is as often as they may in an hour.
    "E1452" "R15.8" AskedTooOften { times: u32, minutes: i64 };
    /// Somebody is registered with a fob that comes back.
    "E1470" "R15.6" StillRegistered { serial: String, users: u32 };
    /// A fob that a customer has is not scrapped.
    "E1471" "R15.6" FobInUse { serial: String, contract: String };
    /// A lost fob that was found is worth nothing: it is handed in and scrapped.
    "E1472" "R15.1" FoundFob { serial: String };
    /// A lost fob that nobody has handed in is not there to be scrapped.
    "E1473" "R15.1" NotHandedIn { serial: String };
    /// That it was handed in is noted already.
    "E1474" "R15.1" HandedInAlready { serial: String };
    /// What came back for that is never issued again.
    "E1475" "R15.1" NeverAgain { serial: String, cause: String };
    /// Only what was sent comes back undelivered.
    "E1476" "R15.5" NotSent { serial: String };
    /// The fob is on its way to another branch.
    "E1477" "R15.9" NotOnItsWayHere { serial: String, branch: String };
    /// A fob is moved to another branch.
    "E1478" "R15.9" SameBranch { branch: String };
    /// Nobody works at that branch who could receive a fob.
    "E1479" "R15.9" NoBranch { branch: String };
    /// The fob was named twice.
    "E1480" "R15.6" FobTwice { serial: String };
    /// No fob was named, or too many at once.
    "E1481" "R15.6" FobsAtOnce { most: usize };
    /// The fob is not at that point of its way to the customer.
    "E1482" "R15.5" DeliveryNotThere { serial: String, delivery: String };
    /// The number of a registered item is 8 to 13 digits.
    "E1483" "R15.5" MailItemForm;
    /// What goes into stock again shows a live code, one fob at a time.
    "E1484" "R15.1" LiveCodeNeeded;
    /// A reason is missing.
    "E1485" "R15.6" HandlingReason;
    /// That can't be asked for of a fob so.
    "E1486" "R15.9" NotByHand { what: String };
    /// The fee was exported, waived, or never due.
    "E1487" "R15.5" NoCharge { serial: String };
    /// There is no such export of fees.
    "E1488" "R15.5" NoChargeExport { number: u64 };
    /// There is no such open difference of a counting.
    "E1489" "R15.7" NoDifference { serial: String };
    /// Nobody waits for the fob to be handed in.
    "E1491" "R15.5" NotOwed { serial: String };
    /// A command is not written as it must be.
    "E1501" "R12.1" CommandForm { reason: String, json_at: String, json_known: String };

    /// Login ID or login password is wrong: one message for both.
    "E1601" "R12.1" LoginFailed;
    /// The login password is paused after wrong ones (利用一時停止).
    "E1602" "R12.1" LoginPaused { until: String };
    /// The login password is stopped after wrong ones (利用停止).
    "E1603" "R12.1" LoginStopped;
    /// An administrator of the company has stopped the user (停止).
    "E1604" "R12.1" UserStopped;
    /// The user's registration was revoked and the closed period runs: no login.
    "E1605" "R8.1" LoginClosed { opens: String };
    /// The session has ended: logged out, too long idle, logged in elsewhere, stopped, revoked or removed.
    "E1606" "R12.1" SessionEnded;
    /// The user has passwords already; first ones are issued once.
    "E1607" "R12.1" PasswordsIssued { login_id: String };

    /// A user has, or had, this login ID: none is given twice in the whole service.
    "E1701" "R8.3" LoginIdTaken { login_id: String };
    /// A contract has one master user, and that is the bank's matter.
    "E1702" "R5.1" MasterKindStays;
    /// Only the master amends the master; nobody removes or stops them.
    "E1703" "R5.1" NotTheMaster { login_id: String };
    /// Nobody removes, stops or demotes themselves: who administers remains.
    "E1704" "R5.1" NotOneself;
    /// Only master and admin users administer users and tokens.
    "E1705" "R5.1" AdministrationOfKind;
    /// Payment on the same day is a part of transfers to registered payees.
    "E1706" "R5.1" SameDayAlone;
    /// A limit has more digits than allowed.
    "E1707" "R5.1" LimitTooHigh { digits: u32 };
    /// The account is none of the company's.
    "E1708" "R5.1" AccountNotOwn { account: String };
    /// Nothing that was entered is another than before.
    "E1709" "R12.1" NothingAmended;
    /// The user is stopped already.
    "E1710" "R5.1" StoppedAlready { login_id: String };
    /// Nothing of the user is stopped or paused.
    "E1711" "R5.1" NothingToLift { login_id: String };
    /// A user without passwords needs both of them.
    "E1712" "R5.5" PasswordsNeeded;
    /// Login and confirmation password must differ.
    "E1713" "R5.5" PasswordsAlike;

    /// No action of the trail has this name, or words that hold it.
    "E1801" "R12.1" NoAction { action: String };
    /// The trail has no entry of this number.
    "E1802" "R12.1" NoEntry { entry: u64 };
    /// The policy names no mail server, so nothing is sent by mail.
    "E1811" "R14.1" NoMailServer;
    /// Some of the notices were exported or sent by someone else meanwhile.
    "E1812" "R14.1" NoticesGone;
    /// The mail server did not take a notice.
    "E1813" "R14.1" MailRefused { reason: String };
    /// Letters that were asked for before wait for the second person.
    "E1814" "R11.5" LettersWait { request: String, staff: String };
    /// There is no export of this number.
    "E1815" "R14.2" NoExport { number: u64 };
    /// Of this notice it is known whether it left.
    "E1816" "R14.2" NotUnsure { number: u64 };
    /// The address of a notice was refused for good: it goes as a letter.
    "E1817" "R14.2" MailForLetter { number: u64, reason: String };
    /// The line broke after the data of a notice: nobody knows whether it left.
    "E1818" "R14.2" MailUnsure { number: u64, reason: String };
    /// Letters are exported under a number, and their file could not get its name.
    "E1819" "R14.2" ExportUnwritten { number: u64, what: String };

    /// A telephone number does not begin with 0 or +: a spreadsheet has eaten it.
    "E1901" "R16.3" PhoneStart;
    /// A serial of a file is not in stock, or another is that has zeros before it too.
    "E1902" "R16.3" RowSerialTwin { line: u64, serial: String, other: String };
    /// A serial of a file is in stock from several makers, and the file does not say which is meant.
    "E1903" "R15.2" RowSerialMakers { line: u64, serial: String, makers: String };
    /// The contract is closed (解約).
    "E1904" "R16.1" ContractClosed { number: String, day: String };
    /// A contract would be closed on a day to come.
    "E1905" "R16.1" ClosedLater;
    /// A file would close a contract while payments of it wait for an approver.
    "E1906" "R16.1" ClosedWhilePending { line: u64, count: u64 };
    /// The contract of who logs in is closed.
    "E1907" "R16.1" LoginOfClosed { day: String };
    /// A contract is opened with one master.
    "E1908" "R16.1" OneMaster;
    /// A user of a new contract has not all that a new one needs.
    "E1909" "R16.1" UserLacks { login_id: String };
    /// A mapping of another product's export does not read, or says nothing of what is asked for.
    "E1911" "R15.3" MappingForm { what: String };
    /// A record of another product's export can't be taken.
    "E1912" "R15.3" RecordRefused { file: String, line: u64, field: String, reason: String };
    /// The contract has no note of this number.
    "E1920" "R16.5" NoNote { number: u64 };
    /// A note is struck out by its author alone.
    "E1921" "R16.5" NoteOfAnother { number: u64, staff: String };
    /// The note is struck out already.
    "E1922" "R16.5" NoteStruck { number: u64 };
    /// The fob lies at another branch.
    "E1952" "R15.4" OtherBranch { serial: String, branch: String };
    /// The fob came with a batch that nobody has released.
    "E1953" "R15.3" NotReleased { serial: String };
    /// The fob shows a live code before it is issued.
    "E1954" "R15.4" InspectionNeeded;
    /// The code that a fob in stock shows is not right now; counted.
    "E1955" "R15.4" InspectionWrong { left: u32 };
    /// No fob of that serial is in the stock that one may issue from.
    "E1956" "R15.4" NoSuchFob { serial: String };
    /// A lost fob is revoked before it is replaced.
    "E1957" "R15.5" RevokeFirst { serial: String };
    /// The fob has ended otherwise, so that it is not replaced for that reason.
    "E1958" "R15.5" NotReplaceable { serial: String, state: String };
    /// The fob was replaced already.
    "E1959" "R15.5" ReplacedAlready { serial: String, fob: String };
    /// The registered address is younger than a fob is sent to.
    "E1961" "R15.5" AddressYoung { until: String };
    /// No address of the contract is known.
    "E1962" "R15.5" NoAddress;
    /// The fob stands where this can't be done.
    "E1965" "R15.1" NotThere { serial: String, state: String };
    /// The fob showed too many wrong codes while it was inspected.
    "E1967" "R15.4" InspectionFailed { serial: String };
    /// Two makers have this serial.
    "E1969" "R15.2" TwoMakers { serial: String, makers: String };
    /// The application is of a day to come.
    "E1971" "R15.5" AppliedLater;
    /// Nothing is to be paid that could be waived.
    "E1973" "R15.5" NothingToWaive;

    /// The store is as it was: there is nothing to write down a reason for.
    "E2040" "R12.5" NotRolledBack;
    /// A backup would stand where the store or its key stands.
    "E2041" "R12.7" BackupTogether { path: String };
    /// A copy is no backup: it does not verify.
    "E2042" "R12.7" BackupUnsound { path: String, what: String };
    /// A store stands where one would be restored, and it was not named.
    "E2043" "R12.7" RestoreOver { path: String };
    /// Another program has the store open.
    "E2044" "R12.7" StoreInUse { path: String };
}

/// A decision: what it gives, or the refusal.
pub type Decision<T> = Result<T, Refusal>;

#[cfg(test)]
mod tests;
