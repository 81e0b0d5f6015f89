int thing;
typedef int thing;
