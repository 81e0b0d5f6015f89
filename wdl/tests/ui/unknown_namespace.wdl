bds::op{open} pre { violation(); }
