op{open} pre { long x = $ + 1; }
