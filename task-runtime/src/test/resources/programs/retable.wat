;; Puts another function into its table while it runs.
(module
 (memory (export "memory") 1)
 (table 1 funcref)
 (elem (i32.const 0) $loop)
 (func $loop (local $i i32) (loop (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 9)))))
 (func (export "_start") (table.set 0 (i32.const 0) (ref.func $loop)) (call_indirect (i32.const 0))))
