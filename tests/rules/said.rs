//! Every rule that the program holds, with what it says in one line.

/// Number → what it says, in the order of the numbers.
pub(crate) const RULES: &[(&str, &str)] = &[
    (
        "R1.1",
        "every figure comes from one policy, which is checked when it is loaded",
    ),
    ("R1.2", "a store remembers its policy, and every change of it"),
    ("R1.3", "a policy file alone serves another bank"),
    ("R2.1", "dates and times of day are Japan's; instants are stored in UTC"),
    ("R2.2", "the rules never read a clock"),
    ("R2.3", "intervals are half open"),
    (
        "R2.4",
        "nothing moves the clock of a live store, and a clock behind the trail stops every change",
    ),
    (
        "R2.5",
        "a clock that leapt forward is doubted: nothing changes but 申出停止 until two have looked at the time",
    ),
    ("R3.1", "when the registration screen is shown"),
    ("R3.2", "what a registration needs: serial, token, code"),
    (
        "R3.3",
        "the same serial shares the token; another contract's is as unknown",
    ),
    ("R3.4", "a wrong code at registration counts towards the suspension"),
    ("R4.1", "registration can be skipped, and comes again at the next login"),
    ("R4.2", "the grace period: seven days, the start date being the first"),
    ("R5.1", "the four operations that need a token, and nothing else"),
    (
        "R5.2",
        "without a registration: allowed in the grace period, refused after it",
    ),
    (
        "R5.3",
        "with one: the code is asked for at the last step, of one's own token",
    ),
    ("R5.4", "one code serves an unbroken run of transfers"),
    ("R5.5", "each asks for the confirmation password too"),
    (
        "R5.6",
        "whether an approver may use the fob that the maker shares is the policy's",
    ),
    ("R6.1", "codes by the token's own hash, digits, period and start"),
    (
        "R6.2",
        "a window of one step around the known drift, which a match moves by one at most",
    ),
    ("R6.3", "a step is used once, whoever sends it; a replay is not counted"),
    ("R6.4", "codes are compared in constant time, all of the window"),
    (
        "R6.5",
        "resynchronisation with two codes in a row, judged once; the drift moves by approval",
    ),
    ("R6.6", "an attempt is charged in its own commit before the answer"),
    (
        "R6.7",
        "staff can ask why a code was refused, and what could still serve is used up",
    ),
    (
        "R7.1",
        "a master or admin user with a usable token revokes, themselves too",
    ),
    ("R7.2", "the chosen users are untied; others who share keep the token"),
    (
        "R7.3",
        "the bank revokes for anyone, and says who could do it themselves",
    ),
    ("R7.4", "a token lost or stolen is dead for ever, for all who share it"),
    ("R7.5", "all of a revocation or nothing"),
    (
        "R7.6",
        "the eleventh revocation for loss of a person and hour stops the fob at once and waits; many stops of an hour are told",
    ),
    (
        "R7.7",
        "a revocation looked over is confirmed, or sent back with a reason: the fob is stopped then, and the users stay revoked",
    ),
    (
        "R7.8",
        "whose own fob is among the lost ones could not do it themselves",
    ),
    (
        "R8.1",
        "no login in the closed period; then login leads to registration",
    ),
    (
        "R8.2",
        "the closed period: thirty minutes, or until 08:10 after a revocation in the night",
    ),
    ("R8.3", "staff see when it opens, and nobody shortens it"),
    ("R9.1", "five wrong codes in a row suspend a token for all who share it"),
    (
        "R9.2",
        "who of the customer unlocks, without a code, with everyone who shares",
    ),
    ("R9.3", "the bank unlocks where the customer can't, or by an override"),
    ("R9.4", "unlocking sets the count back and revives nothing"),
    (
        "R9.5",
        "wrong codes since the last right one are counted across unlocks; from a hundred on only the bank unlocks",
    ),
    (
        "R9.6",
        "申出停止: a token is stopped at once on a caller's word, and the bank alone lifts it",
    ),
    (
        "R10.1",
        "every action of the bank rests on an identity check, for one contract and one request",
    ),
    ("R10.2", "the methods of a check"),
    ("R10.3", "how strong a check must be"),
    ("R10.4", "what must not be kept is not kept"),
    (
        "R10.5",
        "a failed check is recorded, and the third of a day goes to a supervisor",
    ),
    (
        "R10.6",
        "facts are typed and judged, two tries each, and masked while they are drawn",
    ),
    (
        "R10.7",
        "a call back counts only to a number that is seven days old, with the time and who answered",
    ),
    (
        "R11.1",
        "what lowers risk goes at once; what raises it waits for a supervisor",
    ),
    ("R11.2", "nobody approves their own, and one approval wins"),
    ("R11.3", "an approval is for what was shown, and lapses with the day"),
    ("R11.4", "maker and approver differ as persons, whatever IDs they have"),
    (
        "R11.5",
        "power takes a second administrator; one who is alone is marked as that",
    ),
    (
        "R11.6",
        "nobody at a login screen shuts the bank out: waits grow by ID and place, and nobody is locked by tries",
    ),
    (
        "R11.7",
        "who asked learns what became of it, at once and until they have looked",
    ),
    ("R12.1", "every attempt is one entry, in the transaction of its change"),
    ("R12.2", "entries are chained, and verification names the first bad one"),
    ("R12.3", "no seed, password or code in an entry, a log or a message"),
    (
        "R12.4",
        "the first look of a day at a contract is an entry, and refused looks are",
    ),
    (
        "R12.5",
        "what stands outside shows a store that went back, and it says so until a reason is written down; the head is never sealed anew unseen, and verification looks before its own login",
    ),
    (
        "R12.6",
        "the state is bound: what was changed past the program is refused where it is met and found wherever it is",
    ),
    (
        "R12.7",
        "backups are made and restored by commands, and the key can be another one or sealed by a passphrase",
    ),
    (
        "R12.8",
        "what leaves goes through a spool, and a day's end can be repeated",
    ),
    ("R13", "the states that are shown"),
    ("R14.1", "what the bank did for a customer leaves a notice"),
    (
        "R14.2",
        "no notice is lost or sent twice, and no export replaces a file",
    ),
    (
        "R14.3",
        "expiring tokens and changed data are told once, to the old address too",
    ),
    ("R15.1", "the states of the stock; lost and scrapped are for ever"),
    ("R15.2", "a token is known by maker and serial, and is never re-seeded"),
    (
        "R15.3",
        "a seed file can be looked at, key by key; its batch waits until it was released against the delivery note",
    ),
    (
        "R15.4",
        "what is issued comes from the own branch's stock or the centre's, soonest expiry first, with a live code",
    ),
    (
        "R15.5",
        "a replacement is one act: the old fob ends, a new one is issued, with application, fee and the way it is handed over",
    ),
    (
        "R15.6",
        "a return leaves no registration; scrapping takes two and wipes the seed",
    ),
    (
        "R15.7",
        "a count lists what is there, missing and extra, is signed by two and stays open until explained",
    ),
    (
        "R15.8",
        "the recall list, the reorder level, and which fob this is by two codes in a row",
    ),
    ("R15.9", "who does what to a fob, and who is the second person"),
    (
        "R16.1",
        "contracts are opened and kept up by files, with a verdict a line, and by hand",
    ),
    (
        "R16.2",
        "telephone, address, representative and mail change by a check of two kinds and an approval",
    ),
    ("R16.3", "what a spreadsheet ate is refused or asked about"),
    (
        "R16.4",
        "names are stored as they were written; folding is for search alone",
    ),
    (
        "R16.5",
        "notes on a contract are never deleted, and struck out by their author",
    ),
    (
        "R17.1",
        "the bank lifts stopped passwords that nobody of the company can, and first ones go by sealed letter alone",
    ),
    (
        "R17.2",
        "a stranger at the login page stops no company: wrong passwords pause the address they come from",
    ),
    (
        "R18.1",
        "the day's report says everything that a day's end asks about, the same on screen, PDF, CSV and page",
    ),
];
