op{close} pre { try { violation("x"); } catch (int e) { } }
