// expect: 138
%:define PLUS(a, b) a + b
%:define CATT(a, b) a %:%: b
int ma\
in(void) <%
    int a<:3:> = <% 1, 2, 3 %>; int r = 0; int x = 4, *p = &x;
    r += PLUS(a<:0:>, a<:1:>); r += x+++x; r = r - -x; r += x---x; r = r /*c*//*d*/+/**/1; r += x //* not a comment
    / 2
    ; r += 4 / *p; // comment \
    r += 1000;
    r +\
= 2; r += '??'; r += sizeof("??/n") ; r += "a\
b"[1]; r += CATT(1, 2); r <<\
= 1; r += a[1]+++a[2]; r ^= 0x1\
F; int i = 1; i = i+++i*2-~-i; r += i; int q = x<:p:>?1:0; return r & 0xff;
%>