op{read, listen} pre { if ($buf) violation(); }
op{mq_open, kill} pre { if ($name) violation(); }
op{getsockname, chmod, close} pre { if ($addr) violation(); }
op{mmap, connect} pre unlocked { if ($addr) violation(); }
