wrapper my-wrapper;
op{open} pre { }
