;; Ways to go on for long without a loop. Each is exported; _start does the first, which ends.
(module
 (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
 (memory (export "memory") 1)
 (type $step (func (param i32) (result i32)))
 (table 4 funcref)
 (elem (i32.const 0) $fib $throughTable $down $sink)

 (func $fib (param i32) (result i32)
  (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
   (then (local.get 0))
   (else (i32.add
    (call $fib (i32.sub (local.get 0) (i32.const 1)))
    (call $fib (i32.sub (local.get 0) (i32.const 2)))))))

 (func $even (param i32) (result i32)
  (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
   (then (local.get 0))
   (else (i32.add
    (call $odd (i32.sub (local.get 0) (i32.const 1)))
    (call $odd (i32.sub (local.get 0) (i32.const 2)))))))
 (func $odd (param i32) (result i32)
  (if (i32.lt_s (local.get 0) (i32.const 2)) (then (return (local.get 0))))
  (i32.sub
   (call $even (i32.sub (local.get 0) (i32.const 1)))
   (call $even (i32.sub (local.get 0) (i32.const 2)))))

 (func $throughTable (type $step)
  (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
   (then (local.get 0))
   (else (i32.add
    (call_indirect (type $step) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1))
    (call_indirect (type $step) (i32.sub (local.get 0) (i32.const 2)) (i32.const 1))))))

 ;; Without end, by itself and through the table.
 (func $down (type $step)
  (i32.add (i32.const 1) (call_indirect (type $step) (i32.add (local.get 0) (i32.const 1)) (i32.const 2))))
 (func $sink (type $step)
  (i32.add (i32.const 1) (call $sink (i32.add (local.get 0) (i32.const 1)))))

 ;; Twice as many calls with each function, and no cycle.
 (func $leaf (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))
 (func $d1 (param i64) (result i64) (call $leaf (call $leaf (call $leaf (call $leaf (local.get 0))))))
 (func $d2 (param i64) (result i64) (call $d1 (call $d1 (call $d1 (call $d1 (local.get 0))))))
 (func $d3 (param i64) (result i64) (call $d2 (call $d2 (call $d2 (call $d2 (local.get 0))))))
 (func $d4 (param i64) (result i64) (call $d3 (call $d3 (call $d3 (call $d3 (local.get 0))))))
 (func $d5 (param i64) (result i64) (call $d4 (call $d4 (call $d4 (call $d4 (local.get 0))))))
 (func $d6 (param i64) (result i64) (call $d5 (call $d5 (call $d5 (call $d5 (local.get 0))))))
 (func $d7 (param i64) (result i64) (call $d6 (call $d6 (call $d6 (call $d6 (local.get 0))))))
 (func $d8 (param i64) (result i64) (call $d7 (call $d7 (call $d7 (call $d7 (local.get 0))))))
 (func $d9 (param i64) (result i64) (call $d8 (call $d8 (call $d8 (call $d8 (local.get 0))))))
 (func $d10 (param i64) (result i64) (call $d9 (call $d9 (call $d9 (call $d9 (local.get 0))))))
 (func $d11 (param i64) (result i64) (call $d10 (call $d10 (call $d10 (call $d10 (local.get 0))))))
 (func $d12 (param i64) (result i64) (call $d11 (call $d11 (call $d11 (call $d11 (local.get 0))))))
 (func $d13 (param i64) (result i64) (call $d12 (call $d12 (call $d12 (call $d12 (local.get 0))))))
 (func $d14 (param i64) (result i64) (call $d13 (call $d13 (call $d13 (call $d13 (local.get 0))))))

 (func (export "_start") (drop (call $fib (i32.const 20))))
 (func (export "fib") (drop (call $fib (i32.const 60))))
 (func (export "mutual") (drop (call $even (i32.const 60))))
 (func (export "throughTable") (drop (call_indirect (type $step) (i32.const 60) (i32.const 1))))
 (func (export "doubling") (drop (call $d14 (i64.const 0))))
 (func (export "yielding") (loop (drop (call $yield)) (br 0)))
 (func (export "endless") (drop (call $sink (i32.const 0))))
 (func (export "endlessThroughTable") (drop (call $down (i32.const 0)))))
