event (int n);
