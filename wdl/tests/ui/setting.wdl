wrapper a;
wrapper b;
on_fault ignore;
on_fault alow;
budget 5;
budget 6;
wrapper c
