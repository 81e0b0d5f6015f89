// expect: 7
%:define N(x) %:x
int v<:3:> = <% 1, 2, 4 %>;
int main(void) <% return v<:0:> + v<:1:> + v<:2:> + N(a)[1]; %>
