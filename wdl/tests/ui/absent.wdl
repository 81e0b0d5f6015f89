op{chmod, fchmod} pre { if ($fd > 2) violation(); }
