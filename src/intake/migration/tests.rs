use secrecy::ExposeSecret;

use super::*;

fn file(stem: &str, text: &str) -> Exported {
    Exported {
        stem: stem.to_owned(),
        bytes: Zeroizing::new(text.as_bytes().to_vec()),
    }
}

fn known(name: &str) -> Mapping {
    Mapping::known(name).unwrap().unwrap()
}

/// Serial, maker, drift, period and seed in hexadecimal.
type Told = (String, String, i64, u32, String);

fn now() -> Instant {
    crate::domain::case::samples::at("2026-06-01T12:00:00")
}

fn told(fobs: Vec<NewToken>) -> Vec<Told> {
    let one = |fob: NewToken| {
        (
            fob.serial.to_string(),
            fob.maker.to_string(),
            fob.drift,
            fob.params.period,
            data_encoding::HEXLOWER.encode(fob.seed.expose_secret()),
        )
    };
    fobs.into_iter().map(one).collect()
}

fn one(serial: &str, maker: &str, drift: i64, period: u32) -> Told {
    let seed = "3132333435363738393031323334353637383930";
    (serial.to_owned(), maker.to_owned(), drift, period, seed.to_owned())
}

fn ties(mapping: &str, file: Exported) -> Vec<(String, String)> {
    let ties = known(mapping).ties(&[file], &Policy::default()).unwrap();
    let text = |tie: Tie| (tie.login_id.to_string(), tie.serial.to_string());
    ties.into_iter().map(text).collect()
}

const PRIVACYIDEA: &str = "\
serial,manufacturer,secret,algorithm,response_length,time_interval,time_drift,counter
90000011,Sample,3132333435363738393031323334353637383930,HMAC-SHA1,6,60,-118.5,29671377
90000029,,3132333435363738393031323334353637383930,,6,,,0
";
const PRIVACYIDEA_USERS: &str = "\
'90000011','totp','NEW01','花子','例示','1001','bank'
'90000029','totp'
'HOTP0001','hotp','NEW02','次郎','例示','1002','bank'
";
/// Each line ends in a separator, quotes are not doubled, and the information on a token is JSON.
const LINOTP: &str = r#"'LinOtp.TokenId'; 'LinOtp.TokenSerialnumber'; 'LinOtp.TokenType'; 'LinOtp.TokenInfo'; 'LinOtp.Count'; 'User.username'; 
'1'; '90000011'; 'TOTP'; '{ "timeStep": "60", "timeShift": "118.0", "hashlib": "sha1", "note": "it's off" }'; '29671381'; 'NEW01'; 
'2'; '90000029'; 'TOTP'; ''; '0'; ''; 
'3'; 'OATH0003'; 'HMAC'; '{}'; '17'; 'NEW03'; 
"#;
const MULTIOTP: &str = "\
multiotp-database-format-v3

encryption_hash=
manufacturer=multiOTP
token_serial=90000011
issuer=multiOTP
key_algorithm=HMAC-SHA1
algorithm=TOTP
number_of_digits=6
last_event=-1
last_login=1780282650
delta_time=-95
time_interval=30
token_seed=3132333435363738393031323334353637383930
";
const FREEIPA: &str = "\
# extended LDIF
version: 1

dn: ipatokenuniqueid=90000011,cn=otp,dc=example,dc=jp
objectClass: top
objectClass: ipatoken
objectClass: ipatokentotp
ipatokenUniqueID: 90000011
ipatokenSerial: 90000011
ipatokenVendor: Sample
ipatokenOTPkey:: MTIzNDU2Nzg5MDEyMzQ1
 Njc4OTA=
ipatokenOTPalgorithm: sha1
ipatokenOTPdigits: 6
ipatokenTOTPtimeStep: 60
ipatokenTOTPclockOffset: 61
ipatokenTOTPwatermark: 29671380
ipatokenNotAfter: 20290401000000Z
ipatokenOwner: uid=NEW01,cn=users,cn=accounts,dc=example,dc=jp

dn: ipatokenuniqueid=other,cn=otp,dc=example,dc=jp
objectClass: ipatokenhotp
ipatokenSerial: 90000029
";

#[test]
fn every_mapping_of_the_program_reads() {
    for (name, text) in SOURCES {
        let mapping = Mapping::read(text).unwrap();
        assert!(mapping.fobs.is_some() && mapping.users.is_some(), "{name}");
    }
    assert!(Mapping::known("another").is_none());
    let wrong = Mapping::read("source = 1").unwrap_err();
    assert_eq!(wrong.code(), "E1911");
}

#[test]
fn the_fobs_of_each_product_come_with_the_drift_that_it_knows_r15_3() {
    let policy = Policy::default();
    let fobs = |mapping: &str, text: &str, drifts: &[Exported]| {
        told(
            known(mapping)
                .fobs(&[file("export", text)], drifts, (&policy, now()))
                .unwrap(),
        )
    };
    assert_eq!(
        fobs("privacyidea", PRIVACYIDEA, &[]),
        [one("90000011", "Sample", -2, 60), one("90000029", "privacyIDEA", 0, 30)]
    );
    // Seeds of the maker's file, drifts of LinOTP's list: 118 seconds are two steps of 60.
    assert_eq!(
        fobs("linotp", PRIVACYIDEA, &[file("list", LINOTP)]),
        [one("90000011", "Sample", 2, 60), one("90000029", "LinOTP", 0, 60)]
    );
    assert_eq!(fobs("multiotp", MULTIOTP, &[]), [one("90000011", "multiOTP", -3, 30)]);
    assert_eq!(fobs("freeipa", FREEIPA, &[]), [one("90000011", "Sample", 1, 60)]);
    let ipa = known("freeipa")
        .fobs(&[file("export", FREEIPA)], &[], (&policy, now()))
        .unwrap();
    assert_eq!(ipa[0].expires.unwrap().to_rfc3339(), "2029-04-01T00:00:00+00:00");
}

#[test]
fn the_last_code_that_was_used_comes_along_and_is_taken_no_more_r6_3() {
    let policy = Policy::default();
    let last = |mapping: &str, text: &str, drifts: &[Exported]| {
        let fobs = known(mapping).fobs(&[file("export", text)], drifts, (&policy, now()));
        fobs.unwrap().iter().map(|fob| fob.last_step).collect::<Vec<_>>()
    };
    assert_eq!(last("privacyidea", PRIVACYIDEA, &[]), [Some(29_671_377), None]);
    assert_eq!(last("linotp", PRIVACYIDEA, &[]), [None, None]);
    assert_eq!(
        last("linotp", PRIVACYIDEA, &[file("list", LINOTP)]),
        [Some(29_671_381), None]
    );
    // When the step began, of which there are 30 seconds; the watermark is one ahead.
    assert_eq!(last("multiotp", MULTIOTP, &[]), [Some(1_780_282_650 / 30)]);
    assert_eq!(last("freeipa", FREEIPA, &[]), [Some(29_671_379)]);
    for text in ["ipatokenTOTPwatermark: 0\n", "ipatokenTOTPwatermark: -1\n", ""] {
        let unused = FREEIPA.replace("ipatokenTOTPwatermark: 29671380\n", text);
        assert_eq!(last("freeipa", &unused, &[]), [None], "{text}");
    }
}

#[test]
fn who_has_which_fob_is_read_of_each_product() {
    let expected = [("NEW01".to_owned(), "90000011".to_owned())];
    assert_eq!(ties("privacyidea", file("users", PRIVACYIDEA_USERS)), expected);
    assert_eq!(ties("linotp", file("list", LINOTP)), expected);
    assert_eq!(ties("multiotp", file("NEW01", MULTIOTP)), expected);
    assert_eq!(ties("freeipa", file("export", FREEIPA)), expected);
}

#[test]
fn what_can_not_be_taken_is_told_with_file_line_and_field_and_never_with_a_seed_r12_3() {
    let policy = Policy::default();
    for (mapping, text, expected) in [
        (
            "multiotp",
            MULTIOTP.replace("token_seed=", "token_seed:="),
            (1, "token_seed", "encrypted"),
        ),
        (
            "multiotp",
            MULTIOTP.replace("token_seed=31", "token_seed=zz"),
            (1, "token_seed", "not decoded"),
        ),
        (
            "multiotp",
            MULTIOTP.replace("90000011", "9A000011"),
            (1, "token_serial", "E0101"),
        ),
        (
            "multiotp",
            MULTIOTP.replace("delta_time=-95", "delta_time=-9500"),
            (1, "delta_time", "too far off"),
        ),
        (
            "multiotp",
            MULTIOTP.replace("last_login=1780282650", "last_login=1780282650000"),
            (1, "last_login", "ahead of the clock"),
        ),
        (
            "privacyidea",
            PRIVACYIDEA.replace("HMAC-SHA1", "MD5"),
            (2, "algorithm", "no hash"),
        ),
        (
            "privacyidea",
            PRIVACYIDEA.replace("35363738393031323334353637383930", ""),
            (2, "secret", "seed length"),
        ),
        (
            "freeipa",
            FREEIPA.replace("timeStep: 60", "timeStep: 5"),
            (4, "ipatokenTOTPtimeStep", "no step"),
        ),
    ] {
        let refused = known(mapping)
            .fobs(&[file("export", &text)], &[], (&policy, now()))
            .unwrap_err();
        let Refusal::RecordRefused {
            line, field, reason, ..
        } = &refused
        else {
            panic!("{refused:?}")
        };
        assert_eq!((*line, field.as_str(), reason.as_str()), expected, "{mapping}");
        assert!(!format!("{refused:?}").contains("313233"), "{refused:?}");
    }
}

#[test]
fn registrations_are_filled_into_a_file_of_contracts_by_login_id() {
    let contracts =
        "契約番号,ログインID,発行トークン,シリアル番号,登録日時\n1,NEW01,90000037,,\n1,NEW02,90000037,,\n2,NEW03,,,\n";
    let tie = |login_id: &str, serial: &str| Tie {
        login_id: LoginId::parse(login_id).unwrap(),
        serial: Serial::parse(serial).unwrap(),
    };
    let ties = [tie("new01", "90000011"), tie("GONE", "90000029")];
    let filled = fill(contracts.as_bytes(), &ties, "2026-06-01 09:00").unwrap();
    let rows: Vec<String> = filled.rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(
        rows[1..],
        [
            "1,NEW01,90000037;90000011,90000011,2026-06-01 09:00",
            "1,NEW02,90000037;90000011,,",
            "2,NEW03,,,"
        ]
    );
    assert_eq!(
        (filled.tied, filled.without, filled.unknown),
        (1, 2, vec!["GONE".to_owned()])
    );
    let two = [tie("NEW01", "90000011"), tie("new01", "90000029")];
    assert_eq!(fill(contracts.as_bytes(), &two, "").unwrap_err().code(), "E1912");
    let lacking = fill(b"a,b\n1,2\n", &ties, "").unwrap_err();
    assert_eq!(lacking.code(), "E1402");
}
