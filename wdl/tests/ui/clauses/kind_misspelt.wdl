bsd::opp{open} pre { }
