op open pre { }
