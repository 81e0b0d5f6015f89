char huge[2000000];
percall char much[5000];
op{close} pre { huge[$fd] = 1; much[$fd] = 2; }
