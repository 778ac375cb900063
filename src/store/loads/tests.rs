//! What a load has written is there, and nobody sees it before it is shown.

use super::*;
use crate::domain::arrival::NewContract;
use crate::store::ContractCame;

impl Load {
    /// The first one of a store.
    pub(in crate::store) fn first_of_contracts() -> Self {
        Self {
            id: 1,
            kind: Loaded::Contracts,
        }
    }
}

impl Tx<'_> {
    /// Writes a contract with its users for a load, none of them registered, and makes it findable.
    pub(in crate::store) fn bring(&self, load: Load, new: &NewContract) -> Result<()> {
        let ContractCame::New(slot) = self.arrive_contract(load, &new.contract)? else {
            panic!("taken: {}", new.contract.number)
        };
        for user in &new.users {
            self.arrive_user(&new.contract.number, user, None)?;
        }
        self.count_load(load, 1)?;
        self.index_arrived(slot, new)
    }
}
