//! People of the bank in words: wherever an ID of the staff stands, the name stands beside it.

use std::sync::Arc;

use super::Words;
use crate::domain::staff::People;

impl Words {
    /// The same that know these people.
    #[must_use]
    pub fn knowing(self, people: Arc<People>) -> Self {
        Self {
            people: Some(people),
            ..self
        }
    }

    /// Whoever has that ID, as they are told on every screen, slip and line: `T001 港 花子`. The ID alone of somebody unknown.
    pub fn member(&self, id: impl AsRef<str>) -> String {
        let id = id.as_ref();
        match self.name_of(id) {
            Some(name) => format!("{id} {name}"),
            None => id.to_owned(),
        }
    }

    /// The same where there is no room for both: the name, or the ID of somebody unknown.
    pub fn member_short(&self, id: impl AsRef<str>) -> String {
        let id = id.as_ref();
        self.name_of(id).unwrap_or(id).to_owned()
    }

    /// The name of whoever has that ID, if it is known.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        self.people.as_ref()?.names.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::words::Lang;

    #[test]
    fn a_name_stands_beside_an_id_also_in_a_message_and_a_stranger_is_told_by_the_id() {
        let names = BTreeMap::from([("T001".to_owned(), "港 花子".to_owned())]);
        let people = Arc::new(People { changes: None, names });
        let words = Words::of(Lang::Ja).knowing(people);
        assert_eq!(words.member("T001"), "T001 港 花子");
        assert_eq!(words.member_short("T001"), "港 花子");
        assert_eq!(
            (words.member("T009"), words.member_short("T009")),
            ("T009".into(), "T009".into())
        );
        let (said, _) = words.message("E1104", &[("by", "T001".to_owned())]);
        assert!(said.contains("T001 港 花子"), "{said}");
        assert_eq!(
            Words::of(Lang::En).member("T001"),
            "T001",
            "nobody is known before a store was read"
        );
    }
}
