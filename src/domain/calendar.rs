//! Japan's days and hours (R2.1), and the closed period after a revocation (R8.2).

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::era;
use super::policy::Policy;
use super::refusal::{Decision, Refusal};
use super::values::fold_code;

/// An instant, in UTC as it is stored.
pub type Instant = DateTime<Utc>;

/// Seconds that Japan is ahead of UTC; it has no summer time.
const AHEAD: i32 = 9 * 3600;

/// The same instant as Japan's date and time of day (R2.1).
pub fn in_japan(at: Instant) -> DateTime<FixedOffset> {
    // Nine hours are always a valid offset; UTC stands in only to keep this free of panics.
    FixedOffset::east_opt(AHEAD).map_or_else(|| at.fixed_offset(), |zone| at.with_timezone(&zone))
}

/// Japan's date at an instant.
pub fn day_of(at: Instant) -> NaiveDate {
    in_japan(at).date_naive()
}

/// The instant of a date and time of day in Japan.
pub fn instant_of(day: NaiveDate, time: NaiveTime) -> Instant {
    day.and_time(time).and_utc() - TimeDelta::seconds(i64::from(AHEAD))
}

/// The number of a day, counted from 1970.
pub fn number_of(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The day of that number.
pub fn day_of_number(number: i64) -> NaiveDate {
    let days = chrono::TimeDelta::try_days(number).unwrap_or_default();
    NaiveDate::default().checked_add_signed(days).unwrap_or_default()
}

/// The first instant of a day in Japan.
pub fn start_of(day: NaiveDate) -> Instant {
    instant_of(day, NaiveTime::MIN)
}

/// Reads a day in any form of [`era::read`], or how many days it lies from today (`0`, `-1`). Full-width digits and dashes are folded.
///
/// # Errors
/// E0108.
pub fn day(text: &str, today: NaiveDate) -> Decision<NaiveDate> {
    let text = fold_code(text);
    if let Some(day) = era::read(&text) {
        return Ok(day);
    }
    let days: i64 = text.parse().map_err(|_| Refusal::DateForm)?;
    let away = TimeDelta::try_days(days).ok_or(Refusal::DateForm)?;
    today.checked_add_signed(away).ok_or(Refusal::DateForm)
}

/// Date and minute in Japan, such as `2026-06-01 08:10`: the form for messages and exports.
pub fn show(at: Instant) -> String {
    in_japan(at).format("%Y-%m-%d %H:%M").to_string()
}

/// The moment from which a user revoked at `at` may register again (R8.2): after the policy's wait, or,
/// inside the night hours (half open, R2.3), at the next end of the night.
pub fn reopens(at: Instant, policy: &Policy) -> Instant {
    let local = in_japan(at);
    let (time, day) = (local.time(), local.date_naive());
    let (from, to) = (policy.night_from, policy.night_to);
    if !is_within(time, from, to) {
        return at + policy.closed_wait;
    }
    let end = if time < to {
        day
    } else {
        day.checked_add_days(Days::new(1)).unwrap_or(day)
    };
    instant_of(end, to)
}

/// The next time that Japan's clocks show `time`, later than `at`.
pub fn next(time: NaiveTime, at: Instant) -> Instant {
    let today = instant_of(day_of(at), time);
    if today > at { today } else { today + TimeDelta::days(1) }
}

/// The first full minute later than `at`.
pub fn next_minute(at: Instant) -> Instant {
    let into = at.timestamp_millis().rem_euclid(60_000);
    at + TimeDelta::milliseconds(60_000 - into)
}

/// Whether `time` lies in the half-open span `from..to`, which may run over midnight (R2.3).
fn is_within(time: NaiveTime, from: NaiveTime, to: NaiveTime) -> bool {
    if from <= to {
        from <= time && time < to
    } else {
        from <= time || time < to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_a_date_or_so_many_days_from_today_r2_1() {
        let date = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
        let today = date("2026-06-01");
        for (text, right) in [
            ("2026-05-31", Some("2026-05-31")),
            ("２０２６－０５－３１", Some("2026-05-31")),
            ("0", Some("2026-06-01")),
            ("－１", Some("2026-05-31")),
            ("-366", Some("2025-05-31")),
            ("2026-02-30", None),
            ("", None),
            ("昨日", None),
            ("-99999999999999999999", None),
            ("-9223372036854775808", None),
            ("-99999999999", None),
        ] {
            assert_eq!(day(text, today).ok(), right.map(date), "{text}");
        }
    }

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(&format!("{text}+09:00")).unwrap().to_utc()
    }

    /// R2.1: a day of Japan begins nine hours before that of UTC, also at the turn of the year.
    #[test]
    fn days_and_times_are_those_of_japan_r2_1() {
        let utc = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        for (instant, shown) in [
            ("2026-05-31T14:59:59Z", "2026-05-31 23:59"),
            ("2026-05-31T15:00:00Z", "2026-06-01 00:00"),
            ("2026-12-31T14:59:59Z", "2026-12-31 23:59"),
            ("2026-12-31T15:00:00Z", "2027-01-01 00:00"),
            ("2028-02-28T15:00:00Z", "2028-02-29 00:00"),
        ] {
            let at = utc(instant);
            assert_eq!(show(at), shown, "{instant}");
            assert_eq!(day_of(at).to_string(), shown[..10], "{instant}");
            assert_eq!(day_of(start_of(day_of(at))), day_of(at), "{instant}");
        }
        let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        assert_eq!(start_of(first), utc("2026-05-31T15:00:00Z"));
    }

    #[test]
    fn the_table_of_r8_2() {
        let policy = Policy::default();
        for (revoked, opens) in [
            ("2026-06-01T12:00:00", "2026-06-01T12:30:00"),
            ("2026-06-01T20:49:59", "2026-06-01T21:19:59"),
            ("2026-06-01T20:50:00", "2026-06-02T08:10:00"),
            ("2026-06-01T23:59:59", "2026-06-02T08:10:00"),
            ("2026-06-02T00:00:00", "2026-06-02T08:10:00"),
            ("2026-06-02T08:09:59", "2026-06-02T08:10:00"),
            ("2026-06-02T08:10:00", "2026-06-02T08:40:00"),
            ("2026-12-31T20:50:00", "2027-01-01T08:10:00"),
            ("2028-02-28T22:00:00", "2028-02-29T08:10:00"),
            ("2028-02-29T22:00:00", "2028-03-01T08:10:00"),
        ] {
            assert_eq!(reopens(at(revoked), &policy), at(opens), "{revoked}");
        }
    }

    #[test]
    fn a_night_within_one_day_and_no_night_at_all() {
        let hour = |h| NaiveTime::from_hms_opt(h, 0, 0).unwrap();
        let mut policy = Policy {
            night_from: hour(1),
            night_to: hour(5),
            ..Policy::default()
        };
        assert_eq!(reopens(at("2026-06-01T01:00:00"), &policy), at("2026-06-01T05:00:00"));
        assert_eq!(reopens(at("2026-06-01T05:00:00"), &policy), at("2026-06-01T05:30:00"));
        policy.night_to = policy.night_from;
        assert_eq!(reopens(at("2026-06-01T01:00:00"), &policy), at("2026-06-01T01:30:00"));
    }

    #[test]
    fn the_next_minute_is_full_and_later() {
        for (now, minute) in [
            ("2026-06-01T10:15:00", "2026-06-01T10:16:00"),
            ("2026-06-01T10:15:59.999", "2026-06-01T10:16:00"),
            ("2026-06-01T23:59:30", "2026-06-02T00:00:00"),
        ] {
            assert_eq!(next_minute(at(now)), at(minute), "{now}");
        }
    }

    #[test]
    fn the_next_0810_is_later_than_now() {
        let ten_past_eight = NaiveTime::from_hms_opt(8, 10, 0).unwrap();
        assert_eq!(
            next(ten_past_eight, at("2026-06-01T08:09:00")),
            at("2026-06-01T08:10:00")
        );
        assert_eq!(
            next(ten_past_eight, at("2026-06-01T08:10:00")),
            at("2026-06-02T08:10:00")
        );
    }

    proptest! {
        /// R8.2: the closed period is never empty, never longer than a night, and never ends in the night.
        #[test]
        fn a_closed_period_has_its_length(seconds in 0i64..40 * 366 * 86_400) {
            let policy = Policy::default();
            let revoked = at("2026-01-01T00:00:00") + TimeDelta::seconds(seconds);
            let opens = reopens(revoked, &policy);
            prop_assert!(opens > revoked);
            prop_assert!(opens - revoked <= TimeDelta::minutes(11 * 60 + 20));
            let night = is_within(in_japan(revoked).time(), policy.night_from, policy.night_to);
            prop_assert!(night || opens - revoked == policy.closed_wait);
            prop_assert!(!night || in_japan(opens).time() == policy.night_to);
        }
    }
}
