;; Takes memory page by page until it gets no more, writes to each page, and exits with how many it has, modulo 251.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start") (local $page i32)
    (block $full
      (loop $more
        (br_if $full (i32.eq (local.tee $page (memory.grow (i32.const 1))) (i32.const -1)))
        (i32.store (i32.mul (local.get $page) (i32.const 65536)) (local.get $page))
        (br $more)))
    (call $exit (i32.rem_u (memory.size) (i32.const 251)))))
