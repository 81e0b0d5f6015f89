op{open} (O_WRONLY) pre { violation(); }
op{close} (1 == 2) pre { violation(); }
