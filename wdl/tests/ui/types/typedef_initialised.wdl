typedef int word = 3;
