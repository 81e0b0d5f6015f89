op{activate, deactivate} { }
