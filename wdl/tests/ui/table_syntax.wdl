table int a[] by int;
table int b[4];
table nosuch c[4] by int;
table int d[4] by int full oldst;
table int e[4] by int full;
