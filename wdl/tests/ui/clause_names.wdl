op{} pre { }
op{open close} pre { }
op{open,} pre { }
op open pre { }
event{} { }
life{1} { }
