on_fault ignore;
