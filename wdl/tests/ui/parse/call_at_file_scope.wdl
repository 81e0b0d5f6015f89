violation("at file scope");
