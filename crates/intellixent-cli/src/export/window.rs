//! How far an export may be ahead of what it has written: counted in ids and in bytes, so that neither a slow call nor
//! large ones fill the memory.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Semaphore;

/// What an id costs at least, in bytes. A larger call costs as much as it has.
const UNIT: usize = 32 * 1024;

pub(crate) struct Window {
    units: Semaphore,
    /// What larger calls cost beyond what was left when they came: it is taken from what is given back.
    debt: Mutex<usize>,
}

/// The right to hold one id in memory. It goes along with the id, and dropping it gives it back.
pub(crate) struct Permit {
    window: Arc<Window>,
    units: usize,
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit({})", self.units)
    }
}

impl Window {
    /// For so many ids of the usual size.
    pub(crate) fn new(ids: usize) -> Arc<Self> {
        Arc::new(Self { units: Semaphore::new(ids), debt: Mutex::new(0) })
    }

    /// Waits until another id may be held. Who waits must not have an id yet: that one could be what all others wait for.
    pub(crate) async fn enter(self: &Arc<Self>) -> Option<Permit> {
        // It is never closed.
        self.units.acquire().await.ok()?.forget();
        Some(Permit { window: Arc::clone(self), units: 1 })
    }
}

impl Permit {
    /// The call of the id has come, with so many bytes.
    pub(crate) fn holds(&mut self, bytes: usize) {
        let more = (bytes / UNIT).saturating_sub(self.units - 1);
        let mut debt = self.window.debt.lock().unwrap_or_else(PoisonError::into_inner);
        *debt += more - self.window.units.forget_permits(more);
        self.units += more;
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut debt = self.window.debt.lock().unwrap_or_else(PoisonError::into_inner);
        let paid = self.units.min(*debt);
        *debt -= paid;
        self.window.units.add_permits(self.units - paid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_large_call_takes_the_place_of_many_and_gives_it_all_back() {
        let window = Window::new(10);
        let mut small = window.enter().await.unwrap();
        small.holds(100);
        let mut large = window.enter().await.unwrap();
        large.holds(20 * UNIT);
        assert_eq!((window.units.available_permits(), *window.debt.lock().unwrap()), (0, 12));
        drop(small);
        assert_eq!(window.units.available_permits(), 0);
        drop(large);
        assert_eq!((window.units.available_permits(), *window.debt.lock().unwrap()), (10, 0));
    }
}
