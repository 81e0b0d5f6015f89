int f(int a) { if (a) goto out; return 1; out: }
