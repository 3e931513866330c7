//! The process that holds streams: reads lines, does what they say, answers each with a line.
//!
//! `open N`, `come-back`, `count`, `listen PLACE`, `told`. It ends with its input.

use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result, bail};

use super::listener::{self, Shared};
use crate::bench::drive::{self, Loopback};

/// The hidden command of xtask.
pub const NAME: &str = "bench-streams";

/// A process may hold about 20,000 descriptors where we measure.
const MOST: usize = 19_900;

/// `arguments`: the address, the file with the keys, and which of the processes this is.
pub fn run(arguments: &[String]) -> Result<()> {
    let [address, keys, number] = arguments else {
        bail!("bench-streams is started by cargo xtask bench");
    };
    let to = Loopback::new(address.parse()?)?;
    let keys = std::fs::read_to_string(Path::new(keys)).context("cannot read the keys")?;
    let keys: Vec<String> = keys.lines().map(str::to_owned).collect();
    anyhow::ensure!(!keys.is_empty(), "there is nobody to listen as");
    let runtime = drive::runtime()?;
    let shared = Arc::new(Shared::new(to, keys, number.parse()?));
    let mut begun = 0;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "open" => {
                let wanted: usize = rest.parse()?;
                let wanted = wanted.min(MOST);
                if wanted > begun {
                    runtime.block_on(listener::open(&shared, begun..wanted));
                    begun = wanted;
                }
                count(&shared);
            }
            "come-back" => {
                shared.come_back.store(true, Ordering::SeqCst);
                println!("yes");
            }
            "count" => count(&shared),
            "listen" => {
                shared.listen(rest.parse()?);
                println!("yes");
            }
            "told" => {
                let times: Vec<String> = shared.told().iter().map(u64::to_string).collect();
                println!("told {}", times.join(" "));
            }
            other => bail!("what is {other:?}?"),
        }
    }
    Ok(())
}

fn count(shared: &Shared) {
    let read = |number: &std::sync::atomic::AtomicUsize| number.load(Ordering::SeqCst);
    let (open, refused) = (read(&shared.open), read(&shared.refused));
    println!("count {open} {refused} {}", read(&shared.again));
}
