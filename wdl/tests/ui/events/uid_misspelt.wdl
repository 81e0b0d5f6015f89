op{open} pre { if (_uidd == 0) violation("x"); }
