#line twelve
#line 12 13
