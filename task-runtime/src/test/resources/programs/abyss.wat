;; Calls itself 10,000 times, and at the bottom counts for a while; the result is built on the way up.
(module
 (memory (export "memory") 1)
 (func $down (param $left i32) (param $scale f64) (result i64) (local $turns i32)
  (if (result i64) (local.get $left)
   (then
    (i64.add (i64.trunc_sat_f64_s (local.get $scale))
     (call $down (i32.sub (local.get $left) (i32.const 1)) (f64.add (local.get $scale) (f64.const 0.5)))))
   (else
    (loop $turn (br_if $turn (i32.lt_u (local.tee $turns (i32.add (local.get $turns) (i32.const 1))) (i32.const 1000000))))
    (i64.extend_i32_u (local.get $turns)))))
 (func (export "_start") (i64.store (i32.const 8) (call $down (i32.const 10000) (f64.const 1)))))
