op(open) pre { }
