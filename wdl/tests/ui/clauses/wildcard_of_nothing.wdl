op{zz*} pre { }
