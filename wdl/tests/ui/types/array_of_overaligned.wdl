typedef int wide __attribute__((aligned(16)));
wide a[2];
struct s { wide b[2]; wide c; };
