//! How far an export may be ahead of what it has written: counted in ids and in bytes, so that neither a slow call nor
//! large ones fill the memory.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

/// What an id costs at least, in bytes. A larger call costs as much as it has.
const UNIT: usize = 32 * 1024;

#[derive(Debug)]
pub(crate) struct Window {
    units: Semaphore,
    /// What larger calls cost beyond what was left when they came: it is taken from what is given back.
    debt: Mutex<usize>,
}

/// The right to hold one id in memory. It goes along with the id, and dropping it gives it back.
#[derive(Debug)]
pub(crate) struct Permit {
    window: Arc<Window>,
    units: usize,
}

impl Window {
    /// For so many ids of the usual size.
    pub(crate) fn new(ids: usize) -> Arc<Self> {
        Arc::new(Self { units: Semaphore::new(ids), debt: Mutex::new(0) })
    }

    /// Waits until another id may be held; who came first is first.
    pub(crate) async fn enter(self: &Arc<Self>) -> Permit {
        // It is never closed.
        if let Ok(unit) = self.units.acquire().await {
            unit.forget();
        }
        Permit { window: Arc::clone(self), units: 1 }
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

    /// Lets the next id in, whatever the others cost.
    pub(crate) fn pass_on(mut self) {
        self.window.units.add_permits(self.units);
        self.units = 0;
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
