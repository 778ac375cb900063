//! What is made of the table of refusals.

/// Writes the enum, its numbers, its rules and its facts from one table.
macro_rules! refusals {
    ($($(#[doc = $doc:literal])+ $code:literal $rule:literal $name:ident $({ $($field:ident : $kind:ty),+ $(,)? })?;)+) => {
        /// A rule says no. Nothing was changed but the trail, which holds the attempt (R12.1).
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
        #[error("{} ({})", self.code(), self.rule())]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the fields are the places in the message of that number")]
        pub enum Refusal { $($(#[doc = $doc])+ $name $({ $($field: $kind),+ })?,)+ }

        impl Refusal {
            /// Every number with its rule, in the order of the table.
            pub const ALL: &'static [(&'static str, &'static str)] = &[$(($code, $rule)),+];

            /// Every number with the names of its facts: the places that its message may have.
            pub const PLACES: &'static [(&'static str, &'static [&'static str])] =
                &[$(($code, &[$($(stringify!($field)),+)?])),+];

            /// The number of the message, such as `E0301`.
            pub fn code(&self) -> &'static str {
                match self { $(Self::$name { .. } => $code),+ }
            }

            /// The rule that refuses, such as `R3.3`.
            pub fn rule(&self) -> &'static str {
                match self { $(Self::$name { .. } => $rule),+ }
            }

            /// What fills the places of the message, by name.
            pub fn facts(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$name $({ $($field),+ })? => vec![$($((stringify!($field), $field.to_string())),+)?]),+ }
            }

            /// The refusal of that number with these facts, which [`Self::facts`] gave in this order.
            pub(crate) fn again(code: &str, facts: &[String]) -> Option<Self> {
                let mut facts = facts.iter();
                let refusal = match code {
                    $($code => Self::$name $({ $($field: facts.next()?.parse().ok()?),+ })?,)+
                    _ => return None,
                };
                facts.next().is_none().then_some(refusal)
            }
        }
    };
}

pub(super) use refusals;
