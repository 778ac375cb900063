//! Words of the screens about the trail: TKNS001 to TKNS004.

use serde::Deserialize;

/// Writes a struct of strings; a label file that lacks one or has another does not load.
macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $(#[doc = $doc:literal] $field:ident),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $(#[doc = $doc] pub $field: String),+ }
    };
}

/// Words of the screens about the trail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailWords {
    /// TKNS001.
    pub list: TrailListWords,
    /// What is looked for.
    pub filter: TrailFilterWords,
    /// TKNS003.
    pub course: TrailCourseWords,
    /// TKNS004.
    pub entry: TrailEntryWords,
}

words! {
    /// TKNS001 取扱履歴, and the columns of all lists of entries.
    TrailListWords {
        /// All entries are shown.
        all,
        /// What is looked for; `{filters}`.
        filtered,
        /// Heading of the number.
        seq,
        /// Heading of the moment.
        at,
        /// Heading of who acted.
        actor,
        /// Heading of the terminal.
        terminal,
        /// Heading of the action.
        action,
        /// Heading of contract and subject.
        subject,
        /// Heading of the result.
        result,
        /// Heading of the receipt number.
        receipt,
        /// A customer who acted; `{login_id}`.
        customer,
        /// Nobody known.
        unknown,
        /// Nothing is found.
        none,
        /// Where the selected entry stands; `{seq}`.
        place,
        /// There are older ones than those read.
        older,
        /// F2.
        filter,
        /// F4.
        course,
        /// F5.
        refresh,
        /// F10.
        open,
        /// Why nothing can be opened.
        off_empty,
        /// Why there is no course.
        off_course,
        /// How to move.
        hint,
    }
}

words! {
    /// The layer in which is said what is looked for.
    TrailFilterWords {
        /// Its heading.
        title,
        /// The first day.
        from,
        /// The last day.
        to,
        /// Help for a day.
        day_hint,
        /// The staff ID.
        staff,
        /// Help for it.
        staff_hint,
        /// The customer.
        customer,
        /// Help for it.
        customer_hint,
        /// The serial number.
        serial,
        /// Help for it; `{min}`, `{max}`.
        serial_hint,
        /// The action.
        action,
        /// Help for it.
        action_hint,
        /// The result.
        result,
        /// Help for it.
        result_hint,
        /// Done.
        done,
        /// Waiting.
        waiting,
        /// Refused.
        refused,
        /// F10.
        go,
        /// F9.
        clear,
        /// The last day is before the first.
        backwards,
    }
}

words! {
    /// TKNS003 取扱経過: what a contract went through.
    TrailCourseWords {
        /// Its head; `{number}`, `{company}`.
        head,
        /// Heading of the day.
        day,
        /// Heading of the time.
        time,
        /// An action that was done so many times in a row; `{action}`, `{count}`.
        times,
        /// Nothing happened yet.
        none,
        /// How to move.
        hint,
    }
}

words! {
    /// TKNS004 取扱明細: an entry with everything in words.
    TrailEntryWords {
        /// Its number.
        seq,
        /// When.
        at,
        /// Who.
        actor,
        /// A member of the staff; `{name}`, `{id}`.
        staff,
        /// A user of the customer's; `{login_id}`, `{contract}`.
        customer,
        /// From where.
        terminal,
        /// What.
        action,
        /// On which contract.
        contract,
        /// On what.
        subject,
        /// How it ended.
        result,
        /// Why it was refused.
        why,
        /// The receipt number.
        receipt,
        /// What else it says.
        detail,
        /// An override; `{reason}`.
        override_reason,
        /// Heading of the identity check.
        check,
        /// When and by whom it was made; `{at}`, `{by}`.
        check_made,
        /// Who and how; `{channel}`, `{person}`.
        check_whom,
        /// Name of it.
        check_begun,
        /// Name of whom.
        check_person,
        /// Name of the methods.
        check_methods,
        /// No method.
        check_no_method,
        /// Name of the outcome.
        check_outcome,
        /// Heading of the request.
        request,
        /// Something is not for this role.
        withheld,
        /// F9.
        open_request,
        /// Why no request can be opened.
        off_request,
        /// How to read on.
        hint,
    }
}
