op{open} pre { return WR_DENY(EPERMM); }
