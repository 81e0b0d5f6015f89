open pre { }
