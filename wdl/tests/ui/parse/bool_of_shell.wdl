op{close} pre { if [ $fd -eq 3 ]; then violation("x"); fi }
