;; Starts and ends: the least that is still a WASI command. For measurements of everything around a task.
(module
  (memory (export "memory") 1)
  (func (export "_start")))
