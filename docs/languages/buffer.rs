//! A buffer whose flush loses nothing, in Rust, and the scene that a wrong one fails:
//! rustc -o target/buffer docs/languages/buffer.rs && target/buffer
use std::collections::HashMap;
use std::sync::Mutex;

/// Adds up counts. Any thread may record and flush.
#[derive(Default)]
struct Buffer {
    totals: Mutex<HashMap<String, u64>>,
}

impl Buffer {
    fn record(&self, key: &str, n: u64) {
        *self.totals.lock().unwrap().entry(key.to_string()).or_default() += n;
    }

    fn flush(&self, mut emit: impl FnMut(&str, u64)) {
        let taken = std::mem::take(&mut *self.totals.lock().unwrap()); // the guard ends with this line
        for (key, n) in taken {
            emit(&key, n);
        }
    }
} // impl Buffer

fn main() {
    let buffer = Buffer::default();
    buffer.record("a", 1);
    buffer.record("b", 1);
    let mut delivered = 0;
    let mut disturbed = false;
    let mut sink = |key: &str, n: u64| {
        delivered += n;
        if !disturbed {
            disturbed = true;
            std::thread::scope(|threads| { // another thread records, while the flush is in the sink
                threads.spawn(|| {
                    buffer.record(key, 10);
                    buffer.record("first seen", 10);
                });
            });
        }
    };
    buffer.flush(&mut sink);
    buffer.flush(&mut sink);
    println!("22 recorded, {delivered} delivered");
    assert_eq!(delivered, 22);
}
