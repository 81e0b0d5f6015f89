op{open} pr { }
op{open} pre pre { }
op{open} (1) (2) { }
op{open} post after { }
op{open} pre
op{close} unlocked unlocked { }
