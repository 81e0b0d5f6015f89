_Complex int a;
