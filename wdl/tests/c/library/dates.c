// expect: 33
// Macros that every compiler has.
int main(void) {
    static const char date[] = __DATE__, time[] = __TIME__;

    return sizeof date + sizeof time + (date[3] == ' ' && date[6] == ' ') + (time[2] == ':') * 10 + __STDC__;
}
