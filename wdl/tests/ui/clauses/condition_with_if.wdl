op{open} if ($flags == 0) pre { }
