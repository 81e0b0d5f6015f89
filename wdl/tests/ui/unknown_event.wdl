op{opne} pre { violation(); }
op{zzz*} pre { violation(); }
op{execve, frok} pre { violation(); }
