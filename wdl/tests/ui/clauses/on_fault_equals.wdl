on_fault = allow;
