@wrapper mine;
