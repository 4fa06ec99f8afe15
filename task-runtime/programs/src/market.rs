//! Simulates a market of traders. Shows: Rust with trait objects (function tables), Rc and RefCell, HashMap (random_get),
//! binary heaps, closures, floating point, big vectors and the clock.
use std::cell::RefCell;
use std::collections::{BinaryHeap, HashMap};
use std::rc::Rc;
use std::time::{Duration, Instant};

type Tape = Rc<RefCell<Vec<f64>>>;

trait Trader {
    fn name(&self) -> String;
    fn trade(&mut self, price: f64) -> f64;
}

struct Follower {
    tape: Tape,
    window: usize,
}

struct Contrarian {
    mean: f64,
}

struct Noise {
    state: u64,
}

impl Trader for Follower {
    fn name(&self) -> String {
        format!("follower of {}", self.window)
    }
    fn trade(&mut self, price: f64) -> f64 {
        let tape = self.tape.borrow();
        let seen = &tape[tape.len().saturating_sub(self.window)..];
        let mean = seen.iter().sum::<f64>() / seen.len().max(1) as f64;
        ((price - mean) / price).clamp(-0.01, 0.01)
    }
}

impl Trader for Contrarian {
    fn name(&self) -> String {
        "contrarian".into()
    }
    fn trade(&mut self, price: f64) -> f64 {
        self.mean += (price - self.mean) * 0.001;
        (self.mean - price) / price * 0.2
    }
}

impl Trader for Noise {
    fn name(&self) -> String {
        "noise".into()
    }
    fn trade(&mut self, _: f64) -> f64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        ((self.state >> 40) as f64 / (1u64 << 24) as f64 - 0.5) * 0.02
    }
}

fn main() {
    let steps: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let began = Instant::now();
    let tape: Tape = Rc::new(RefCell::new(vec![100.0]));
    let mut traders: Vec<Box<dyn Trader>> = vec![
        Box::new(Follower { tape: tape.clone(), window: 10 }),
        Box::new(Follower { tape: tape.clone(), window: 50 }),
        Box::new(Contrarian { mean: 100.0 }),
        Box::new(Noise { state: 0x9E37_79B9_7F4A_7C15 }),
    ];
    let mut volume: HashMap<String, (u32, f64)> = HashMap::new();
    for _ in 0..steps {
        let price = *tape.borrow().last().unwrap();
        let mut pressure = 0.0;
        for trader in &mut traders {
            let wanted = trader.trade(price);
            pressure += wanted;
            let entry = volume.entry(trader.name()).or_default();
            entry.0 += u32::from(wanted > 0.0);
            entry.1 += wanted.abs();
        }
        tape.borrow_mut().push((price * (1.0 + pressure / 4.0)).clamp(1.0, 10_000.0));
    }
    let mut names: Vec<_> = volume.iter().collect();
    names.sort_by(|a, b| a.0.cmp(b.0));
    for (name, (bought, moved)) in names {
        println!("{name}: bought {bought} times, moved {moved:.6}");
    }
    let tape = tape.borrow();
    let mut highest: BinaryHeap<u64> = tape.iter().map(|price| price.to_bits()).collect();
    let top: Vec<String> = (0..3).filter_map(|_| highest.pop()).map(|bits| format!("{:.6}", f64::from_bits(bits))).collect();
    let mean = tape.iter().sum::<f64>() / tape.len() as f64;
    let deviation = (tape.iter().map(|price| (price - mean).powi(2)).sum::<f64>() / tape.len() as f64).sqrt();
    println!("{} prices, mean {mean:.6}, deviation {deviation:.6}, highest {}", tape.len(), top.join(" "));
    let hash = tape.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, price| (hash ^ price.to_bits()).wrapping_mul(0x100_0000_01b3));
    println!("fingerprint {hash:016x}");
    println!("took sensible time: {}", began.elapsed() < Duration::from_secs(600));
}
