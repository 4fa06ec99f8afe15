;; What a rewrite for migration must carry through a call, each in a function of its own.
(module
 (type $unary (func (param i32) (result i32)))
 (type $pair (func (param i32 i64) (result i32 i64)))
 (memory (export "memory") 1)
 (table 3 funcref)
 (elem (i32.const 0) $double $fib $square)
 (global $sum (mut i64) (i64.const 0))
 (global $turns (mut i32) (i32.const 0))

 (func $note (param i64)
  (global.set $turns (i32.add (global.get $turns) (i32.const 1)))
  (i64.store (i32.and (i32.mul (global.get $turns) (i32.const 8)) (i32.const 0xfff8)) (local.get 0))
  (global.set $sum (i64.add (i64.mul (global.get $sum) (i64.const 31)) (local.get 0)))
  ;; a loop that is long enough for the charge to come due
  (call $wait (i32.const 3)))
 (func $wait (param i32)
  (loop (br_if 0 (i32.gt_s (local.tee 0 (i32.sub (local.get 0) (i32.const 1))) (i32.const 0)))))
 (func $double (type $unary) (call $wait (local.get 0)) (i32.mul (local.get 0) (i32.const 2)))
 (func $square (type $unary) (call $wait (i32.const 9)) (i32.mul (local.get 0) (local.get 0)))
 (func $fib (type $unary)
  (if (result i32) (i32.lt_s (local.get 0) (i32.const 2))
   (then (local.get 0))
   (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1)))
                  (call $fib (i32.sub (local.get 0) (i32.const 2)))))))

 ;; operands of all types below a call
 (func $operands (param i32) (result f64)
  (f64.add
   (f64.convert_i32_s (i32.add (i32.const 40) (call $double (local.get 0))))
   (f64.mul (f64.const 1.5)
    (f64.promote_f32 (f32.add (f32.const 0.25) (f32.convert_i64_s (i64.add (i64.const -7)
     (i64.extend_i32_s (call $square (call $double (i32.const 3)))))))))))

 ;; a loop with a parameter, a block with two, several results, and calls in all of them
 (func $several (type $pair)
  (local.get 0) (local.get 1)
  (loop $again (param i32 i64) (result i32 i64)
   (local.set 1) (local.set 0)
   (i64.const 1000) (local.get 0) (call $fib) (i64.extend_i32_s)
   (block (param i64 i64) (result i64)
    (i64.sub) (call $note (i64.const 5))
    (drop (call $square (i32.const 2))))
   (local.get 1) (i64.add) (local.set 1)
   (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
   (local.get 0) (local.get 1)
   (br_if $again (i32.gt_s (local.get 0) (i32.const 0)))))

 (func $ways (param i32) (result i32)
  (local $r i32)
  (block $end
   (block $two (block $one (block $zero
    (br_table $zero $one $two $end (call $square (local.get 0))))
    (local.set $r (call $fib (i32.const 6))) (br $end))
    (local.set $r (call $double (i32.const 21))) (br $end))
   (local.set $r (i32.const 5))
   (return (i32.add (local.get $r) (call $double (local.get $r)))))
  (i32.const 100)
  (if (param i32) (result i32) (i32.and (local.get 0) (i32.const 1))
   (then (call $double) (call $double))
   (else (call $square (local.get $r)) (i32.sub)))
  (local.get $r) (i32.add))

 (func $indirect (param i32) (result i32) (local $i i32)
  (loop $next
   (local.set 0 (i32.rem_u
    (i32.add (i32.const 7) (call_indirect (type $unary)
     (i32.rem_u (local.get 0) (i32.const 11)) (i32.rem_u (local.get $i) (i32.const 3))))
    (i32.const 1000)))
   (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 12))))
  (local.get 0))

 (func $references (param i32) (result i32) (local funcref)
  (local.set 1 (table.get 0 (local.get 0)))
  (select (ref.is_null (local.get 1)) (i32.const 9) (call $double (i32.const 4))))

 (func $begin (call $note (i64.const 77)))
 (start $begin)

 (func (export "_start") (local $i i32) (local $wide i64)
  (loop $each
   (call $note (i64.extend_i32_s (call $fib (local.get $i))))
   (call $note (i64.reinterpret_f64 (call $operands (local.get $i))))
   (call $several (local.get $i) (i64.const 3)) (local.set $wide) (call $note (i64.extend_i32_s))
   (call $note (local.get $wide))
   (call $note (i64.extend_i32_s (call $ways (i32.rem_u (local.get $i) (i32.const 3)))))
   (call $note (i64.extend_i32_s (call $indirect (local.get $i))))
   (call $note (i64.extend_i32_s (call $references (i32.rem_u (local.get $i) (i32.const 3)))))
   (br_if $each (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 8)))))
 (export "turns" (global $turns)))
