//! Words of the screens about the trail: TKNS001 to TKNS004.

use serde::Deserialize;

use super::strings::words;

/// Words of the screens about the trail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailWords {
    /// TKNS001.
    pub list: TrailListWords,
    /// What is looked for.
    pub filter: TrailFilterWords,
    /// Its way into a file.
    pub export: TrailExportWords,
    /// TKNS002.
    pub verify: TrailVerifyWords,
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
        /// F9.
        export,
        /// F11.
        verify,
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
    /// The layer that writes a file, and the headings that only the file has.
    TrailExportWords {
        /// Its heading.
        title,
        /// The format.
        format,
        /// Help for it.
        format_hint,
        /// CSV.
        csv,
        /// JSON Lines.
        json_lines,
        /// The file.
        name,
        /// Help for it.
        name_hint,
        /// F10.
        go,
        /// How far it is; `{at}`, `{of}`.
        running,
        /// Why nothing else can be begun.
        off_running,
        /// It is written; `{count}`, `{path}`.
        done,
        /// Heading of the name of an action.
        action_name,
        /// Heading of the number of a refusal.
        code,
    }
}

words! {
    /// TKNS002 履歴検証.
    TrailVerifyWords {
        /// Name of how far it is.
        progress,
        /// How far it is; `{count}`, `{of}`.
        progress_value,
        /// Name of what was found.
        result,
        /// It goes on.
        running,
        /// Nothing was changed.
        whole,
        /// Name of the fingerprint.
        head,
        /// Name of the moment.
        moment,
        /// What the fingerprint is for.
        note,
        /// What to do about a bad entry.
        note_bad,
        /// F10.
        go,
        /// Why it can't be begun.
        off_running,
        /// What it is.
        hint,
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
