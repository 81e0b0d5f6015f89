op{kqueue, kevent, kldload} pre { violation("x"); }
