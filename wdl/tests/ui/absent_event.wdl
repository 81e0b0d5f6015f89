op{cap_enter, jail_*} pre { return WR_D_BADPERM; }
op{cap_enter, execve} pre { return WR_D_BADPERM; }
jails ::= jail_attach || jail
op{jails} pre { return WR_D_BADPERM; }
