struct pad { char c; int i; };
struct bits { int a : 3; };
struct row { long n; };
table struct row holes[4] by struct pad;
table struct row fields[4] by struct bits;
table struct row none[0] by int;
table char big[4] by char;
table struct row good[4] by int;
op{close} pre {
    struct row r;
    const struct row fixed = { 1 };
    int wrong = 0;
    long k;
    wr_table_find(good, 1, &wrong);
    wr_table_find(good, &k, &r);
    wr_table_find(good, 1, &fixed);
    wr_table_put(good, 1);
    wr_table_put(godo, 1, &r);
    wr_table_count(k);
    if (good) return WR_D_BADF;
    wr_table_put(good, 1, &fixed);
}
