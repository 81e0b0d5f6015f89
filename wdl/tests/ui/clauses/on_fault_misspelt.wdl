on_fault dney;
