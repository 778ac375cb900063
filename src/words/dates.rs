//! How dates and times are written: every one that a person reads on a screen, on the command line, on a slip or in a letter
//! is written here, by the calendar that the store's policy names (`console.era`). JSON, files and exports have ISO 8601 and
//! do not come here, nor do the screens of the trail, which are compared with its exports.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::{LabelWords, Lang, Words, place};
use crate::domain::calendar::{self, Instant};
use crate::domain::era::{self, Era, Gengo};

impl Words {
    /// A day.
    pub fn day(&self, day: NaiveDate) -> String {
        match self.era {
            Era::Western => day.format(self.label.date).to_string(),
            Era::Japanese => self.wareki(day),
        }
    }

    fn wareki(&self, day: NaiveDate) -> String {
        let Some((gengo, year)) = Gengo::of(day) else {
            return day.to_string();
        };
        let label = &self.label;
        let nen = if year == 1 {
            label.wareki_first.to_owned()
        } else {
            year.to_string()
        };
        let gengo = match self.lang {
            Lang::Ja => gengo.name().to_owned(),
            Lang::En => gengo.letter().to_string(),
        };
        label.wareki_date(
            place::Day(&day.day().to_string()),
            place::Gengo(&gengo),
            place::Month(&day.month().to_string()),
            place::Nen(&nen),
        )
    }

    /// A date or a date with a minute of Japan, as facts have them (`2026-06-01 08:10`), in words; anything else as
    /// it is.
    pub fn written(&self, fact: &str) -> String {
        let day = NaiveDate::parse_from_str(fact, "%Y-%m-%d").map(|day| self.day(day));
        let moment = || NaiveDateTime::parse_from_str(fact, "%Y-%m-%d %H:%M");
        day.or_else(|_| moment().map(|moment| self.in_full(moment)))
            .unwrap_or_else(|_| fact.to_owned())
    }

    /// Japan's date and minute, such as 2026年06月01日 08時10分.
    pub fn moment(&self, at: Instant) -> String {
        self.in_full(calendar::in_japan(at).naive_local())
    }

    fn in_full(&self, local: NaiveDateTime) -> String {
        match self.era {
            Era::Western => local.format(self.label.date_time).to_string(),
            Era::Japanese => format!("{} {}", self.day(local.date()), local.format("%H:%M")),
        }
    }

    /// A day in ten columns at most, for tables and the head: `2026-06-01`, `R8.6.1`.
    pub fn short_day(&self, day: NaiveDate) -> String {
        match self.era {
            Era::Western => day.to_string(),
            Era::Japanese => era::compact(day),
        }
    }

    /// The same with the minute: `2026-06-01 08:10`, `R8.6.1 08:10`.
    pub fn short_minute(&self, at: Instant) -> String {
        let local = calendar::in_japan(at);
        format!("{} {}", self.short_day(local.date_naive()), local.format("%H:%M"))
    }

    /// The same with the second, in 19 columns at most.
    pub fn short_second(&self, at: Instant) -> String {
        let local = calendar::in_japan(at);
        format!("{} {}", self.short_day(local.date_naive()), local.format("%H:%M:%S"))
    }

    /// A day as long as `columns` allow: in words, or short.
    pub fn day_within(&self, day: NaiveDate, columns: u16) -> String {
        let long = self.day(day);
        // Each of its characters takes two columns or one.
        let wide = long.chars().filter(|c| !c.is_ascii()).count();
        if long.chars().count() + wide <= usize::from(columns) {
            long
        } else {
            self.short_day(day)
        }
    }

    /// The columns of the narrowest form of a day, with its century: `2026-06-01`, `R10.11.22` (R13).
    pub fn short_columns(&self) -> u16 {
        match self.era {
            Era::Western => 10,
            Era::Japanese => 9,
        }
    }
}

impl LabelWords {
    /// Five columns: the minute today, otherwise the day.
    pub fn briefly(&self, at: Instant, now: Instant) -> String {
        let same_day = calendar::day_of(at) == calendar::day_of(now);
        let form = if same_day { self.time } else { "%m/%d" };
        calendar::in_japan(at).format(form).to_string()
    }

    /// The minute alone today, otherwise with its date.
    pub fn soon(&self, at: Instant, now: Instant) -> String {
        let local = calendar::in_japan(at);
        let same_day = calendar::day_of(at) == calendar::day_of(now);
        local
            .format(if same_day { self.time } else { "%m/%d %H:%M" })
            .to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::era::Era;
    use crate::words::{Lang, Words};

    fn words(lang: Lang, era: Era) -> Words {
        Words::of(lang).of_era(era)
    }

    #[test]
    fn the_first_year_is_called_so_and_ends_with_december() {
        let (ja, en) = (words(Lang::Ja, Era::Japanese), words(Lang::En, Era::Japanese));
        for (day, written, in_english) in [
            ("2026-11-22", "令和8年11月22日", "R8.11.22"),
            ("2019-04-30", "平成31年4月30日", "H31.4.30"),
            ("2019-05-01", "令和元年5月1日", "R1.5.1"),
            ("2019-12-31", "令和元年12月31日", "R1.12.31"),
            ("2020-01-01", "令和2年1月1日", "R2.1.1"),
            ("1872-12-31", "1872-12-31", "1872-12-31"),
        ] {
            let day = day.parse().unwrap();
            assert_eq!(ja.day(day), written);
            assert_eq!(en.day(day), in_english);
        }
    }

    #[test]
    fn a_fact_is_written_by_the_calendar_of_the_store() {
        let western = words(Lang::Ja, Era::Western);
        let japanese = words(Lang::Ja, Era::Japanese);
        assert_eq!(western.written("2026-06-01 08:10"), "2026年06月01日 08時10分");
        assert_eq!(japanese.written("2026-06-01 08:10"), "令和8年6月1日 08:10");
        assert_eq!(japanese.written("2026-06-01"), "令和8年6月1日");
        assert_eq!(japanese.written("普通1234567"), "普通1234567");
    }

    #[test]
    fn no_form_is_longer_than_its_column() {
        for (lang, era) in [
            (Lang::Ja, Era::Western),
            (Lang::Ja, Era::Japanese),
            (Lang::En, Era::Western),
            (Lang::En, Era::Japanese),
        ] {
            let label = words(lang, era);
            // The longest day there is in the life of a fob: 令和10年12月31日.
            for day in ["2028-12-31", "2019-04-30", "2026-06-01"] {
                let day = day.parse().unwrap();
                let at = crate::domain::calendar::start_of(day);
                let columns = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<u16>();
                assert!(columns(&label.moment(at)) <= 23, "{}", label.moment(at));
                assert!(columns(&label.day_within(day, 14)) <= 14);
                assert!(columns(&label.short_second(at)) <= 19);
                assert!(columns(&label.short_day(day)) <= label.short_columns());
            }
        }
    }
}
