//! What a load has written is there, and nobody sees it before it is shown.

use super::*;

impl Load {
    /// The first one of a store.
    pub(in crate::store) fn first_of_contracts() -> Self {
        Self {
            id: 1,
            kind: Loaded::Contracts,
        }
    }
}
