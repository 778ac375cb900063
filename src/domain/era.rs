//! 元号: the years of the Japanese calendar. A store says by its policy in which years dates are written that people read, on
//! its screens, slips and letters and on the command line; JSON, files, exports and the trail have those of ISO 8601 whatever
//! it says.

use chrono::{Datelike, NaiveDate};

/// In which years dates are written (`console.era`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Era {
    /// 西暦: 2026.
    #[default]
    Western,
    /// 和暦: 令和8年.
    Japanese,
}

impl Era {
    /// What `console.era` may be, for messages.
    pub const WORDS: &str = "seireki | wareki";

    /// The one of a policy's word.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "seireki" => Some(Self::Western),
            "wareki" => Some(Self::Japanese),
            _ => None,
        }
    }
}

/// A 元号.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gengo {
    /// 明治, in this calendar since 1873.
    Meiji,
    /// 大正.
    Taisho,
    /// 昭和.
    Showa,
    /// 平成.
    Heisei,
    /// 令和.
    Reiwa,
}

/// A 元号 with its letter, its name, the year that is its first, and the month and day on which that begins.
type Line = (Gengo, char, &'static str, i32, (u32, u32));

/// Each ends on the day before the next begins. Before 1873 Japan had another calendar.
const TABLE: [Line; 5] = [
    (Gengo::Meiji, 'M', "明治", 1868, (1, 25)),
    (Gengo::Taisho, 'T', "大正", 1912, (7, 30)),
    (Gengo::Showa, 'S', "昭和", 1926, (12, 25)),
    (Gengo::Heisei, 'H', "平成", 1989, (1, 8)),
    (Gengo::Reiwa, 'R', "令和", 2019, (5, 1)),
];
/// The first year in which Japan had the calendar of today.
const FIRST_YEAR: i32 = 1873;
/// What a first year is called.
const FIRST: &str = "元";

impl Gengo {
    fn line(self) -> &'static Line {
        match self {
            Self::Meiji => &TABLE[0],
            Self::Taisho => &TABLE[1],
            Self::Showa => &TABLE[2],
            Self::Heisei => &TABLE[3],
            Self::Reiwa => &TABLE[4],
        }
    }

    /// Its letter, `R` for 令和.
    pub fn letter(self) -> char {
        self.line().1
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.line().2
    }

    /// The 元号 of a day with the year in it, from 1 on; `None` before 1873.
    ///
    /// ```
    /// # use {chrono::NaiveDate, madoguchi::domain::era::Gengo};
    /// let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    /// assert_eq!(Gengo::of(day), Some((Gengo::Reiwa, 8)));
    /// ```
    pub fn of(day: NaiveDate) -> Option<(Self, i32)> {
        let begun =
            |(_, _, _, year, (month, date)): &&Line| (day.year(), day.month(), day.day()) >= (*year, *month, *date);
        let (gengo, _, _, first, _) = TABLE.iter().rev().find(begun)?;
        (day.year() >= FIRST_YEAR).then_some((*gengo, day.year() - first + 1))
    }
}

/// The compact form of a day, `R8.11.22`; before 1873 that of ISO 8601.
pub fn compact(day: NaiveDate) -> String {
    let Some((gengo, year)) = Gengo::of(day) else {
        return day.to_string();
    };
    format!("{}{year}.{}.{}", gengo.letter(), day.month(), day.day())
}

/// Reads a day in any of the forms that people write: `2026-11-22`, `2026/11/22`, `2026.11.22`, `20261122`,
/// `2026年11月22日`, `R8.11.22`, `令和8年11月22日`. A day on which that 元号 was over or had not begun is none.
pub fn read(text: &str) -> Option<NaiveDate> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let named = TABLE.iter().find_map(|line| {
        let letter = |c: char| c.eq_ignore_ascii_case(&line.1);
        let behind = text.strip_prefix(line.2).or_else(|| text.strip_prefix(letter));
        Some((line, behind?.trim_start()))
    });
    let (year, month, date) = parts(named.map_or(text, |(_, behind)| behind))?;
    let Some(((gengo, _, _, first, _), _)) = named else {
        // Four digits of a year, as on every screen.
        let year: i32 = (year.len() == 4).then(|| year.parse().ok())??;
        return NaiveDate::from_ymd_opt(year, month, date);
    };
    let year: i32 = if year == FIRST { 1 } else { year.parse().ok()? };
    let day = NaiveDate::from_ymd_opt(first.checked_add(year)? - 1, month, date)?;
    (Gengo::of(day) == Some((*gengo, year))).then_some(day)
}

/// Year, month and day between `-`, `/` or `.`, or before 年, 月 and 日.
fn parts(text: &str) -> Option<(&str, u32, u32)> {
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok())?
    };
    let (year, month, date) = if let Some(rest) = text.strip_suffix('日') {
        let (year, rest) = rest.split_once('年')?;
        let (month, date) = rest.split_once('月')?;
        (year, month, date)
    } else {
        let between = text.chars().find(|c| ['-', '/', '.'].contains(c))?;
        let (year, rest) = text.split_once(between)?;
        let (month, date) = rest.split_once(between)?;
        (year, month, date)
    };
    Some((year.trim(), number(month.trim())?, number(date.trim())?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn each_gengo_ends_on_the_day_before_the_next() {
        for (western, written, short) in [
            ("2026-11-22", "令和8年11月22日", "R8.11.22"),
            ("2019-12-31", "令和元年12月31日", "R1.12.31"),
            ("2020-01-01", "令和2年1月1日", "R2.1.1"),
            ("2019-05-01", "令和元年5月1日", "R1.5.1"),
            ("2019-04-30", "平成31年4月30日", "H31.4.30"),
            ("1989-01-08", "平成元年1月8日", "H1.1.8"),
            ("1989-01-07", "昭和64年1月7日", "S64.1.7"),
            ("1926-12-25", "昭和元年12月25日", "S1.12.25"),
            ("1926-12-24", "大正15年12月24日", "T15.12.24"),
            ("1912-07-30", "大正元年7月30日", "T1.7.30"),
            ("1912-07-29", "明治45年7月29日", "M45.7.29"),
            ("1873-01-01", "明治6年1月1日", "M6.1.1"),
            ("1872-12-31", "1872年12月31日", "1872-12-31"),
        ] {
            let day = day(western);
            assert_eq!(compact(day), short);
            assert_eq!((read(written), read(short)), (Some(day), Some(day)), "{western}");
        }
    }

    #[test]
    fn a_day_reads_in_every_form_that_people_write() {
        for text in [
            "2026-11-22",
            "2026/11/22",
            "2026.11.22",
            "20261122",
            "2026年11月22日",
            "r8.11.22",
            "R8-11-22",
            "R08/11/22",
            "令和8年11月22日",
            "令和 8年 11月 22日",
        ] {
            assert_eq!(read(text), Some(day("2026-11-22")), "{text}");
        }
        assert_eq!(read("令和元年5月1日"), read("R1.5.1"));
    }

    #[test]
    fn what_is_no_day_reads_as_none() {
        for text in [
            "",
            "R",
            "R8",
            "R8.11",
            "R8.11.22.1",
            "R8.11-22",
            "R8.13.1",
            "R8.2.30",
            "R0.5.1",
            "R-1.5.1",
            "令和",
            "令和年1月1日",
            "令和元年4月30日",
            "R1.4.30",
            "平成31年5月1日",
            "H32.1.1",
            "S64.1.8",
            "M5.12.31",
            "X8.11.22",
            "26-11-22",
            "元年5月1日",
            "2026-11-22日",
            "+2026-11-22",
            "R99999999999.1.1",
            "R2147483647.1.1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(days in 0i32..60_000) {
            let day = day("1873-01-01") + chrono::TimeDelta::days(i64::from(days));
                prop_assert_eq!(read(&compact(day)), Some(day));
            prop_assert_eq!(read(&day.to_string()), Some(day));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,24}") {
            let _ = read(&text);
        }
    }
}
